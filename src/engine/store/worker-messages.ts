/** What the store and its worker threads say to each other. */
import type { MessagePort } from 'node:worker_threads';
import type { ErrorData } from '../../shared/domain/errors.ts';
import type { FileSource, Refusal, StagedContent, StoredAs, Verification } from './types.ts';

export interface StoreFolders {
  folder: string;
  temporaryFolder: string;
}

export interface StoreKeys {
  /** Both in shared memory. */
  contentKey: Uint8Array;
  nameKey: Uint8Array;
}

/** The segments a large content passes through, shared with the hashing threads. */
export interface SegmentRing {
  memory: SharedArrayBuffer;
  slots: number;
}

export interface IntakeWorkerData extends StoreFolders, StoreKeys {
  /** Present in the one worker that takes large contents: how it reaches the hashing threads. */
  large?: { ring: SegmentRing; hashPorts: MessagePort[] };
}

export interface HashWorkerData {
  algorithms: ('sha256' | 'sha1' | 'md5')[];
  ring: SegmentRing;
  port: MessagePort;
}

export type ToHashWorker =
  | { kind: 'update'; slot: number; length: number }
  | { kind: 'finish' }
  | { kind: 'reset' };

export type FromHashWorker =
  | { kind: 'done'; slot: number }
  | { kind: 'digests'; digests: Record<string, string> };

/** The first byte turns 1 when the work is no longer wanted. */
export type CancelFlag = Uint8Array;

export interface StagedFile {
  path: string;
  content: StagedContent;
}

/** `large`: this worker will not take it in; it goes to the one that reads with several threads. */
export type StageResult = { staged: StagedFile } | { refusal: Refusal } | { large: number };

export type InlineSource = (FileSource | { bytes: Uint8Array }) & { name?: string };

export type LargeSource = (FileSource | { port: MessagePort; size?: number }) & { name?: string };

/** Answers to a `pull` on the port of a stream source. */
export type Pulled = { bytes: Uint8Array } | { end: true } | { failed: string };

export type WorkerTask =
  | { kind: 'stage'; sources: InlineSource[]; cancel: CancelFlag }
  | { kind: 'stage-large'; source: LargeSource; cancel: CancelFlag }
  | { kind: 'settle'; staged: { path: string; sha256: string; size: number }[] }
  | { kind: 'verify'; sha256: string; size?: number; cancel: CancelFlag };

export interface TaskResults {
  stage: StageResult[];
  'stage-large': StageResult;
  settle: StoredAs[];
  verify: Verification;
}

export type ToWorker = WorkerTask & { id: number };

export type FromWorker =
  | { id: number; result: TaskResults[keyof TaskResults] }
  | { id: number; error: ErrorData }
  | { id: number; defect: string }
  | { id: number; progress: number };
