import { type ChildSource, evidenceDepth, takeInChildren } from '../../evidence/child-evidence.ts';
import type { ReadingPiece, StepContext } from '../reading/reading-step.ts';
import type { EmbeddedFile } from './embedded-files.ts';

/** Pieces within pieces: beyond, an archive that holds itself would never end. */
const deepest = 3;
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
  await takeInChildren(session, piece.evidenceId, files.map(sourceOf), { signal });
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
