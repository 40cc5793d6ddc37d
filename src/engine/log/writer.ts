import { type KeyObject, sign } from 'node:crypto';
import { ProfferError } from '../../shared/domain/errors.ts';
import { maskSecrets } from '../../shared/domain/identifiers/secrets/index.ts';
import type { Row, SqliteDatabase, SqlValue } from '../database/sqlite.ts';
import { fromSqlite } from '../database/sqlite-failure.ts';
import { faultPoint } from '../store/fault-point.ts';
import { ChangeList } from './change-list.ts';
import { HybridClock } from './clock.ts';
import {
  changeJson,
  entryHash,
  genesisHash,
  headMessage,
  insertionJson,
  type LogReason,
  packChanges,
  type RowChange,
} from './entry.ts';
import { findRow, keyValues, type RecordTable, whereKey, withoutKey } from './tables.ts';

export interface Author {
  person: string;
  organisation: string;
  /** `SHA256:…` fingerprint. */
  key: string;
}

export interface Why {
  reason: LogReason;
  /** One line for the audit view. */
  summary: string;
  caseId: string | null;
  undoes?: number;
  /** The import or intake this is a part of: its entries are taken back as one. */
  batchId?: string;
}

/** What a write may do. Every call is recorded with the values before and after. */
export interface Transaction {
  readonly at: string;
  readonly zone: string;
  readonly author: Author;
  /** Whether anything was written so far: an edit that changed nothing moves no `changed_at`. */
  readonly changed: boolean;
  insert(table: RecordTable, row: Row): void;
  /** Writes the columns that differ; false when none does. */
  update(table: RecordTable, id: string, columns: Row): boolean;
  remove(table: RecordTable, id: string): void;
}

/** Hears of every row inside the transaction that writes it, so that what is derived from rows stays true with them. */
export interface RowObserver {
  inserted(table: RecordTable, row: Row): void;
  /** `columns`: those that differ now. */
  updated(table: RecordTable, id: string, columns: Row): void;
  removed(table: RecordTable, id: string): void;
}

export interface Written {
  seq: number;
  hash: string;
  tables: string[];
  caseId: string | null;
}

/**
 * The only way rows come to be: domain rows and their log entry in one IMMEDIATE transaction, the entry chained
 * to the one before, the chain's head signed.
 */
export class LogWriter {
  private readonly database: SqliteDatabase;
  private readonly clock: HybridClock;
  private readonly identity: { vaultId: string; deviceId: string; signing: KeyObject; author: () => Author };
  private readonly onWritten: (written: Written) => void;
  private readonly observer: RowObserver;
  /** Imports and intakes under way: what they wrote so far is not taken back before they end. */
  readonly openBatches = new Set<string>();
  private writing = false;
  private readonly inserts: InsertStatements;
  /** Where this writer left the chain. */
  private known: { seq: number; hash: string };

  constructor(
    database: SqliteDatabase,
    identity: { vaultId: string; deviceId: string; signing: KeyObject; author: () => Author },
    onWritten: (written: Written) => void,
    observer: RowObserver,
  ) {
    this.database = database;
    this.identity = identity;
    this.onWritten = onWritten;
    this.observer = observer;
    this.inserts = new InsertStatements(database);
    const last = database
      .cached('SELECT max(clock) AS clock FROM change_log WHERE device_id = ?')
      .get(identity.deviceId) as { clock: string | null };
    this.clock = new HybridClock(last.clock);
    this.known = this.head();
  }

  /**
   * Runs `work` and its log entry as one transaction. When `work` throws, nothing was written. A work that
   * changed nothing leaves no entry.
   */
  write<T>(why: Why, work: (transaction: Transaction) => T): T {
    if (this.writing) throw new Error('a write within a write: pass the transaction on instead');
    this.writing = true;
    let written: Written | null = null;
    try {
      const result = this.database
        .transaction(() => {
          const recorder = new Recorder(this.database, this.inserts, this.observer, this.identity.author());
          const value = work(recorder);
          if (recorder.changed) written = this.append(why, recorder);
          faultPoint('log-before-commit');
          return value;
        })
        .immediate();
      faultPoint('log-committed');
      if (written) this.known = written;
      if (written) this.onWritten(written);
      return result;
    } catch (error) {
      throw fromSqlite(error) ?? error;
    } finally {
      this.writing = false;
    }
  }

  head(): { deviceId: string; seq: number; hash: string } {
    const { deviceId } = this.identity;
    const row = this.database.cached('SELECT seq, hash FROM log_head WHERE device_id = ?').get(deviceId) as
      | { seq: number; hash: string }
      | undefined;
    return { deviceId, seq: row?.seq ?? 0, hash: row?.hash ?? genesisHash };
  }

