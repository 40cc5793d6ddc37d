import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { ProfferError } from '../../shared/domain/errors.ts';
import type { SqliteDatabase } from '../database/sqlite.ts';
import { vaultCreated } from '../log/entry.ts';
import { outerHeadName, writeOuterHead } from '../log/outer-head.ts';
import { programName } from '../program.ts';
import { faultPoint } from '../store/fault-point.ts';
import { syncFolder } from '../store/sync-folder.ts';
import { connect, databaseName } from './database.ts';
import { defaultKeyDerivation, headerCopyName, headerName, makeHeader, writeHeader } from './header.ts';
import { deriveKeys, forgetKeys, newMasterKey, type VaultKeys } from './keys.ts';
import { holderName, lockName, lockVault } from './lock.ts';
import { migrate } from './migrate.ts';
import { migrations } from './migrations/index.ts';
import { newRecoveryKey } from './recovery-key.ts';
import { openSession, type SessionOptions, type VaultOwner, type VaultSession } from './session.ts';

/**
 * Makes a new vault. The folder is absent or empty; after a crash in between it holds no readable header and
 * can be removed.
 * @throws ProfferError `conflict` when the folder holds anything.
 */
export async function createVault(
  folder: string,
  passphrase: string,
  owner: VaultOwner,
  options: SessionOptions = {},
): Promise<{ session: VaultSession; recoveryKey: string }> {
  const place = resolve(folder);
  await mkdir(place, { recursive: true, mode: 0o700 });
  await requireEmpty(place, []);
  const lock = await lockVault(place);
  try {
    // Another process may have made a vault here, and locked it again, since the first look.
    await requireEmpty(place, [lockName, holderName]);
  } catch (error) {
    await lock.release();
    throw error;
  }
  let keys: VaultKeys | null = null;
  let database: SqliteDatabase | null = null;
  let session: VaultSession | null = null;
  try {
    const facts = {
      vaultId: randomUUID(),
      createdAt: new Date().toISOString(),
      kdf: options.kdf ?? defaultKeyDerivation,
    };
    keys = deriveKeys(newMasterKey(), facts.vaultId);
    const recovery = newRecoveryKey();
    const header = await makeHeader(facts, keys.master, keys.header, {
      passphrase,
      recovery: recovery.secret,
    });
    await mkdir(join(place, 'evidence'), { mode: 0o700 });
    await mkdir(join(place, 'tmp'), { mode: 0o700 });
    database = connect(join(place, databaseName), keys.database, { create: true });
    migrate(database, migrations, { program: programName, copyPath: () => '', key: keys.database });
    session = openSession(
      place,
      header,
      keys,
      database,
      lock,
      [],
      { deviceId: randomUUID(), owner },
      options,
    );
    recordCreation(session, owner);
    await writeOuterHead(place, session.log.head());
    await syncFolder(place);
    faultPoint('vault-database-made');
    // The header comes last: a folder with a header is a whole vault.
    await writeHeader(place, header);
    await syncFolder(dirname(place));
    return { session, recoveryKey: recovery.written };
  } catch (error) {
    await session?.store.close();
    database?.close();
    if (keys) forgetKeys(keys);
    // While the lock is held: afterwards the folder may be another process's.
    await removeUnfinished(place);
    await lock.release();
    await rm(join(place, lockName), { force: true });
    throw error;
  }
}

/** @throws ProfferError `conflict` when the folder holds anything but what the lock put there. */
async function requireEmpty(place: string, own: readonly string[]): Promise<void> {
  const present = (await readdir(place)).filter((name) => !own.includes(name));
  if (present.includes(headerName) || present.includes(headerCopyName)) {
    throw new ProfferError(
      'conflict',
      `There is a vault in ${place} already. Open it, or choose an empty folder.`,
      { folder: place },
    );
  }
  if (present.length > 0) {
    throw new ProfferError(
      'conflict',
      `${place} is not empty. A vault needs a folder of its own: choose an empty one.`,
      {
        folder: place,
        found: present.slice(0, 5),
      },
    );
  }
}

/** The folder was empty, and is again: with a rest of a vault in it, it could not be used for another try. */
async function removeUnfinished(folder: string): Promise<void> {
  const made = [headerName, headerCopyName, outerHeadName, 'evidence', 'tmp'];
  const files = ['', '-wal', '-shm', '-journal'].map((ending) => databaseName + ending);
  for (const name of [...made, ...files]) await rm(join(folder, name), { recursive: true, force: true });
}

function recordCreation(session: VaultSession, owner: VaultOwner): void {
  session.write({ reason: 'settings', summary: vaultCreated, caseId: null }, (transaction) => {
    session.writeSetting(transaction, 'device', session.deviceId);
    session.writeSetting(transaction, 'owner', JSON.stringify(owner));
    session.writeSetting(transaction, 'recovery-confirmed', 'no');
    session.writeSetting(transaction, 'auto-lock-minutes', '10');
  });
}
