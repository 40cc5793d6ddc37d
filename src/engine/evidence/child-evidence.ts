import { ProfferError } from '../../shared/domain/errors.ts';
import { maskSecrets } from '../../shared/domain/identifiers/secrets/index.ts';
import type { Row, SqliteDatabase } from '../database/sqlite.ts';
import type { Transaction } from '../log/writer.ts';
import type { MediaType } from '../store/media-type.ts';
import type { Batch, BytesSource, Committed, StreamSource } from '../store/types.ts';
import type { VaultSession } from '../vault/session.ts';
import { appendCustody, stableExhibit } from './custody.ts';
import { readEvidenceRow } from './evidence-rows.ts';
import { insertPiece } from './record-evidence.ts';

/** How the bytes of a child came out of its parent; goes into its first custody entry. */
export type Derivation =
  /** They lie in the parent as they are. */
  | 'as-it-lies'
  /** They lie in it encoded or packed. */
  | 'decoded'
  /** The parent holds them in parts; they were put together as a file of their own. */
  | 'rebuilt';

/** Something that lies in a piece of evidence and becomes one of its own. */
export interface ChildFacts {
  /** Where it lies in the parent, in words that name nobody: `part 1.2`, `message 17`. Unique within the parent. */
  locator: string;
  /** As the parent calls it: a bare name, no path. */
  name: string;
  /** What the parent says it is; believed only where the bytes say nothing. */
  declaredType: string;
  how: Derivation;
  /** Bytes of the parent it was made from, where they lie in one stretch. */
  place: { offset: number; length: number } | null;
}

export type ChildSource = ChildFacts & (BytesSource | StreamSource);

/** Types that text cannot prove by itself: there the parent's word counts. */
const believed = new Set([
  'message/rfc822',
  'application/mbox',
  'text/html',
  'text/calendar',
  'text/csv',
  'application/json',
]);

/** How many pieces this one lies within: 0 for what was taken in from a disk. */
export function evidenceDepth(database: SqliteDatabase, evidenceId: string): number {
  const depth = database
    .cached(
      `WITH RECURSIVE up (id, depth) AS (
         SELECT parent_id, 1 FROM evidence WHERE id = ? AND parent_id IS NOT NULL
         UNION ALL SELECT parent_id, depth + 1 FROM evidence JOIN up ON evidence.id = up.id WHERE parent_id IS NOT NULL AND depth < 1000
       ) SELECT coalesce(max(depth), 0) FROM up`,
    )
    .pluck()
    .get(evidenceId);
  return depth as number;
}

const pathOf = (parent: Row, locator: string): string => `${parent.original_path as string}#${locator}`;

/** The children a piece of evidence has already, by locator. Hidden ones too: what was put aside is not taken out again. */
export function childrenOf(database: SqliteDatabase, parentId: string): Map<string, string> {
  const parent = readEvidenceRow(database, parentId);
  const rows = database
    .prepare('SELECT id, original_path FROM evidence WHERE parent_id = ? ORDER BY number')
    .all(parentId) as { id: string; original_path: string }[];
  const before = pathOf(parent, '').length;
  return new Map(rows.map(({ id, original_path }) => [original_path.slice(before), id]));
}

/**
 * Makes parts of a piece of evidence pieces of their own: contents first, then rows, custody and log in one transaction per
 * batch, as with any intake. What was taken out before is left alone, so that reading again adds nothing. The entries
 * belong to the intake that brought the parent: taking that back takes the children back. The parent's bytes are not touched.
 * @returns the ids of all of `sources`, those that were there before included, by locator.
 * @throws ProfferError `cancelled`, `disk-full`, `permission`.
 */
export async function takeInChildren(
  session: VaultSession,
  parentId: string,
  sources: Iterable<ChildSource> | AsyncIterable<ChildSource>,
  options: { signal?: AbortSignal; known?: Map<string, string> } = {},
): Promise<Map<string, string>> {
  const parent = readEvidenceRow(session.database, parentId);
  const known = options.known ?? childrenOf(session.database, parentId);
  const ids = new Map<string, string>();
  async function* fresh(): AsyncGenerator<ChildSource> {
    for await (const source of sources) {
      const id = known.get(source.locator);
      if (id === undefined) yield source;
      else ids.set(source.locator, id);
    }
  }
  const { signal } = options;
  for await (const batch of session.store.intake(fresh(), signal ? { signal } : {}))
    for (const [locator, id] of await commit(session, parent, batch)) {
      ids.set(locator, id);
      known.set(locator, id);
    }
  return ids;
}

async function commit(
  session: VaultSession,
  parent: Row,
  batch: Batch<ChildSource>,
): Promise<Map<string, string>> {
  const types = new Map<ChildSource, MediaType>();
  for (const item of batch.items) {
    if (item.outcome === 'refused') {
      await batch.abandon();
      throw new ProfferError('corrupt', item.refusal.message, item.refusal.details);
    }
    const found = item.content.type;
    const declared = item.source.declaredType;
    types.set(
      item.source,
      found.mediaType === 'text/plain' && believed.has(declared) ? { ...found, mediaType: declared } : found,
    );
  }
  const ids = new Map<string, string>();
  await batch.commit((committed) => {
    const exhibit = stableExhibit(parent.number as number);
    const summary =
      committed.length === 1
        ? `Taken out of ${exhibit}: ${committed[0]!.source.locator}`
        : `Taken out of ${exhibit}: ${committed.length} parts`;
    const why = {
      reason: 'import' as const,
      summary,
      caseId: parent.case_id as string,
      batchId: parent.batch_id as string,
    };
    session.write(why, (transaction) => {
      let number = session.database
        .prepare('SELECT coalesce(max(number), 0) FROM evidence WHERE case_id = ?')
        .pluck()
        .get(parent.case_id as string) as number;
      for (const item of committed) {
        number += 1;
        ids.set(
          item.source.locator,
          record(session, transaction, parent, item, types.get(item.source)!, number),
        );
      }
      appendCustody(session.database, transaction, parent.id as string, {
        action: 'derived',
        purpose: 'Parts taken out as pieces of their own; the content itself is untouched',
        details: { pieces: committed.length },
      });
    });
  });
  return ids;
}

function record(
  session: VaultSession,
  transaction: Transaction,
  parent: Row,
  { source, content }: Committed<ChildSource>,
  type: MediaType,
  number: number,
): string {
  // The parent's bytes say what it was called to the letter.
  const name = maskSecrets(source.name).text;
  const exhibit = stableExhibit(parent.number as number);
  return insertPiece(session, transaction, content, {
    caseId: parent.case_id as string,
    batchId: parent.batch_id as string,
    number,
    type,
    columns: {
      name,
      path: `${parent.path as string}/${name.replaceAll('/', '_')}`,
      original_path: pathOf(parent, source.locator),
      method: parent.method as string,
      source: parent.source as string,
      place: parent.place as string,
      acquired_by: parent.acquired_by as string,
      note: '',
      marking: parent.marking as string,
      acquired_at: parent.acquired_at as string,
      file_modified_at: null,
      file_created_at: null,
      parent_id: parent.id as string,
    },
    purpose: `Taken out of ${exhibit}, hashed, encrypted and stored in one pass`,
    details: {
      parent: exhibit,
      parentSha256: parent.sha256 as string,
      locator: source.locator,
      how: source.how,
      ...(source.place && { offset: source.place.offset, length: source.place.length }),
    },
  });
}
