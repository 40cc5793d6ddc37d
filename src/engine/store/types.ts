/** The public face of the evidence store: what goes in, what comes out, what may be refused. */
import type { RefusalReason } from '../../shared/domain/refusal-reasons.ts';
import type { MediaType } from './media-type.ts';

export interface EvidenceStoreOptions {
  /** Where finished contents live: `<vault>/evidence`. Created when absent. */
  folder: string;
  /** Where contents are staged: `<vault>/tmp`, on the same file system as `folder`. Created when absent. */
  temporaryFolder: string;
  /** 32 bytes. Each content is encrypted under a key derived from it and a random salt. */
  contentKey: Uint8Array;
  /** 32 bytes. A content's file name is HMAC-SHA256 of its SHA-256 under this key. */
  nameKey: Uint8Array;
}

/** A regular file on disk. Never follows a symbolic link in the last step of the path. */
export interface FileSource {
  path: string | Buffer;
  /** Real path of the folder the file must lie in once it is opened; a link out of it is refused. */
  within?: string;
}

/** Bytes already in memory, such as a mail attachment. At most 8 MiB; larger contents come as a stream. */
export interface BytesSource {
  bytes: Uint8Array;
}

/** Bytes that arrive piece by piece; `size`, where known, must turn out to be right. */
export interface StreamSource {
  stream: AsyncIterable<Uint8Array>;
  size?: number;
}

/** What a content is called where it comes from; helps to tell its media type where its bytes do not. */
interface Named {
  name?: string;
}

/** Callers may add fields of their own: every outcome carries the very object that was handed in. */
export type Source = (FileSource | BytesSource | StreamSource) & Named;

/** What the file system said of a source file when it was opened. Times: UTC, ISO 8601, nanoseconds. */
export interface SourceFacts {
  /** ISO 8601 in UTC with milliseconds; null outside the years 0 to 9999. */
  modifiedAt: string | null;
  /** Null as well where the file system keeps none. */
  createdAt: string | null;
}

export interface StagedContent {
  /** Lower-case hexadecimal. */
  sha256: string;
  sha1: string;
  md5: string;
  /** Bytes of plaintext. */
  size: number;
  /** Told from its first bytes. */
  type: MediaType;
  /** Null for contents that did not come from a file. */
  file: SourceFacts | null;
}

export interface Refusal {
  reason: RefusalReason;
  /** One or two sentences for a person. */
  message: string;
  details: Record<string, unknown>;
}

export interface Staged<S extends Source> {
  outcome: 'staged';
  source: S;
  content: StagedContent;
}

export interface Refused<S> {
  outcome: 'refused';
  source: S;
  refusal: Refusal;
}

/** `repaired`: the store's own copy was found damaged and has been replaced by the fresh one. */
export type StoredAs = 'new' | 'duplicate' | 'repaired';

export interface Committed<S extends Source> extends Staged<S> {
  storedAs: StoredAs;
}

/** A group of sources staged and fsynced together, in the order they came. Ends with `commit` or `abandon`. */
export interface Batch<S extends Source> {
  readonly items: readonly (Staged<S> | Refused<S>)[];
  /**
   * Renames the staged files to their final names, fsyncs the folders, then calls `record`, which writes the
   * database rows: a row can then never point to a missing or partial file. Sweeping is held off until `record`
   * has ended. When `record` throws, nothing is undone: the contents stay unreferenced until the next sweep.
   */
  commit(
    record?: (committed: readonly Committed<S>[]) => void | Promise<void>,
  ): Promise<readonly Committed<S>[]>;
  /** Removes the staged files. Does nothing after `commit`. */
  abandon(): Promise<void>;
}

export interface IntakeProgress {
  /** Sources dealt with so far, refused ones too. */
  items: number;
  /** Bytes of plaintext read so far. */
  bytes: number;
}

export interface IntakeOptions {
  signal?: AbortSignal;
  onProgress?: (progress: IntakeProgress) => void;
}

export interface WalkOptions {
  /** Folders never entered, such as the vault itself; the store adds its own two. */
  exclude?: readonly string[];
  signal?: AbortSignal;
}

export interface WalkedFile extends FileSource {
  kind: 'file';
  /** `/`-separated, relative to the walked folder. Bytes that are not UTF-8 show as U+FFFD. */
  relativePath: string;
  name: string;
  within: string;
}

/** What a walk met and will not take in. */
export interface WalkedRefusal {
  kind: 'refused';
  path: string | Buffer;
  relativePath: string;
  name: string;
  refusal: Refusal;
}

export type Walked = WalkedFile | WalkedRefusal;

export interface OpenOptions {
  /** Bytes of plaintext the record says: lets a truncated file be told from a damaged one. */
  size?: number;
}

/** Random access to one content. Every byte handed out has been authenticated. */
export interface ContentReader {
  readonly size: number;
  /** At most `length` bytes from `start`; fewer at the end. */
  read(start: number, length: number): Promise<Uint8Array>;
  /** Bytes from `start` up to and not including `end` (default: all), in pieces of at most 1 MiB. */
  stream(start?: number, end?: number): AsyncGenerator<Uint8Array, void, void>;
  close(): Promise<void>;
}

export type Verification =
  | { result: 'ok'; size: number }
  | { result: 'missing' }
  | { result: 'corrupt'; message: string; segment: number | null }
  | { result: 'truncated'; message: string }
  | { result: 'hash-differs'; found: string };

export interface VerifyOptions extends OpenOptions {
  signal?: AbortSignal;
  onProgress?: (progress: { bytes: number }) => void;
}

export interface SweepResult {
  removedStaged: number;
  removedUnreferenced: number;
  /** Names in the evidence folder that are not the store's; left alone. */
  foreign: string[];
}

export interface EvidenceStore {
  /**
   * Takes sources in, many at a time, and yields them in batches in their own order. The next batch is staged
   * while the caller commits the one before. Throws `cancelled`, `disk-full`, `permission`; then nothing that was not
   * yet yielded stays behind.
   */
  intake<S extends Source>(
    sources: AsyncIterable<S> | Iterable<S>,
    options?: IntakeOptions,
  ): AsyncGenerator<Batch<S>, void, void>;
  /** One source as a batch of one. */
  intakeOne<S extends Source>(source: S, options?: IntakeOptions): Promise<Batch<S>>;
  /** The files below a folder, sorted by their bytes, depth first; no link is followed. Feeds `intake`. */
  walk(folder: string, options?: WalkOptions): AsyncGenerator<Walked, void, void>;
  has(sha256: string): Promise<boolean>;
  /** Throws `not-found`, `integrity-failed` (details: segment), `corrupt` (details.truncated). */
  open(sha256: string, options?: OpenOptions): Promise<ContentReader>;
  /** The whole content; throws `integrity-failed` at the end when its SHA-256 is not the one asked for. */
  streamVerified(sha256: string, options?: OpenOptions): AsyncGenerator<Uint8Array, void, void>;
  /** Reads, authenticates and hashes a whole content off this thread. */
  verify(sha256: string, options?: VerifyOptions): Promise<Verification>;
  /**
   * Removes what no record refers to: leftovers of a crash. Throws `conflict` while a batch is open. Nothing is
   * removed when `referenced` throws before its end.
   */
  sweep(referenced: AsyncIterable<string> | Iterable<string>): Promise<SweepResult>;
  /** Ends the workers and wipes the keys. Batches still open are lost; their staged files go with the next sweep. */
  close(): Promise<void>;
}
