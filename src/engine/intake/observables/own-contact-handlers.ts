import { readCase } from '../../cases/case-rows.ts';
import type { Handlers } from '../../rpc/handler.ts';
import { decideOwnContacts } from './decide-own-contacts.ts';
import { listOwnContacts } from './own-contact-rows.ts';

export const ownContactHandlers: Handlers<'ownContact.list' | 'ownContact.decide'> = {
  'ownContact.list'(input, { session }) {
    const { database } = session();
    readCase(database, input.caseId);
    return listOwnContacts(database, input);
  },

  'ownContact.decide': (input, { session }) => ({ changed: decideOwnContacts(session(), input) }),
};
