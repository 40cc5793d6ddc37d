import { readCase } from '../../cases/case-rows.ts';
import type { Handlers } from '../../rpc/handler.ts';
import { decideOwnContacts } from './decide-own-contacts.ts';
import { listOwnContacts } from './own-contact-rows.ts';

export const ownContactHandlers: Handlers<'observable.ownContacts' | 'observable.decideOwn'> = {
  'observable.ownContacts'(input, { session }) {
    const { database } = session();
    readCase(database, input.caseId);
    return listOwnContacts(database, input);
  },

  'observable.decideOwn': (input, { session }) => ({ changed: decideOwnContacts(session(), input) }),
};
