import { createPublicKey, randomUUID } from 'node:crypto';
import { mkdir, readdir, realpath, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { z } from 'zod';
import { vaultOwner } from '../../shared/contract/vault.ts';
import { ProfferError } from '../../shared/domain/errors.ts';
import type { SqliteDatabase } from '../database/sqlite.ts';
import { fromSqlite, isBusy } from '../database/sqlite-failure.ts';
import { chainEndTrouble } from '../log/chain-end.ts';
import { vaultCreated } from '../log/entry.ts';
import { type OuterHead, outerHeadName, readOuterHead, writeOuterHead } from '../log/outer-head.ts';
import { type Author, LogWriter, type Transaction, type Why, type Written } from '../log/writer.ts';
import { fingerprint } from '../openssh/key.ts';
import { programName } from '../program.ts';
import { openEvidenceStore } from '../store/evidence-store.ts';
import { faultPoint } from '../store/fault-point.ts';
import type { EvidenceStore } from '../store/types.ts';
import { syncFolder } from './atomic-write.ts';
import { connect, databaseName, openDatabase } from './database.ts';
import {
  checkHeaderMac,
  defaultKeyDerivation,
  headerCopyName,
  headerName,
  type KeyDerivation,
  makeHeader,
  mendHeaderCopy,
  type OpeningSecret,
  openHeader,
  readHeader,
  rewrap,
  type VaultHeader,
  writeHeader,
} from './header.ts';
import { deriveKeys, forgetKeys, newMasterKey, type VaultKeys } from './keys.ts';
import { holderName, lockName, lockVault, type VaultLock } from './lock.ts';
import { migrate } from './migrate.ts';
import { latestVersion, migrations } from './migrations/index.ts';
import { requireOwnFiles } from './own-files.ts';
import { newRecoveryKey } from './recovery-key.ts';

export type VaultOwner = z.infer<typeof vaultOwner>;

export interface SessionOptions {
  /** Cost of the passphrase; only tests lower it. */
  kdf?: KeyDerivation;
  onWritten?: (written: Written) => void;
}

const diskFailures = new Set(['ENOSPC', 'EDQUOT', 'EIO', 'EROFS', 'ENOENT', 'EACCES', 'ENXIO', 'ENODEV']);

/** An open vault: the one object through which everything reads and writes. Made by `createVault` or `unlockVault`. */
export class VaultSession {
  readonly folder: string;
  readonly vaultId: string;
  readonly createdAt: string;
  readonly keys: VaultKeys;
  readonly database: SqliteDatabase;
  readonly store: EvidenceStore;
  readonly notices: string[];
  readonly deviceId: string;
  readonly log: LogWriter;
  private header: VaultHeader;
  private readonly lock: VaultLock;
  private readonly firstOwner: VaultOwner | null;
  /** Header changes one after the other: each starts from the one before. */
  private headerWork: Promise<unknown> = Promise.resolve();
  private closing = false;

  constructor(parts: {
    folder: string;
    header: VaultHeader;
    keys: VaultKeys;
    database: SqliteDatabase;
    store: EvidenceStore;
    lock: VaultLock;
    notices: string[];
    deviceId: string;
    /** Of a vault just made, whose first entry must name its author before the owner is stored. */
    owner: VaultOwner | null;
    onWritten: (written: Written) => void;
  }) {
    this.folder = parts.folder;
    this.header = parts.header;
    this.vaultId = parts.header.vaultId;
    this.createdAt = parts.header.createdAt;
    this.keys = parts.keys;
    this.database = parts.database;
    this.store = parts.store;
    this.lock = parts.lock;
    this.notices = parts.notices;
    this.firstOwner = parts.owner;
    this.deviceId = parts.deviceId;
    this.log = new LogWriter(
      parts.database,
      {
        vaultId: this.vaultId,
        deviceId: this.deviceId,
        signing: parts.keys.signing,
        author: () => this.author(),
      },
      parts.onWritten,
    );
  }

  get fingerprint(): string {
    return fingerprint(this.keys.publicKey);
  }

  owner(): VaultOwner {
    const stored = this.setting('owner');
    return vaultOwner.parse(stored === null ? this.firstOwner : JSON.parse(stored));
  }

  author(): Author {
    const { person, organisation } = this.owner();
    return { person, organisation, key: this.fingerprint };
  }

  setting(key: string): string | null {
    const row = this.database.prepare('SELECT value FROM setting WHERE key = ?').get(key) as
      | { value: string }
      | undefined;
    return row?.value ?? null;
  }

  /** Rows and log entry in one transaction: see `LogWriter.write`. */
  write<T>(why: Why, work: (transaction: Transaction) => T): T {
    return this.log.write(why, work);
  }

  writeSetting(transaction: Transaction, key: string, value: string): void {
    if (this.setting(key) === null) transaction.insert('setting', { key, value });
    else transaction.update('setting', key, { value });
  }

  changePassphrase(current: string, next: string): Promise<void> {
    return this.changeHeader(async () => {
      await openHeader(this.header, { by: 'passphrase', passphrase: current });
      await this.rewrap({ by: 'passphrase', passphrase: next });
    });
  }

  setPassphrase(next: string): Promise<void> {
    return this.changeHeader(() => this.rewrap({ by: 'passphrase', passphrase: next }));
  }

  /** A new recovery key; the old one opens nothing any more. @returns the key as written. */
  replaceRecoveryKey(passphrase: string): Promise<string> {
    return this.changeHeader(async () => {
      await openHeader(this.header, { by: 'passphrase', passphrase });
      const { secret, written } = newRecoveryKey();
      await this.rewrap({ by: 'recovery-key', secret });
      return written;
    });
  }

  /** @throws ProfferError `wrong-passphrase` when it is not this vault's recovery key. */
  async checkRecoveryKey(secret: Buffer): Promise<void> {
    await openHeader(this.header, { by: 'recovery-key', secret });
  }

  /** The header as it stands, for a backup: what lies in the folder may have been damaged since. */
  async copyHeader(folder: string): Promise<void> {
    await this.headerWork.catch(() => {});
    await writeHeader(folder, this.header);
  }

  /**
   * Everything to disk, keys out of memory, the lock given back. A full or vanished disk does not keep a vault open: what
   * was acknowledged is in the write-ahead log, and the next opening says that the end was not in order.
   */
  async close(): Promise<void> {
    this.closing = true;
    // A header must not be sealed with keys that are being wiped.
    await this.headerWork.catch(() => {});
    let tidy = false;
    try {
      await this.store.close();
      const head = this.log.head();
      this.database.pragma('optimize');
      this.database.pragma('wal_checkpoint(TRUNCATE)');
      this.database.close();
      await writeOuterHead(this.folder, head);
      tidy = true;
    } catch (error) {
      if (!fromSqlite(error) && !diskFailures.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
    } finally {
      this.database.close();
      forgetKeys(this.keys);
      if (tidy) await this.lock.release();
      else this.lock.leave();
    }
  }

  private changeHeader<T>(work: () => Promise<T>): Promise<T> {
    if (this.closing) throw new ProfferError('locked', 'The vault is being locked. Unlock it first.');
    const done = this.headerWork.catch(() => {}).then(work);
    this.headerWork = done;
    return done;
  }

  private async rewrap(secret: OpeningSecret): Promise<void> {
    const next = await rewrap(this.header, this.keys.master, this.keys.header, secret);
    await writeHeader(this.folder, next);
    this.header = next;
  }
}

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
    session = assemble(place, header, keys, database, lock, [], { deviceId: randomUUID(), owner }, options);
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
    throw new ProfferError('conflict', `${place} is not empty. A vault wants a folder of its own.`, {
      folder: place,
      found: present.slice(0, 5),
    });
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
    session = assemble(place, header, keys, database, lock, notices, { deviceId, owner: null }, options);
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

function assemble(
  folder: string,
  header: VaultHeader,
  keys: VaultKeys,
  database: SqliteDatabase,
  lock: VaultLock,
  notices: string[],
  author: { deviceId: string; owner: VaultOwner | null },
  options: SessionOptions,
): VaultSession {
  const store = openEvidenceStore({
    folder: join(folder, 'evidence'),
    temporaryFolder: join(folder, 'tmp'),
    contentKey: keys.evidence,
    nameKey: keys.names,
  });
  return new VaultSession({
    folder,
    header,
    keys,
    database,
    store,
    lock,
    notices,
    ...author,
    onWritten: options.onWritten ?? (() => {}),
  });
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
