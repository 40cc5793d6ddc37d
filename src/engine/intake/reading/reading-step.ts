import type { z } from 'zod';
import type { readingStep } from '../../../shared/contract/reading.ts';
import type { VaultSession } from '../../vault/session.ts';
import type { ReaderLimits } from '../readers/reader-host.ts';
import type { ReaderInput, ReaderKind, ReaderOutput } from '../readers/readers.ts';
import type { SourceFinding } from '../source-finding.ts';

export type StepName = z.output<typeof readingStep>;

/** A piece of evidence on its way through the steps. */
export interface ReadingPiece {
  evidenceId: string;
  caseId: string;
  contentId: string;
  number: number;
  name: string;
  path: string;
  mediaType: string;
  sizeBytes: number;
  sha256: string;
  parentId: string | null;
}

/** What a step works with. Whatever it throws is a finding on this piece; only `cancelled` and a full disk end the job. */
export interface StepContext {
  readonly session: VaultSession;
  readonly signal: AbortSignal;
  /** Records what a person should know of this piece. `place`: `page 3`, `line 17`, or left out for the whole. */
  finding(finding: Omit<SourceFinding, 'place'> & { place?: string }): void;
  /** Says in words what the step brought: `12 pages, 34,567 characters`. */
  done(summary: string): void;
  /** Says that there is nothing for this step, and why; empty where the kind of file has none. */
  nothing(why: string): void;
  /** The whole content, authenticated. @throws ProfferError `invalid-input` where it has more bytes than `most`. */
  bytes(most: number): Promise<Uint8Array<ArrayBuffer>>;
  /** Runs a reader in its thread (reader-host.ts); where it fails, the failure is a finding here and the answer null. */
  read<K extends ReaderKind>(
    kind: K,
    input: ReaderInput<K> | (() => ReaderInput<K> | Promise<ReaderInput<K>>),
    limits?: Omit<ReaderLimits, 'signal'>,
  ): Promise<ReaderOutput<K> | null>;
}

/** One step of reading. Running it twice leaves what running it once leaves. */
export interface ReadingStep {
  name: StepName;
  /** Raised when the step reads better than before: pieces read by an older one are read again on demand. */
  version: number;
  run(piece: ReadingPiece, context: StepContext): Promise<void>;
}
