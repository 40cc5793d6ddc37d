import { z } from 'zod';
import { duplicateBases, duplicateStates } from '../domain/duplicate-words.ts';
import { entityKinds, valuesOf } from '../domain/kinds.ts';
import { id, pii } from './common.ts';

/** Names one group: the records of one kind in a case that hold the same thing. */
export const duplicateKey = z.object({
  caseId: id,
  kind: z.enum(valuesOf(entityKinds)),
  basis: z.enum(valuesOf(duplicateBases)),
  /** What they share, in normal form. */
  match: pii(z.string().min(1).max(4000), 'identifier'),
});

/** Records that may be one thing, by something they share. */
export const duplicateGroup = duplicateKey.extend({
  /** `match` as it is shown: defanged where it could be clicked. */
  shown: pii(z.string(), 'identifier'),
  members: z.int(),
  /** The first and the last of them by name. */
  first: pii(z.string(), 'identifier'),
  last: pii(z.string(), 'identifier'),
  /** How many different names and countries they have. */
  names: z.int(),
  countries: z.int(),
  state: z.enum(valuesOf(duplicateStates)),
});
