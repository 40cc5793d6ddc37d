import { readCase } from '../cases/case-rows.ts';
import { rememberedOf } from '../database/remembered.ts';
import { readEntity } from '../entities/entity-rows.ts';
import type { Handlers } from '../rpc/handler.ts';
import { listMatches, matchesOf } from './matches.ts';

export const matchHandlers: Handlers<'match.list' | 'match.ofEntity'> = {
  'match.list'(input, { session }) {
    const { database } = session();
    readCase(database, input.caseId);
    // Looked up for each record of the case, and asked again with every page that shows how many there are.
    return rememberedOf(database).recall('logged', `matches ${JSON.stringify(input)}`, () =>
      listMatches(database, input),
    );
  },
  'match.ofEntity'({ id }, { session }) {
    const { database } = session();
    const { hidden } = readEntity(database, id);
    return { matches: hidden ? [] : matchesOf(database, id) };
  },
};
