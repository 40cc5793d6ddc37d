import { type KeyObject, sign } from 'node:crypto';
import { ProfferError } from '../../shared/domain/errors.ts';
import type { Row, SqliteDatabase, SqlValue } from '../database/sqlite.ts';
import { fromSqlite } from '../database/sqlite-failure.ts';
import { faultPoint } from '../store/fault-point.ts';
import { HybridClock } from './clock.ts';
import { entryHash, genesisHash, headMessage, type LogReason, packChanges, type RowChange } from './entry.ts';
import { keyColumn, type RecordTable } from './tables.ts';

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
  private writing = false;
  /** Where this writer left the chain. */
  private known: { seq: number; hash: string };

  constructor(
    database: SqliteDatabase,
    identity: { vaultId: string; deviceId: string; signing: KeyObject; author: () => Author },
    onWritten: (written: Written) => void,
  ) {
    this.database = database;
    this.identity = identity;
    this.onWritten = onWritten;
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
          const recorder = new Recorder(this.database, this.identity.author());
          const value = work(recorder);
          if (recorder.changes.length > 0) written = this.append(why, recorder);
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
    const { bytes, packed, digest } = packChanges(recorder.changes);
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
      summary: why.summary,
      undoes: why.undoes ?? null,
      change_count: recorder.changes.length,
      prev_hash: head.hash,
    };
    const hash = entryHash(entry, digest);
    this.database
      .cached(
        `INSERT INTO change_log (device_id, seq, at, zone, clock, person, organisation, author_key, case_id, reason,
           summary, undoes, change_count, changes, packed, prev_hash, hash)
         VALUES (@device_id, @seq, @at, @zone, @clock, @person, @organisation, @author_key, @case_id, @reason,
           @summary, @undoes, @change_count, @changes, @packed, @prev_hash, @hash)`,
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
    const tables = [...new Set(recorder.changes.map((change) => change.table))];
    return { seq: entry.seq, hash, tables, caseId: why.caseId };
  }
}

class Recorder implements Transaction {
  readonly changes: RowChange[] = [];
  readonly at = new Date().toISOString();
  readonly zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  readonly author: Author;
  private readonly database: SqliteDatabase;

  constructor(database: SqliteDatabase, author: Author) {
    this.database = database;
    this.author = author;
  }

  get changed(): boolean {
    return this.changes.length > 0;
  }

  insert(table: RecordTable, row: Row): void {
    const columns = Object.keys(row);
    this.database
      .cached(
        `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map((name) => `@${name}`).join(', ')})`,
      )
      .run(row);
    const key = keyColumn(table);
    const { [key]: id, ...after } = row;
    this.changes.push({ table, id: String(id), before: null, after });
  }

  update(table: RecordTable, id: string, columns: Row): boolean {
    const current = this.read(table, id);
    const names = Object.keys(columns).filter((name) => columns[name] !== current[name]);
    if (names.length === 0) return false;
    const pick = (row: Row): Row => Object.fromEntries(names.map((name) => [name, row[name] as SqlValue]));
    this.database
      .cached(
        `UPDATE ${table} SET ${names.map((name) => `${name} = @${name}`).join(', ')} WHERE ${keyColumn(table)} = @row_key`,
      )
      .run({ ...pick(columns), row_key: id });
    this.changes.push({ table, id, before: pick(current), after: pick(columns) });
    return true;
  }

  remove(table: RecordTable, id: string): void {
    const { [keyColumn(table)]: _key, ...before } = this.read(table, id);
    this.database.cached(`DELETE FROM ${table} WHERE ${keyColumn(table)} = ?`).run(id);
    this.changes.push({ table, id, before, after: null });
  }

  private read(table: RecordTable, id: string): Row {
    const row = this.database.cached(`SELECT * FROM ${table} WHERE ${keyColumn(table)} = ?`).get(id) as
      | Row
      | undefined;
    if (!row) throw new ProfferError('not-found', 'The record is not in this vault.', { table, id });
    return row;
  }
}