  private append(why: Why, recorder: Recorder): Written {
    const { vaultId, deviceId, signing } = this.identity;
    const head = this.head();
    if (head.seq !== this.known.seq || head.hash !== this.known.hash) {
      throw new ProfferError(
        'integrity-failed',
        'The change log was altered by another program while the vault was open. Nothing of this change was saved. Lock the vault, open it again and verify its log.',
        { expected: this.known.seq, found: head.seq },
      );
    }
    const { bytes, packed, digest } = packChanges(recorder.changes.array());
    const entry = {
      device_id: deviceId,
      seq: head.seq + 1,
      at: recorder.at,
      zone: recorder.zone,
      clock: this.clock.tick(),
      person: recorder.author.person,
      organisation: recorder.author.organisation,
      author_key: recorder.author.key,
      case_id: why.caseId,
      reason: why.reason,
      // File names and titles of sources stand in it, and the log is never rewritten.
      summary: maskSecrets(why.summary).text,
      undoes: why.undoes ?? null,
      batch_id: why.batchId ?? null,
      change_count: recorder.changes.count,
      prev_hash: head.hash,
    };
    const hash = entryHash(entry, digest);
    this.database
      .cached(
        `INSERT INTO change_log (device_id, seq, at, zone, clock, person, organisation, author_key, case_id, reason,
           summary, undoes, batch_id, change_count, changes, packed, prev_hash, hash)
         VALUES (@device_id, @seq, @at, @zone, @clock, @person, @organisation, @author_key, @case_id, @reason,
           @summary, @undoes, @batch_id, @change_count, @changes, @packed, @prev_hash, @hash)`,
      )
      .run({ ...entry, changes: bytes, packed, hash });
    this.database
      .cached('INSERT OR REPLACE INTO log_head (device_id, seq, hash, signature) VALUES (?, ?, ?, ?)')
      .run(
        deviceId,
        entry.seq,
        hash,
        sign(null, headMessage(vaultId, deviceId, entry.seq, hash), signing).toString('base64'),
      );
    return { seq: entry.seq, hash, tables: [...recorder.tables], caseId: why.caseId };
  }
}

/** The statement that inserts into each table, for the columns it was last given. */
class InsertStatements {
  private readonly database: SqliteDatabase;
  private readonly plans = new Map<
    RecordTable,
    { columns: string[]; statement: ReturnType<SqliteDatabase['cached']> }
  >();

  constructor(database: SqliteDatabase) {
    this.database = database;
  }

  run(table: RecordTable, row: Row): void {
    const columns = Object.keys(row);
    let plan = this.plans.get(table);
    if (plan?.columns.length !== columns.length || !plan.columns.every((name, at) => name === columns[at])) {
      const places = columns.map(() => '?').join(', ');
      const sql = `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${places})`;
      plan = { columns, statement: this.database.cached(sql) };
      this.plans.set(table, plan);
    }
    // By place and not by name: binding twenty names to each of a hundred thousand rows takes longer than storing them.
    plan.statement.run(Object.values(row));
  }
}

class Recorder implements Transaction {
  readonly changes = new ChangeList();
  readonly tables = new Set<RecordTable>();
  readonly at = new Date().toISOString();
  readonly zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  readonly author: Author;
  private readonly database: SqliteDatabase;
  private readonly inserts: InsertStatements;
  private readonly observer: RowObserver;

  constructor(database: SqliteDatabase, inserts: InsertStatements, observer: RowObserver, author: Author) {
    this.database = database;
    this.inserts = inserts;
    this.observer = observer;
    this.author = author;
  }

  get changed(): boolean {
    return this.changes.count > 0;
  }

  insert(table: RecordTable, row: Row): void {
    this.inserts.run(table, row);
    this.tables.add(table);
    this.changes.add(insertionJson(table, row));
    this.observer.inserted(table, row);
  }

  update(table: RecordTable, id: string, columns: Row): boolean {
    const current = this.read(table, id);
    const names = Object.keys(columns).filter((name) => columns[name] !== current[name]);
    if (names.length === 0) return false;
    const pick = (row: Row): Row => Object.fromEntries(names.map((name) => [name, row[name] as SqlValue]));
    this.database
      .cached(`UPDATE ${table} SET ${names.map((name) => `${name} = ?`).join(', ')} WHERE ${whereKey(table)}`)
      .run([...names.map((name) => columns[name] as SqlValue), ...keyValues(table, id)]);
    const after = pick(columns);
    this.record({ table, id, before: pick(current), after });
    this.observer.updated(table, id, after);
    return true;
  }

  remove(table: RecordTable, id: string): void {
    const before = withoutKey(table, this.read(table, id));
    this.database.cached(`DELETE FROM ${table} WHERE ${whereKey(table)}`).run(keyValues(table, id));
    this.record({ table, id, before, after: null });
    this.observer.removed(table, id);
  }

  private record(change: RowChange & { table: RecordTable }): void {
    this.tables.add(change.table);
    this.changes.add(changeJson(change));
  }

  private read(table: RecordTable, id: string): Row {
    const row = findRow(this.database, table, id);
    if (!row) throw new ProfferError('not-found', 'The record is not in this vault.', { table, id });
    return row;
  }
}
