import type { z } from 'zod';
import type { whenInput } from '../../shared/contract/common.ts';
import type { Row } from '../database/sqlite.ts';
import { readWhen, type When, whenJson } from '../when.ts';

type WhenInput = z.output<typeof whenInput>;

const fromColumns = (seen: When | null): Row => ({
  seen_from: seen?.earliest ?? null,
  seen_from_json: seen ? whenJson(seen) : null,
});
const toColumns = (seen: When | null): Row => ({
  seen_to: seen?.latest ?? seen?.earliest ?? null,
  seen_to_json: seen ? whenJson(seen) : null,
});

export const columnsOfSeen = (from: When | null, to: When | null): Row => ({
  ...fromColumns(from),
  ...toColumns(to),
});

/** Columns of first and last sight as a person gave them; nothing for what was not given. */
export const seenColumns = (given: {
  seenFrom?: WhenInput | null | undefined;
  seenTo?: WhenInput | null | undefined;
}): Row => ({
  ...(given.seenFrom === undefined ? {} : fromColumns(given.seenFrom && readWhen(given.seenFrom))),
  ...(given.seenTo === undefined ? {} : toColumns(given.seenTo && readWhen(given.seenTo))),
});
