import { z } from 'zod';
import { acquisitionMethods, copyChoices, custodyActions, valuesOf, viewPurposes } from '../domain/kinds.ts';
import { refusalReasons } from '../domain/refusal-reasons.ts';
import { command, job, query } from './call.ts';
import {
  author,
  folder,
  hideInput,
  id,
  instant,
  line,
  marking,
  page,
  pii,
  requiredLine,
  rows,
  sha256,
  text,
  withId,
  zone,
} from './common.ts';

/** How the files of one intake came to the person: goes into each first custody entry. */
export const acquisition = z.object({
  method: z.enum(valuesOf(acquisitionMethods)).default('received'),
  /** From whom or what: a person, an organisation, a system, a medium. */
  source: pii(line, 'name').default(''),
  place: pii(line, 'address').default(''),
  /** Who acquired it, when it was not the person at the keyboard. */
  acquiredBy: pii(line, 'name').default(''),
  /** When it was acquired, if not now. */
  acquiredAt: instant.optional(),
  note: pii(line, 'free-text').default(''),
});

export const custodyEntry = z.object({
  id,
  evidenceId: id,
  seq: z.int(),
  /** Reference of the piece within its case, the same in every package. */
  exhibit: z.string(),
  action: z.enum(valuesOf(custodyActions)),
  at: instant,
  zone,
  actor: author,
  purpose: z.string(),
  tool: z.string(),
  /** Of the content, as taken in. */
  sha256,
  details: z.record(z.string(), z.unknown()),
  prevHash: z.string(),
  hash: z.string(),
});

export const evidenceRow = z.object({
  id,
  caseId: id,
  /** Number within the case, given once, for life; profiles print it in their own pattern. */
  number: z.int(),
  exhibit: z.string(),
  name: pii(z.string(), 'free-text'),
  /** Path below the folder it was taken in with, or the name alone. */
  path: z.string(),
  mediaType: z.string(),
  /** What the content may also be, when its type is ambiguous or its name says otherwise. */
  mediaTypeNote: z.string(),
  sizeBytes: z.int(),
  sha256,
  description: pii(line, 'free-text'),
  source: pii(z.string(), 'name'),
  acquiredAt: instant,
  takenInAt: instant,
  fileModifiedAt: instant.nullable(),
  marking,
  batchId: id,
  /** Result of the last check of the stored bytes. */
  check: z.enum(['unchecked', 'ok', 'failed']),
  checkedAt: instant.nullable(),
  hidden: z.boolean(),
  /** What it was taken out of: a mail, a mailbox, an archive, a document. */
  parent: z.object({ id, exhibit: z.string() }).nullable(),
  /** Pieces taken out of it, those taken out of them not counted. */
  children: z.object({ shown: z.int(), hidden: z.int() }),
  /** The first visible piece of the case with the same content, where that is another. */
  copyOf: z.object({ id, exhibit: z.string() }).nullable(),
});

/** Records that rest on evidence. */
export const supportedKind = z.enum(['event', 'entity', 'link', 'loss', 'payment', 'disclosure']);

export const evidenceRecord = evidenceRow.extend({
  sha1: z.string(),
  md5: z.string(),
  method: z.enum(valuesOf(acquisitionMethods)),
  place: z.string(),
  acquiredBy: z.string(),
  note: z.string(),
  originalPath: z.string(),
  fileCreatedAt: instant.nullable(),
  /** Other evidence with the same content, in any case. */
  sameContent: z.array(
    z.object({ id, caseId: id, caseReference: z.string(), number: z.int(), name: z.string() }),
  ),
  custody: z.array(custodyEntry),
  /** Records that rest on it, as many as are read in one place; `usedByMore` where there are others. */
  usedBy: z.array(
    z.object({
      kind: supportedKind,
      id,
      title: pii(z.string(), 'free-text'),
      /** The sort of its kind: of an entity, an event, a link, a rail. */
      sort: z.string().nullable(),
      /** The entity at whose side it is looked at, where it has no place of its own. */
      aboutId: id.nullable(),
    }),
  ),
  usedByMore: z.boolean(),
});

export const intakeRefusal = z.object({
  path: z.string(),
  reason: z.enum(refusalReasons),
  message: z.string(),
});

/**
 * Files whose content the case had, in visible evidence taken in by another intake, are left out where the same source gave it
 * (the same `method` and the same `source`, in whatever case of letters), always (`none`) or never (`all`).
 */
const copies = z.enum(valuesOf(copyChoices));

const intakeResult = z.object({
  batchId: id,
  added: z.int(),
  addedBytes: z.int(),
  /** Files whose content the vault held already: a record was made, the bytes were not stored again. */
  sharedContent: z.int(),
  /** Files, left out ones too, for whose content the stored copy was found damaged: theirs took its place. */
  repaired: z.int(),
  /** Files left out because the case has their content, and the piece that has it. */
  leftOut: z.array(z.object({ path: z.string(), evidenceId: id, exhibit: z.string() })),
  refused: z.array(intakeRefusal),
  evidenceIds: z.array(id),
  complete: z.boolean(),
});

const verifyEvidenceResult = z.object({
  checked: z.int(),
  ok: z.int(),
  failed: z.array(
    z.object({
      evidenceId: id,
      number: z.int(),
      name: z.string(),
      finding: z.enum(['missing', 'corrupt', 'truncated', 'hash-differs']),
      message: z.string(),
    }),
  ),
});

