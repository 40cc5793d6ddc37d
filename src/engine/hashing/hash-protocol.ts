/** Names as `node:crypto` has them, and `crc32`. */
export type HashName = string;

/** Hash one file, or one entry of an archive, read once for all algorithms. */
export interface HashTask {
  /** File on disk: the file itself, or the archive that holds it. */
  path: string;
  offset: number;
  /** Bytes as they lie in the file. */
  storedLength: number;
  /** Bytes once inflated; equal to `storedLength` when stored. */
  size: number;
  method: 'stored' | 'deflate';
  algorithms: readonly HashName[];
  /** Whether its bytes count for progress: one task of each file does. */
  counts: boolean;
}

export type HashResult =
  | { state: 'done'; digests: Record<HashName, string> }
  /** `size`: other than declared; `inflate`: the compressed data is broken; `read`: the disk or the file failed. */
  | { state: 'failed'; reason: 'size' | 'inflate' | 'read'; message: string };

export type HashRequest =
  | { kind: 'tasks'; id: number; tasks: readonly HashTask[] }
  | { kind: 'follow'; id: number; path: string; algorithms: readonly HashName[] }
  | { kind: 'range'; id: number; offset: number; length: number }
  | { kind: 'finish'; id: number };

export type HashReply =
  | { kind: 'progress'; bytes: number }
  | { kind: 'results'; id: number; results: HashResult[] }
  | { kind: 'digests'; id: number; digests: Record<HashName, string> }
  | { kind: 'failed'; id: number; message: string };
