import { z } from 'zod';
import { command, job, query } from './call.ts';
import { author, id, instant, page, rows, zone } from './common.ts';

export const logEntryRow = z.object({
  seq: z.int(),
  deviceId: z.string(),
  at: instant,
  zone,
  author,
  caseId: id.nullable(),
  /** Why it was written. */
  reason: z.enum(['create', 'edit', 'import', 'hide', 'custody', 'export', 'merge', 'undo', 'settings']),
  summary: z.string(),
  changeCount: z.int(),
  hash: z.string(),
  /** Sequence number of the entry that undid this one. */
  undoneBy: z.int().nullable(),
  /** Whether it can be taken back, or done again; a later edit of the same fields may still refuse it. */
  undoable: z.boolean(),
});

const logChange = z.object({
  table: z.string(),
  id: z.string(),
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
});

export const logFinding = z.object({
  code: z.enum([
    'edited',
    'dropped',
    're-ordered',
    'truncated',
    'head-signature',
    'row-differs',
    'unreadable',
  ]),
  seq: z.int().nullable(),
  deviceId: z.string(),
  message: z.string(),
});

export const logCalls = {
  'log.list': query(
    page(['seq']).extend({ caseId: id.optional(), deviceId: z.string().optional() }),
    rows(logEntryRow),
  ),
  'log.get': query(
    z.object({ deviceId: z.string(), seq: z.int() }),
    logEntryRow.extend({ prevHash: z.string(), changes: z.array(logChange), truncatedChanges: z.boolean() }),
  ),
  /** Recomputes every hash and signature and replays the rows. */
  'log.verify': job(
    z.object({ rows: z.boolean().default(true) }),
    z.object({
      intact: z.boolean(),
      entries: z.int(),
      devices: z.array(z.object({ deviceId: z.string(), seq: z.int(), hash: z.string() })),
      findings: z.array(logFinding),
    }),
  ),
  /** The change an undo would take back now, or null. */
  'log.undoable': query(z.object({ caseId: id }), z.object({ entry: logEntryRow.nullable() })),
  /**
   * Takes back one change: the named one, else the last of the case; of an import or intake always the whole. A later edit
   * of the same fields refuses it, and so does a later record that rests on one of it, unless `keepChanged` lets such records of
   * an import stay.
   */
  'log.undo': command(
    z.object({ caseId: id, seq: z.int().optional(), keepChanged: z.boolean().default(false) }),
    z.object({
      undone: logEntryRow,
      entry: logEntryRow,
      /** Entries taken back. */
      entries: z.int(),
      /** Records left as they are. */
      kept: z.int(),
    }),
  ),
};
