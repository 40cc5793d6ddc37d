import type { Handlers } from '../../rpc/handler.ts';
import { decideGroup } from './decide-duplicates.ts';
import { differing, isSaidApart, listGroups, listMembers, membersOf, readGroup } from './duplicate-groups.ts';

export const duplicateHandlers: Handlers<
  'duplicate.list' | 'duplicate.get' | 'duplicate.members' | 'duplicate.decide'
> = {
  'duplicate.list': (input, { session }) => listGroups(session().database, input),

  'duplicate.get'(key, { session }) {
    const { database } = session();
    return {
      ...readGroup(database, key),
      saidApart: isSaidApart(database, key),
      differing: differing(database, key),
    };
  },

  'duplicate.members': (input, { session }) => listMembers(session().database, input),

  'duplicate.decide'({ verdict, entityIds, keepId, ...key }, { session }) {
    decideGroup(session(), key, { verdict, entityIds, keepId });
    const { database } = session();
    const members = membersOf(database, key).length;
    return { members, state: members < 2 ? 'decided' : readGroup(database, key).state };
  },
};
