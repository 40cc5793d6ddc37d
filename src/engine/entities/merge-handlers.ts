import type { Handlers } from '../rpc/handler.ts';
import { readEntity } from './entity-rows.ts';
import { mergeRecords } from './merge-entities.ts';

export const mergeHandlers: Handlers<'entity.merge'> = {
  'entity.merge'({ keepId, mergeId, reason }, { session }) {
    mergeRecords(session(), keepId, [mergeId], reason ?? '');
    return readEntity(session().database, keepId);
  },
};
