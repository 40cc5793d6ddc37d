import { z } from 'zod';
import { duplicateBases, duplicateStates, duplicateVerdicts } from '../domain/duplicate-words.ts';
import { valuesOf } from '../domain/kinds.ts';
import { command, query } from './call.ts';
import { id, instant, page, rows } from './common.ts';
import { duplicateGroup, duplicateKey } from './duplicate-group.ts';
import { entityRow } from './entity.ts';
import { entityFields } from './entity-fields.ts';

const member = entityRow.extend({
  fields: entityFields,
  createdAt: instant,
  evidenceCount: z.int(),
  /** How many others of the group it was said to be different from. */
  apart: z.int(),
});

export const duplicateCalls = {
  /** Groups of records that may be one, by what they share. A group whose pairs were all decided elsewhere is decided too. */
  'duplicate.list': query(
    page(['members', 'match', 'first']).extend({
      caseId: id,
      state: z.enum(valuesOf(duplicateStates)).optional(),
      bases: z.array(z.enum(valuesOf(duplicateBases))).optional(),
    }),
    rows(duplicateGroup),
  ),
  'duplicate.get': query(
    duplicateKey,
    duplicateGroup.extend({
      /** Whether some of them were said to be different before. */
      saidApart: z.boolean(),
      /**
       * Fields in which the members differ (`country` among them), those with most values first; `missing`: how many know nothing
       * of it.
       */
      differing: z.array(z.object({ field: z.string(), values: z.int(), missing: z.int() })),
    }),
  ),
  'duplicate.members': query(
    page(['createdAt', 'display', 'country', 'eventCount']).extend(duplicateKey.shape),
    rows(member),
  ),
  /**
   * One entry of the log, one undo. `same` makes one record of those named (all, where none is); `different` is remembered: those
   * named differ from every other of the group; `later` puts the group off until a record joins it; `open` forgets what was said
   * in this group. Answers how many records are left in it, and its state.
   */
  'duplicate.decide': command(
    duplicateKey.extend({
      verdict: z.enum(valuesOf(duplicateVerdicts)),
      entityIds: z.array(id).min(1).max(10_000).optional(),
      /** With `same`: the record that stays; without it the oldest. */
      keepId: id.optional(),
    }),
    z.object({ members: z.int(), state: z.enum(valuesOf(duplicateStates)) }),
  ),
};
