import { readFile, rm, writeFile } from 'node:fs/promises';
import { hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { vaultHolder } from '../../shared/contract/vault.ts';
import { ProfferError } from '../../shared/domain/errors.ts';
import { SqliteDatabase } from '../database/sqlite.ts';
import { isBusy } from '../database/sqlite-failure.ts';
import { writeFileAtomically } from './atomic-write.ts';

export const lockName = 'lock';
export const holderName = 'holder.json';

export type VaultHolder = z.infer<typeof vaultHolder>;

export interface VaultLock {
  /** The one before did not end orderly: killed, or the power went. */
  uncleanBefore: boolean;
  /** For an opening that finds the database held although the lock was free. */
  heldByOther(): ProfferError;
  /** The orderly end. */
  release(): Promise<void>;
  /** The end after which the next opening has to check in full. */
  leave(): void;
  /** The end of an opening that failed: what the holder before left behind is put back, its unclean end stays known. */
  abandon(): Promise<void>;
}

/**
 * Makes this process the one writer of a vault. The lock itself is the operating system's (a file lock that
 * SQLite takes on the empty file `lock`), so it ends with the process however that ends; `holder.json`
 * beside it only tells a second opener whom to ask. The file can be removed under its holder: an open vault holds its
 * database in the same way, and who then comes as far as that is refused there (`heldByOther`).
 * @throws ProfferError `locked` naming the holder.
 */
export async function lockVault(folder: string): Promise<VaultLock> {
  const database = await takeLock(folder);
  const path = join(folder, holderName);
  try {
    const before = await readNote(folder);
    const holder: VaultHolder = {
      user: userName(),
      host: hostname(),
      processId: process.pid,
      since: new Date().toISOString(),
      program: 'Proffer',
    };
    await writeFileAtomically(path, `${JSON.stringify(holder)}\n`);
    return {
      uncleanBefore: before !== null,
      heldByOther: () => heldBy(parseHolder(before), folder),
      async release() {
        await rm(path, { force: true });
        database.close();
      },
      leave: () => void database.close(),
      async abandon() {
        if (before === null) await rm(path, { force: true });
        else await writeFile(path, before);
        database.close();
      },
    };
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Long enough to outlast who only looks whether the lock is held, too short to be waited for by a person. */
const lockMilliseconds = 100;

async function takeLock(folder: string): Promise<SqliteDatabase> {
  const database = tryLock(folder, lockMilliseconds);
  if (!database) throw heldBy(await readHolder(folder), folder);
  return database;
}

/**
 * The file lock alone, given back by `close`; null when another one holds it.
 * @throws ProfferError `corrupt` when the file holds something.
 */
export function tryLock(folder: string, milliseconds = 0): SqliteDatabase | null {
  const database = new SqliteDatabase(join(folder, lockName), { timeout: milliseconds });
  try {
    database.pragma('locking_mode = EXCLUSIVE');
    // Nothing is ever written, and a killed process must not leave a journal of it behind.
    database.pragma('journal_mode = MEMORY');
    database.exec('BEGIN EXCLUSIVE');
    return database;
  } catch (error) {
    database.close();
    const code = (error as { code?: string }).code ?? '';
    if (code === 'SQLITE_NOTADB' || code === 'SQLITE_CORRUPT') {
      throw new ProfferError(
        'corrupt',
        `The file ${lockName} in the vault holds something; it must be empty. Move it out of the vault and open again.`,
        { folder },
        { cause: error },
      );
    }
    if (!isBusy(error)) throw error;
    return null;
  }
}

/** Who holds the vault at this moment; null when nobody does, also where a killed holder left its note behind. */
export async function presentHolder(folder: string): Promise<VaultHolder | null> {
  const holder = await readHolder(folder);
  return holder && isLocked(folder) ? holder : null;
}

/** Looks without waiting, and writes nothing: a shared lock is asked for and given back at once. */
function isLocked(folder: string): boolean {
  let database: SqliteDatabase | undefined;
  try {
    database = new SqliteDatabase(join(folder, lockName), {
      timeout: 0,
      readonly: true,
      fileMustExist: true,
    });
    database.prepare('SELECT count(*) FROM sqlite_master').get();
    return false;
  } catch (error) {
    // What else may be wrong with the file is told by the opening itself.
    return isBusy(error);
  } finally {
    database?.close();
  }
}

/** Who holds or held the vault, as the holder wrote it; null when there is no such note or it cannot be read. */
async function readHolder(folder: string): Promise<VaultHolder | null> {
  return parseHolder(await readNote(folder));
}

async function readNote(folder: string): Promise<Buffer | null> {
  return readFile(join(folder, holderName)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
}

function parseHolder(note: Buffer | null): VaultHolder | null {
  if (note === null) return null;
  try {
    return vaultHolder.parse(JSON.parse(note.toString('utf8')));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return null;
    throw error;
  }
}

function heldBy(holder: VaultHolder | null, folder: string): ProfferError {
  const who = holder
    ? `${holder.user} on ${holder.host} (process ${holder.processId}) since ${holder.since.slice(0, 16).replace('T', ' ')} UTC`
    : 'another program';
  return new ProfferError(
    'locked',
    `The vault is open already: ${who}. Close it there; two writers would damage it.`,
    { holder, folder },
  );
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A user without an entry in the password file has no name to tell.
    return `uid ${process.getuid?.() ?? 'unknown'}`;
  }
}
