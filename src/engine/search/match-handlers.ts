import { readCase } from '../cases/case-rows.ts';
import { readEntity } from '../entities/entity-rows.ts';
import type { Handlers } from '../rpc/handler.ts';
import { listMatches, matchesOf } from './matches.ts';

export const matchHandlers: Handlers<'match.list' | 'match.ofEntity'> = {
  'match.list'(input, { session }) {
    const { database } = session();
    readCase(database, input.caseId);
    return listMatches(database, input);
  },
  'match.ofEntity'({ id }, { session }) {
    const { database } = session();
    const { hidden } = readEntity(database, id);
    return { matches: hidden ? [] : matchesOf(database, id) };
  },
};