const intakeBatch = z.object({
  id,
  caseId: id,
  startedAt: instant,
  endedAt: instant.nullable(),
  roots: z.array(z.string()),
  state: z.enum(['running', 'complete', 'cancelled', 'interrupted']),
  copies,
  added: z.int(),
  /** Left out as the case had them, and of these those that stand in no visible evidence of it any more. */
  leftOut: z.int(),
  leftOutGone: z.int(),
  refused: z.int(),
  undone: z.boolean(),
});

/** A file of an intake that was left out because the case had its content. */
const leftOutFile = z.object({
  id,
  name: pii(z.string(), 'free-text'),
  /** As in `evidenceRow`. */
  path: z.string(),
  originalPath: z.string(),
  sizeBytes: z.int(),
  sha256,
  /** The piece that had it then. */
  heldBy: z.object({ id, exhibit: z.string(), name: pii(z.string(), 'free-text'), hidden: z.boolean() }),
  /** The piece it was taken in as after all. */
  takenAs: z.object({ id, exhibit: z.string() }).nullable(),
});

/** `left`: not taken in to this day; `gone`: of these, what stands in no visible evidence of the case any more. */
const leftOutSelection = z.enum(['all', 'left', 'gone']);

const hideEvidenceInput = hideInput.extend({
  /** Also what was taken out of it, and out of that. */
  withChildren: z.boolean().default(false),
});

export const evidenceCalls = {
  /** Takes in files and whole folders. What was acknowledged is whole and on disk; cancelling keeps it. */
  'evidence.intake': job(
    z.object({
      caseId: id,
      paths: z.array(folder).min(1).max(10_000),
      acquisition: acquisition.prefault({}),
      marking: marking.default('amber'),
      copies: copies.default('other-sources'),
    }),
    intakeResult,
  ),
  /** Goes on with a cancelled or interrupted batch: files it took in already are not read again. */
  'evidence.resumeIntake': job(z.object({ batchId: id }), intakeResult),
  /** What an intake left out, by path. */
  'evidence.leftOut': query(
    page(['path', 'sizeBytes', 'heldBy'])
      .omit({ hidden: true })
      .extend({ batchId: id, which: leftOutSelection.default('all') }),
    rows(leftOutFile),
  ),
  /** Takes in after all what an intake left out, from the bytes the vault has. It belongs to that intake and is taken back with it. */
  'evidence.takeLeftOut': job(
    z.object({
      batchId: id,
      ids: z.array(id).min(1).max(5000).optional(),
      which: leftOutSelection.exclude(['all']).default('left'),
    }),
    z.object({ added: z.int(), evidenceIds: z.array(id) }),
  ),
  'evidence.batches': query(z.object({ caseId: id }), z.object({ batches: z.array(intakeBatch) })),
  'evidence.list': query(
    page(['number', 'name', 'mediaType', 'sizeBytes', 'acquiredAt', 'takenInAt', 'checkedAt']).extend({
      caseId: id,
      batchId: id.optional(),
      mediaType: z.string().optional(),
      /** Only what was taken out of this piece. */
      parentId: id.optional(),
      /** Only what was taken in, not what was taken out of other pieces. */
      originals: z.boolean().default(false),
    }),
    rows(evidenceRow),
  ),
  'evidence.get': query(withId, evidenceRecord),
  'evidence.update': command(
    withId.extend({
      fields: z
        .object({
          description: pii(line, 'free-text'),
          source: line,
          place: line,
          acquiredBy: line,
          note: line,
          marking,
        })
        .partial(),
    }),
    evidenceRecord,
  ),
  'evidence.hide': command(hideEvidenceInput, evidenceRow),
  /** The same for several pieces of one case, all or none. */
  'evidence.hideMany': command(
    hideEvidenceInput.omit({ id: true }).extend({ ids: z.array(id).min(1).max(5000) }),
    z.object({ rows: z.array(evidenceRow) }),
  ),
  /** Puts "viewed" on the custody of a piece before its content is shown. */
  'evidence.view': command(
    z.object({ id, purpose: z.enum(valuesOf(viewPurposes)).default('review') }),
    z.object({ custody: custodyEntry }),
  ),
  /** Up to `limit` bytes of content decoded as text with what was found out about the encoding. Never HTML. */
  'evidence.text': query(
    z.object({ id, offset: z.int().min(0).default(0), limit: z.int().min(1).max(262_144).default(65_536) }),
    z.object({
      text: pii(text, 'free-text'),
      encoding: z.string(),
      nextOffset: z.int().nullable(),
      sizeBytes: z.int(),
    }),
  ),
  /** Re-reads stored bytes and compares all three hashes; each result goes into custody. */
  'evidence.verify': job(
    z.object({ caseId: id.optional(), ids: z.array(id).max(10_000).optional() }),
    verifyEvidenceResult,
  ),
  /** Writes a decrypted copy outside the vault, with a custody entry; the purpose goes into the log. Never overwrites. */
  'evidence.export': job(
    z.object({ id, folder, purpose: requiredLine }),
    z.object({ path: z.string(), sha256, sizeBytes: z.int() }),
  ),
};
