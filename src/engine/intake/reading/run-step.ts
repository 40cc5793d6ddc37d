import { ProfferError } from '../../../shared/domain/errors.ts';
import { reportIncident } from '../../rpc/failure.ts';
import { readBytes } from '../../store/read-bytes.ts';
import type { VaultSession } from '../../vault/session.ts';
import { inReader, type ReaderLimits } from '../readers/reader-host.ts';
import type { ReaderKind, ReaderOutput } from '../readers/readers.ts';
import type { SourceFinding } from '../source-finding.ts';
import type { StepEnd } from './reading-state.ts';
import type { ReadingPiece, ReadingStep, StepContext } from './reading-step.ts';

/** Failures of the desk, not of the file: with them no other piece could be read either. */
const endsTheJob = new Set(['cancelled', 'disk-full', 'locked', 'permission', 'engine-lost']);

/** Runs one step on one piece. Whatever goes wrong with the file becomes a finding. @throws what ends the whole job. */
export async function runStep(
  step: ReadingStep,
  piece: ReadingPiece,
  session: VaultSession,
  signal: AbortSignal,
): Promise<StepEnd> {
  const startedAt = new Date().toISOString();
  const findings: SourceFinding[] = [];
  let said: { state: 'done' | 'nothing'; summary: string } | null = null;
  const context: StepContext = {
    session,
    signal,
    finding: (finding) => findings.push({ place: '', ...finding }),
    done: (summary) => {
      said = { state: 'done', summary };
    },
    nothing: (summary) => {
      said = { state: 'nothing', summary };
    },
    bytes: (most) => contentOf(session, piece, most),
    async read<K extends ReaderKind>(
      kind: K,
      input: Parameters<typeof inReader<K>>[1],
      limits: Omit<ReaderLimits, 'signal'> = {},
    ): Promise<ReaderOutput<K> | null> {
      const result = await inReader(kind, input, { ...limits, signal });
      if (result.ok) return result.value;
      findings.push({ severity: 'error', ...result.failure, place: '' });
      return null;
    },
  };
  try {
    await step.run(piece, context);
  } catch (error) {
    if (signal.aborted) throw new ProfferError('cancelled', 'Cancelled.');
    if (error instanceof ProfferError && endsTheJob.has(error.code)) throw error;
    findings.push(findingOf(error));
    said = null;
  }
  const ended = said as { state: 'done' | 'nothing'; summary: string } | null;
  const failed = ended === null && findings.some(({ severity }) => severity === 'error');
  return {
    step: step.name,
    version: step.version,
    state: failed ? 'failed' : (ended?.state ?? 'done'),
    summary: ended?.summary ?? '',
    findings,
    startedAt,
  };
}

function findingOf(error: unknown): SourceFinding {
  if (error instanceof ProfferError)
    return { severity: 'error', code: `evidence-${error.code}`, message: error.message, place: '' };
  const incident = reportIncident(error);
  return {
    severity: 'error',
    code: 'step-failed',
    message: `Something went wrong that should not (incident ${incident}). The piece itself is untouched.`,
    place: '',
  };
}

async function contentOf(
  session: VaultSession,
  piece: ReadingPiece,
  most: number,
): Promise<Uint8Array<ArrayBuffer>> {
  if (piece.sizeBytes > most) {
    const megabytes = (size: number) => Math.ceil(size / 2 ** 20);
    throw new ProfferError(
      'invalid-input',
      `Files of this kind are read up to ${megabytes(most)} MB; this one has ${megabytes(piece.sizeBytes)} MB.`,
    );
  }
  const reader = await session.store.open(piece.sha256, { size: piece.sizeBytes });
  try {
    return await readBytes(reader, 0, piece.sizeBytes);
  } finally {
    await reader.close();
  }
}
