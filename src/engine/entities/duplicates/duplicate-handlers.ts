import type { Handlers } from '../../rpc/handler.ts';
import { decideGroup } from './decide-duplicates.ts';
import { listGroups, listMembers, lookAtGroup, showGroup } from './duplicate-groups.ts';
import { freshenGroups } from './fresh-groups.ts';

export const duplicateHandlers: Handlers<
  'duplicate.list' | 'duplicate.get' | 'duplicate.members' | 'duplicate.decide'
> = {
  async 'duplicate.list'(input, { session, signal }) {
    const { database } = session();
    await freshenGroups(database, input.caseId, signal);
    return listGroups(database, input);
  },

  'duplicate.get': (key, { session }) => showGroup(session().database, key),

  'duplicate.members': (input, { session }) => listMembers(session().database, input),

  'duplicate.decide'({ verdict, entityIds, keepId, ...key }, { session }) {
    decideGroup(session(), key, { verdict, entityIds, keepId });
    const { members, state } = lookAtGroup(session().database, key);
    return { members, state };
  },
};
