import { join } from 'node:path';
import type { z } from 'zod';
import { vaultOwner } from '../../shared/contract/vault.ts';
import { ProfferError } from '../../shared/domain/errors.ts';
import type { SqliteDatabase } from '../database/sqlite.ts';
import { fromSqlite } from '../database/sqlite-failure.ts';
import { addEffectFunction } from '../log/effect-function.ts';
import { writeOuterHead } from '../log/outer-head.ts';
import { type Author, LogWriter, type Transaction, type Why, type Written } from '../log/writer.ts';
import { fingerprint } from '../openssh/key.ts';
import { type SearchIndex, searchIndexOf } from '../search/search-index.ts';
import { openEvidenceStore } from '../store/evidence-store.ts';
import type { EvidenceStore } from '../store/types.ts';
import {
  type KeyDerivation,
  type OpeningSecret,
  openHeader,
  rewrap,
  type VaultHeader,
  writeHeader,
} from './header.ts';
import { forgetKeys, type VaultKeys } from './keys.ts';
import type { VaultLock } from './lock.ts';
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
  readonly search: SearchIndex;
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
    addEffectFunction(parts.database);
    this.search = searchIndexOf(parts.database);
    this.log = new LogWriter(
      parts.database,
      {
        vaultId: this.vaultId,
        deviceId: this.deviceId,
        signing: parts.keys.signing,
        author: () => this.author(),
      },
      (written) => {
        this.search.committed();
        parts.onWritten(written);
      },
      this.search,
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
    this.search.close();
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

/** The session of a vault whose lock is held and whose database is open. */
export function openSession(
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
