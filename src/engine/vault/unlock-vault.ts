import { createPublicKey, randomUUID } from 'node:crypto';
import { readdir, realpath, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ProfferError } from '../../shared/domain/errors.ts';
import type { SqliteDatabase } from '../database/sqlite.ts';
import { isBusy } from '../database/sqlite-failure.ts';
import { chainEndTrouble } from '../log/chain-end.ts';
import { type OuterHead, readOuterHead } from '../log/outer-head.ts';
import { programName } from '../program.ts';
import { databaseName, openDatabase } from './database.ts';
import { checkHeaderMac, mendHeaderCopy, type OpeningSecret, openHeader, readHeader } from './header.ts';
import { deriveKeys, forgetKeys, type VaultKeys } from './keys.ts';
import { lockVault, type VaultLock } from './lock.ts';
import { migrate } from './migrate.ts';
import { latestVersion, migrations } from './migrations/index.ts';
import { requireOwnFiles } from './own-files.ts';
import { openSession, type SessionOptions, type VaultSession } from './session.ts';

/**
 * Opens a vault. Nothing in the folder is written before the secret has been proved right and the database
 * sound.
 * @throws ProfferError `not-found`, `wrong-passphrase`, `corrupt`, `newer-version`, `locked`.
 */
export async function unlockVault(
  folder: string,
  secret: OpeningSecret,
  options: SessionOptions = {},
): Promise<VaultSession> {
  const place = await existingFolder(folder);
  await requireOwnFiles(place);
  const header = await readHeader(place);
  const master = await openHeader(header, secret);
  const keys = deriveKeys(master, header.vaultId);
  let lock: VaultLock | null = null;
  let database: SqliteDatabase | null = null;
  let session: VaultSession | null = null;
  try {
    checkHeaderMac(header, keys.header);
    lock = await lockVault(place);
    const notices: string[] = [];
    if (lock.uncleanBefore)
      notices.push(
        'The vault was not closed in order last time. Its database was checked in full and is sound.',
      );
    database = openDatabase(join(place, databaseName), keys.database, latestVersion, {
      fullCheck: lock.uncleanBefore,
    });
    const moved = migrate(database, migrations, {
      program: programName,
      copyPath: (from) => join(place, `vault.before-${from}.db`),
      key: keys.database,
    });
    if (moved.from !== moved.to) {
      notices.push(
        `The vault was brought from schema ${moved.from} to ${moved.to}. A checked copy of the database before that lies beside it.`,
      );
    }
    await mendHeaderCopy(place, header);
    const chain = chainOf(database, header.vaultId, keys, await readOuterHead(place));
    const { deviceId } = chain;
    session = openSession(place, header, keys, database, lock, notices, { deviceId, owner: null }, options);
    if (chain.trouble !== null) recordNewChain(session, chain.trouble);
    if (lock.uncleanBefore) {
      await removePartFiles(place);
      // What the records that were lost refer to is still there, and the only copy of it.
      if (session.setting(keepsUnreferenced) === null) await sweepStore(session);
    }
    return session;
  } catch (error) {
    await session?.store.close();
    database?.close();
    forgetKeys(keys);
    await lock?.abandon();
    // Somebody removed the file `lock` under its holder, who holds the database still.
    if (lock && isBusy(error)) throw lock.heldByOther();
    throw error;
  }
}

/**
 * Goes on with the chain of this device where its end is sound. Where it is not, the chain stays as it was found, for
 * whoever verifies it, and a new one begins with a note of why.
 */
function chainOf(
  database: SqliteDatabase,
  vaultId: string,
  keys: VaultKeys,
  outerHead: OuterHead | null,
): { deviceId: string; trouble: string | null } {
  const deviceId = database.prepare("SELECT value FROM setting WHERE key = 'device'").pluck().get() as
    | string
    | undefined;
  const trouble =
    deviceId === undefined
      ? 'which chain is its own is not known any more'
      : chainEndTrouble(database, { vaultId, deviceId, publicKey: createPublicKey(keys.signing), outerHead });
  return { deviceId: trouble === null ? deviceId! : randomUUID(), trouble };
}

/** Set when the log was cut off or put back once: content without a record may then be evidence, and is never swept. */
const keepsUnreferenced = 'keeps-unreferenced';

function recordNewChain(session: VaultSession, trouble: string): void {
  session.notices.push(
    `The change log was altered: ${trouble}. It stays as it was found; what is written from now on goes into a new chain. Verify the log.`,
  );
  session.write(
    { reason: 'settings', summary: `A new chain begins. Of the one before: ${trouble}`, caseId: null },
    (transaction) => {
      session.writeSetting(transaction, 'device', session.deviceId);
      session.writeSetting(transaction, keepsUnreferenced, 'yes');
    },
  );
}

/** What a killed process was writing when it died: see `writeFileAtomically`. */
async function removePartFiles(folder: string): Promise<void> {
  for (const name of await readdir(folder))
    if (/^\.[0-9a-f]{16}\.part$/.test(name)) await rm(join(folder, name), { force: true });
}

/** Content that a killed intake left behind and no record refers to. */
async function sweepStore(session: VaultSession): Promise<void> {
  const rows = session.database
    .prepare('SELECT sha256 FROM content')
    .pluck()
    .iterate() as IterableIterator<string>;
  const swept = await session.store.sweep(rows);
  const removed = swept.removedStaged + swept.removedUnreferenced;
  if (removed > 0) {
    session.notices.push(
      `${removed} file${removed === 1 ? '' : 's'} of an intake that was cut off before it was recorded ${removed === 1 ? 'was' : 'were'} removed. Take the folder in again: what is there already is not stored twice.`,
    );
  }
}

async function existingFolder(folder: string): Promise<string> {
  try {
    const place = await realpath(folder);
    if (!(await stat(place)).isDirectory())
      throw new ProfferError('not-found', `${folder} is not a folder.`, { folder });
    return place;
  } catch (error) {
    if (error instanceof ProfferError) throw error;
    throw new ProfferError(
      'not-found',
      `There is no folder ${folder}. Check that its disk is connected.`,
      { folder },
      { cause: error },
    );
  }
}
