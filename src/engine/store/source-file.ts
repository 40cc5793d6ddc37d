import {
  type BigIntStats,
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readlinkSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { sep } from 'node:path';
import type { RefusalReason } from '../../shared/domain/refusal-reasons.ts';
import { errnoCode } from './store-failures.ts';
import type { FileSource, Refusal, SourceFacts } from './types.ts';

export interface OpenedSource {
  descriptor: number;
  before: BigIntStats;
}

export function refusal(
  reason: RefusalReason,
  message: string,
  details: Record<string, unknown> = {},
): Refusal {
  return { reason, message, details };
}

/** Why something that is no regular file is not taken in; null for a regular file. */
export function refuseKind(entry: {
  isFile(): boolean;
  isDirectory(): boolean;
  isSymbolicLink(): boolean;
  isFIFO(): boolean;
  isSocket(): boolean;
}): Refusal | null {
  if (entry.isFile()) return null;
  if (entry.isSymbolicLink())
    return refusal(
      'link',
      'This is a link to another place and was skipped. Take in the file it points to instead.',
    );
  if (entry.isDirectory()) return refusal('folder', 'This is a folder; take it in as a folder.');
  if (entry.isFIFO()) return refusal('fifo', 'This is a named pipe, not a file, and was skipped.');
  if (entry.isSocket()) return refusal('socket', 'This is a socket, not a file, and was skipped.');
  return refusal('device', 'This is a device, not a file, and was skipped. Take in an image of it instead.');
}

/** Why a source could not be opened or read. Errors that are not the source's fault are thrown on. */
export function refuseError(error: unknown): Refusal {
  const code = errnoCode(error);
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
    case 'ESTALE':
      return refusal('vanished', 'The file was no longer there when it was to be read.', { code });
    case 'ELOOP':
      return refuseKind({ ...never, isSymbolicLink: () => true })!;
    case 'EACCES':
    case 'EPERM':
      return refusal(
        'unreadable',
        'You are not allowed to read this file. Change its permissions and try again.',
        { code },
      );
    case undefined:
    case 'EMFILE':
    case 'ENFILE':
    case 'ENOMEM':
      throw error;
    default:
      return refusal(
        'unreadable',
        `The file could not be read (${code}). Its disk may be damaged; make an image of it first.`,
        { code },
      );
  }
}

const never = {
  isFile: () => false,
  isDirectory: () => false,
  isSymbolicLink: () => false,
  isFIFO: () => false,
  isSocket: () => false,
};

// Absent on Windows, where opening has no such choices. O_NONBLOCK: a pipe put in the file's place must not hang us.
const openFlags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
// Reading evidence should not change its time of last access; only the owner may ask for that.
const noAccessTime = constants.O_NOATIME ?? 0;

function openUnfollowed(path: string | Buffer): number {
  try {
    return openSync(path, openFlags | noAccessTime);
  } catch (error) {
    if (noAccessTime === 0 || errnoCode(error) !== 'EPERM') throw error;
    return openSync(path, openFlags);
  }
}

/** Opens a source for one reading, or says why not. The kind is looked at first: opening a device may act on it. */
export function openSource(source: FileSource): OpenedSource | Refusal {
  let descriptor: number | undefined;
  try {
    const refused = refuseKind(lstatSync(source.path));
    if (refused) return refused;
    descriptor = openUnfollowed(source.path);
    const before = fstatSync(descriptor, { bigint: true });
    const refusedNow = refuseKind(before) ?? refuseOutside(source, descriptor);
    if (!refusedNow) return { descriptor, before };
    closeSync(descriptor);
    return refusedNow;
  } catch (error) {
    if (descriptor !== undefined) closeSync(descriptor);
    return refuseError(error);
  }
}

/** O_NOFOLLOW guards the last step of a path only: a folder on the way may have become a link. */
function refuseOutside(source: FileSource, opened: number): Refusal | null {
  if (source.within === undefined) return null;
  const folder = Buffer.from(source.within.endsWith(sep) ? source.within : source.within + sep);
  if (realPath(source.path, opened).subarray(0, folder.length).equals(folder)) return null;
  return refusal(
    'outside-folder',
    'This file lies behind a link that leads out of the chosen folder and was skipped.',
  );
}

/** Where an open file really is. Linux knows it of the descriptor itself; elsewhere the path is followed once more. */
function realPath(path: string | Buffer, opened: number): Buffer {
  if (process.platform === 'linux') return readlinkSync(`/proc/self/fd/${opened}`, 'buffer');
  const real = realpathSync.native(path, 'buffer');
  const [found, expected] = [statSync(real, { bigint: true }), fstatSync(opened, { bigint: true })];
  return found.ino === expected.ino && found.dev === expected.dev ? real : Buffer.alloc(0);
}

/** Null when the file is still what it was when it was opened and gave as many bytes as it has. */
export function refuseChanged({ descriptor, before }: OpenedSource, bytesRead: number): Refusal | null {
  const after = fstatSync(descriptor, { bigint: true });
  const same =
    after.size === before.size &&
    after.mtimeNs === before.mtimeNs &&
    after.ctimeNs === before.ctimeNs &&
    after.ino === before.ino;
  if (same && after.size === BigInt(bytesRead)) return null;
  return refusal(
    'changed-while-read',
    'The file changed while it was being read and was not taken in. Close the program that writes to it and try again.',
    {
      sizeBefore: Number(before.size),
      sizeAfter: Number(after.size),
      bytesRead,
    },
  );
}

export function sourceFacts(stats: BigIntStats): SourceFacts {
  return {
    modifiedAt: isoTime(stats.mtimeNs),
    createdAt: stats.birthtimeNs === 0n ? null : isoTime(stats.birthtimeNs),
  };
}

/** Nanoseconds since 1970 as ISO 8601 in UTC, cut to milliseconds; null outside the years 0 to 9999. */
export function isoTime(nanoseconds: bigint): string | null {
  const milliseconds = Math.floor(Number(nanoseconds / 1000n) / 1000);
  if (milliseconds < -62_167_219_200_000 || milliseconds >= 253_402_300_800_000) return null;
  return new Date(milliseconds).toISOString();
}
