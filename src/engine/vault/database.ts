import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { ProfferError } from '../../shared/domain/errors.ts';
import { SqliteDatabase } from '../database/sqlite.ts';
import { isBusy } from '../database/sqlite-failure.ts';

export const databaseName = 'vault.db';
/** "PRFR": says whose file it is to whoever holds the key. */
export const applicationId = 0x50524652;
/** SQLCipher 4 writes pages of this many bytes. */
const pageSize = 4096;

/** How long an opening waits for whoever only looks whether the database is held; it is never held for long but by an opener. */
const busyMilliseconds = 1000;

/** Up to this size every page is read and authenticated at each opening; above it only after an unclean end. */
const alwaysCheckBytes = 64 << 20;

/**
 * Opens or creates an encrypted database (SQLCipher 4 format, raw key) with every setting that durability and
 * safety rest on, and reads the settings back: a driver that ignores one is an error, not a surprise. The connection holds
 * the file alone from here until it is closed (decision 0001): there is no second one, reading or writing.
 * @throws SqliteError `SQLITE_BUSY` when another connection holds it.
 */
export function connect(path: string, key: Buffer, options: { create: boolean }): SqliteDatabase {
  const database = new SqliteDatabase(path, { fileMustExist: !options.create, timeout: busyMilliseconds });
  try {
    unlock(database, key);
    // Before WAL, or the lock would be taken and given back with each transaction.
    database.pragma('locking_mode = EXCLUSIVE');
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    database.pragma('foreign_keys = ON');
    database.pragma('trusted_schema = OFF');
    database.pragma('cell_size_check = ON');
    // Without it INSERT OR REPLACE removes rows behind the triggers that protect custody.
    database.pragma('recursive_triggers = ON');
    // SQLite does not encrypt its temporary files: there must be none.
    database.pragma('temp_store = MEMORY');
    database.pragma('mmap_size = 0');
    if (process.platform === 'darwin') {
      database.pragma('fullfsync = ON');
      database.pragma('checkpoint_fullfsync = ON');
    }
    database.pragma('cache_size = -48000');
    // Statistics are taken from so many rows of each index: taking them is quick in a vault of any size.
    database.pragma('analysis_limit = 400');
    // 32 MiB: an import writes the same pages again with each of its parts, and a checkpoint copies them each time.
    database.pragma('wal_autocheckpoint = 8192');
    const settings = {
      locking_mode: 'exclusive',
      journal_mode: 'wal',
      synchronous: 2,
      foreign_keys: 1,
      trusted_schema: 0,
      cell_size_check: 1,
      recursive_triggers: 1,
      temp_store: 2,
    };
    for (const [name, expected] of Object.entries(settings)) {
      const found = database.pragma(name, { simple: true });
      if (found !== expected) {
        throw new ProfferError(
          'internal',
          `SQLite did not take the setting ${name}=${expected} (it says ${String(found)}). This build cannot be trusted with evidence.`,
        );
      }
    }
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function unlock(database: SqliteDatabase, key: Buffer): void {
  database.pragma(`cipher = 'sqlcipher'`);
  database.pragma('legacy = 4');
  database.pragma(`key = "x'${key.toString('hex')}'"`);
}

/**
 * Opens the database of an existing vault, whose key is known to be right (the header proved it). It is judged over
 * a read-only connection first, so that a database that is refused stays as it was found, to the byte.
 * @throws ProfferError `corrupt` (missing, truncated, damaged, another program's file), `newer-version`.
 * @throws SqliteError `SQLITE_BUSY` when another connection holds it.
 */
export function openDatabase(
  path: string,
  key: Buffer,
  latest: number,
  options: { fullCheck: boolean },
): SqliteDatabase {
  if (!existsSync(path)) {
    throw new ProfferError(
      'corrupt',
      `${databaseName} is missing from the vault. Restore a backup; the evidence files are untouched.`,
      { path },
    );
  }
  const putBack = rememberSideFiles(path);
  try {
    judge(path, key, latest, options.fullCheck);
  } catch (error) {
    // Held: nothing was made by this look, and what lies there now is the holder's.
    if (!isBusy(error)) putBack();
    throw error;
  }
  return connect(path, key, { create: false });
}

/** Reads a database without writing to it. @throws ProfferError as `openDatabase` does. */
function judge(path: string, key: Buffer, latest: number, fullCheck: boolean): void {
  // SQLite takes what is less than a page for a new database.
  if (statSync(path).size < pageSize) throw damaged(path, true, 'less than one page');
  const database = new SqliteDatabase(path, {
    readonly: true,
    fileMustExist: true,
    timeout: busyMilliseconds,
  });
  try {
    unlock(database, key);
    database.pragma('trusted_schema = OFF');
    database.pragma('cell_size_check = ON');
    if (readFirstPage(database, path) !== applicationId) {
      throw new ProfferError('corrupt', `${databaseName} is an encrypted database, but not one of Proffer.`, {
        path,
      });
    }
    const version = database.pragma('user_version', { simple: true }) as number;
    if (version > latest) {
      throw new ProfferError(
        'newer-version',
        `This vault was written by a newer Proffer (schema ${version}; this one knows ${latest}). Open it with that version; nothing was changed.`,
        {
          version,
          supported: latest,
        },
      );
    }
    readSchema(database, path);
    const findings = checkPages(database, path, fullCheck);
    if (findings.length > 0) throw damaged(path, false, findings[0]!, findings);
  } finally {
    database.close();
  }
}

/** What of it can be known from page 1 alone: whose file it is. */
function readFirstPage(database: SqliteDatabase, path: string): unknown {
  try {
    return database.pragma('application_id', { simple: true });
  } catch (error) {
    const { code = '', message } = error as { code?: string; message: string };
    if (code !== 'SQLITE_CORRUPT' && code !== 'SQLITE_NOTADB') throw error;
    // Page 1 passed its authentication and was decrypted; what SQLite then refuses before it reads any other page is a
    // file that has fewer of them than page 1 says.
    throw damaged(path, code === 'SQLITE_CORRUPT', message);
  }
}

/** The schema may fill pages of its own. @throws ProfferError `corrupt` when one of them fails its authentication code. */
function readSchema(database: SqliteDatabase, path: string): void {
  try {
    database.prepare('SELECT count(*) FROM sqlite_schema').get();
  } catch (error) {
    const { code = '', message } = error as { code?: string; message: string };
    if (!code.startsWith('SQLITE_CORRUPT') && code !== 'SQLITE_NOTADB') throw error;
    throw damaged(path, false, message);
  }
}

/** Even a read-only connection makes `-wal` and `-shm`, or rebuilds the latter, an index without content. */
function rememberSideFiles(path: string): () => void {
  const index = `${path}-shm`;
  const hadWal = existsSync(`${path}-wal`);
  const indexBytes = existsSync(index) ? readFileSync(index) : null;
  return () => {
    if (!hadWal) rmSync(`${path}-wal`, { force: true });
    if (indexBytes) writeFileSync(index, indexBytes);
    else rmSync(index, { force: true });
  };
}

/** Reads every page, so that each one's authentication code is checked. Empty = sound. */
export function checkPages(database: SqliteDatabase, path: string, full: boolean): string[] {
  if (!full && statSync(path).size > alwaysCheckBytes) return [];
  try {
    const rows = database.pragma(full ? 'integrity_check' : 'quick_check') as Record<string, string>[];
    return rows.map((row) => Object.values(row)[0]!).filter((finding) => finding !== 'ok');
  } catch (error) {
    return [(error as Error).message];
  }
}

/** Damage told apart: a file that lost its end is not one with flipped bytes. */
function damaged(path: string, shorter: boolean, reason: string, findings: string[] = []): ProfferError {
  const size = statSync(path).size;
  const truncated = shorter || size % pageSize !== 0;
  const what = truncated
    ? `${databaseName} is truncated: its end is missing (${size} bytes are left).`
    : `${databaseName} is damaged, or another program's file: at least one page fails its authentication code.`;
  return new ProfferError(
    'corrupt',
    `${what} Nothing was changed. Keep the folder as it is, and restore the last backup into a new one.`,
    { path, sizeBytes: size, truncated, reason, findings: findings.slice(0, 20) },
  );
}
