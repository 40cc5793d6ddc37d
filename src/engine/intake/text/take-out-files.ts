import type { SqliteDatabase } from '../../database/sqlite.ts';
import { type ChildSource, evidenceDepth, takeInChildren } from '../../evidence/child-evidence.ts';
import type { ReadingPiece, StepContext } from '../reading/reading-step.ts';
import type { EmbeddedFile } from './embedded-files.ts';

/** Pieces within pieces: beyond, an archive that holds itself would never end. */
const deepest = 3;
/** Bytes and pieces out of one archive and the archives in it: beyond, it is a bomb that unpacks in turns. */
const mostBytes = 4 * 2 ** 30;
const mostPieces = 20_000;
/** The store takes larger contents as streams. */
const largestWhole = 8 << 20;

/** Makes what lies in a piece evidence of its own, with custody from the piece it came out of. Reading again adds nothing. */
export async function takeOutFiles(
  piece: ReadingPiece,
  files: readonly EmbeddedFile[],
  context: StepContext,
): Promise<void> {
  if (files.length === 0) return;
  const { session, signal } = context;
  if (evidenceDepth(session.database, piece.evidenceId) >= deepest) {
    context.finding({
      severity: 'warning',
      code: 'too-deep',
      message: `${files.length} files in it were not taken out: it lies within ${deepest} others already.`,
    });
    return;
  }
  const before = outOfArchive(session.database, piece.evidenceId);
  const size = files.reduce((sum, { bytes }) => sum + bytes.length, before.bytes);
  if (size > mostBytes || before.pieces + files.length > mostPieces) {
    context.finding({
      severity: 'warning',
      code: 'too-much',
      message: `${files.length} files in it were not taken out: with them more than ${mostBytes / 2 ** 30} GB or ${mostPieces} files would come out of one archive. Unpack it outside and take in what matters.`,
    });
    return;
  }
  await takeInChildren(session, piece.evidenceId, files.map(sourceOf), { signal });
}

/** What came out so far of the outermost archive that a piece lies in, the piece itself left out. */
function outOfArchive(database: SqliteDatabase, evidenceId: string): { bytes: number; pieces: number } {
  return database
    .prepare(
      `WITH RECURSIVE up (id, parent, depth) AS (
         SELECT id, parent_id, 0 FROM evidence WHERE id = @evidenceId
         UNION ALL SELECT evidence.id, evidence.parent_id, depth + 1
           FROM up JOIN evidence ON evidence.id = up.parent JOIN content ON content.id = evidence.content_id
           WHERE depth < 100 AND media_type IN ('application/zip', 'application/gzip', 'application/x-tar')),
       down (id) AS (
         SELECT id FROM (SELECT id FROM up ORDER BY depth DESC LIMIT 1)
         UNION ALL SELECT evidence.id FROM down JOIN evidence ON evidence.parent_id = down.id)
       SELECT coalesce(sum(size_bytes), 0) AS bytes, count(*) AS pieces
       FROM down JOIN evidence ON evidence.id = down.id JOIN content ON content.id = content_id
       WHERE evidence.parent_id IS NOT NULL AND evidence.parent_id <> @evidenceId`,
    )
    .get({ evidenceId }) as { bytes: number; pieces: number };
}

function sourceOf({ locator, name, bytes }: EmbeddedFile): ChildSource {
  const facts = { locator, name, declaredType: '', how: 'decoded' as const, place: null };
  return bytes.length <= largestWhole
    ? { ...facts, bytes }
    : { ...facts, stream: inPieces(bytes), size: bytes.length };
}

async function* inPieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 1 << 20) yield bytes.subarray(at, at + (1 << 20));
}
