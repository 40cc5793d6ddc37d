import { readFile, rm } from 'node:fs/promises';
import { hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { vaultHolder } from '../../shared/contract/vault.ts';
import { ProfferError } from '../../shared/domain/errors.ts';
import { writeFileAtomically } from './atomic-write.ts';
import { SqliteDatabase } from './sqlite.ts';

const lockName = 'lock';
const holderName = 'holder.json';

export type VaultHolder = z.infer<typeof vaultHolder>;

export interface VaultLock {
  /** The one before did not end orderly: killed, or the power went. */
  uncleanBefore: boolean;
  release(): Promise<void>;
}

/**
 * Makes this process the one writer of a vault. The lock itself is the operating system's (a file lock that
 * SQLite takes on the empty file `lock`), so it ends with the process however that ends; `holder.json`
 * beside it only tells a second opener whom to ask.
 * @throws ProfferError `locked` naming the holder.
 */
export async function lockVault(folder: string): Promise<VaultLock> {
  const database = new SqliteDatabase(join(folder, lockName), { timeout: 0 });
  try {
    database.pragma('locking_mode = EXCLUSIVE');
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    const holder = await readHolder(folder);
    if (!isBusy(error)) throw error;
    throw new ProfferError('locked', lockedMessage(holder), { holder, folder });
  }
  const uncleanBefore = (await readHolder(folder)) !== null;
  const holder: VaultHolder = {
    user: userName(),
    host: hostname(),
    processId: process.pid,
    since: new Date().toISOString(),
    program: 'Proffer',
  };
  await writeFileAtomically(join(folder, holderName), `${JSON.stringify(holder)}\n`);
  return {
    uncleanBefore,
    async release() {
      await rm(join(folder, holderName), { force: true });
      database.close();
    },
  };
}

/** Who holds the vault, as the holder wrote it; null when nobody does or it cannot be read. */
export async function readHolder(folder: string): Promise<VaultHolder | null> {
  try {
    return vaultHolder.parse(JSON.parse(await readFile(join(folder, holderName), 'utf8')));
  } catch (error) {
    const unreadable = error instanceof SyntaxError || error instanceof z.ZodError;
    if (unreadable || (error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function lockedMessage(holder: VaultHolder | null): string {
  const who = holder
    ? `${holder.user} on ${holder.host} (process ${holder.processId}) since ${holder.since}`
    : 'another program';
  return `The vault is open already: ${who}. Close it there; two writers would damage it.`;
}

const isBusy = (error: unknown) => ((error as { code?: string }).code ?? '').startsWith('SQLITE_BUSY');

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A user without an entry in the password file has no name to tell.
    return `uid ${process.getuid?.() ?? 'unknown'}`;
  }
}
