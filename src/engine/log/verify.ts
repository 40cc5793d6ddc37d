import { type KeyObject, verify } from 'node:crypto';
import type { z } from 'zod';
import type { logFinding } from '../../shared/contract/log.ts';
import type { Row, SqliteDatabase } from '../database/sqlite.ts';
import {
  entryHash,
  genesisHash,
  headMessage,
  type StoredEntry,
  unpackChanges,
  vaultCreated,
} from './entry.ts';
import type { OuterHead } from './outer-head.ts';
import { type RecordTable, recordTables, rowId, withoutKey } from './tables.ts';

export type LogFinding = z.infer<typeof logFinding>;

export interface LogVerification {
  intact: boolean;
  entries: number;
  devices: { deviceId: string; seq: number; hash: string }[];
  findings: LogFinding[];
}

export interface VerifyLogOptions {
  vaultId: string;
  publicKey: KeyObject;
  /** The head as it was written beside the database when the vault was last closed. */
  outerHead: OuterHead | null;
  /** Also replay all changes and compare with the rows as they stand. */
  rows: boolean;
  signal?: AbortSignal;
  onProgress?: (done: number, total: number) => void;
}

/**
 * Recomputes the whole change log: each entry's hash, its link to the one before, the signed head of each chain
 * and, if asked, every row the log accounts for. Streams; an entry out of place is named by its number.
 */
export async function verifyLog(
  database: SqliteDatabase,
  options: VerifyLogOptions,
): Promise<LogVerification> {
  const findings: LogFinding[] = [];
  const devices: LogVerification['devices'] = [];
  const total = (database.prepare('SELECT count(*) AS n FROM change_log').get() as { n: number }).n;
  let done = 0;
  const deviceIds = (
    database
      .prepare('SELECT device_id FROM change_log UNION SELECT device_id FROM log_head ORDER BY 1')
      .all() as {
      device_id: string;
    }[]
  ).map((row) => row.device_id);

  for (const deviceId of deviceIds) {
    let last = { seq: 0, hash: genesisHash };
    for await (const entry of entries(database, deviceId)) {
      options.signal?.throwIfAborted();
      findings.push(...checkEntry(entry, last));
      last = { seq: entry.seq, hash: entry.hash };
      done += 1;
      if (done % 500 === 0) options.onProgress?.(done, total);
    }
    devices.push({ deviceId, ...last });
    findings.push(...checkHead(database, deviceId, last, options));
  }
  findings.push(...checkChains(database, deviceIds, options.outerHead));
  if (options.rows && findings.length === 0) findings.push(...(await checkRows(database, options)));
  return { intact: findings.length === 0, entries: total, devices, findings };
}

/** A chain that was removed whole, head and all, left nothing in itself that could tell of it. */
function checkChains(
  database: SqliteDatabase,
  deviceIds: readonly string[],
  outer: OuterHead | null,
): LogFinding[] {
  const found: LogFinding[] = [];
  const beginnings = database
    .prepare("SELECT count(*) FROM change_log WHERE seq = 1 AND reason = 'settings' AND summary = ?")
    .pluck()
    .get(vaultCreated) as number;
  if (beginnings === 0) {
    found.push({
      code: 'truncated',
      seq: 1,
      deviceId: '',
      message:
        'The log does not begin with the making of the vault: the chain it began with was removed, and with it what it says of all records.',
    });
  }
  if (outer && !deviceIds.includes(outer.deviceId)) {
    found.push({
      code: 'truncated',
      seq: 1,
      deviceId: outer.deviceId,
      message: `When the vault was last closed its log held a chain of ${outer.seq} entries that is gone from it.`,
    });
  }
  return found;
}

function checkEntry(entry: StoredEntry, last: { seq: number; hash: string }): LogFinding[] {
  const found: LogFinding[] = [];
  const say = (code: LogFinding['code'], message: string) =>
    found.push({ code, seq: entry.seq, deviceId: entry.device_id, message });
  if (entry.seq !== last.seq + 1) {
    const missing = entry.seq - last.seq - 1;
    say(
      'dropped',
      `${missing === 1 ? `Entry ${last.seq + 1} is` : `Entries ${last.seq + 1} to ${entry.seq - 1} are`} missing from the log.`,
    );
  } else if (entry.prev_hash !== last.hash) {
    say(
      're-ordered',
      `Entry ${entry.seq} does not follow the entry before it: one of the two was replaced or they were exchanged.`,
    );
  }
  try {
    const { digest, changes } = unpackChanges(entry);
    const { changes: _changes, packed: _packed, hash: _hash, ...facts } = entry;
    if (entryHash(facts, digest) !== entry.hash || changes.length !== entry.change_count) {
      say(
        'edited',
        `Entry ${entry.seq} (${entry.summary}) was altered after it was written: its hash does not fit its content.`,
      );
    }
  } catch {
    say('unreadable', `Entry ${entry.seq} cannot be read: its changes are damaged.`);
  }
  return found;
}

function checkHead(
  database: SqliteDatabase,
  deviceId: string,
  last: { seq: number; hash: string },
  options: VerifyLogOptions,
): LogFinding[] {
  const found: LogFinding[] = [];
  const say = (code: LogFinding['code'], seq: number | null, message: string) =>
    found.push({ code, seq, deviceId, message });
  const head = database
    .prepare('SELECT seq, hash, signature FROM log_head WHERE device_id = ?')
    .get(deviceId) as { seq: number; hash: string; signature: string } | undefined;
  if (!head) {
    say('head-signature', null, 'The signed head of this chain is missing.');
    return found;
  }
  const message = headMessage(options.vaultId, deviceId, head.seq, head.hash);
  if (!verify(null, message, options.publicKey, Buffer.from(head.signature, 'base64'))) {
    say(
      'head-signature',
      head.seq,
      'The signature over the head of this chain does not fit: the head was altered.',
    );
  }
  if (head.seq > last.seq) {
    say(
      'truncated',
      last.seq + 1,
      `The log ends at entry ${last.seq}, but its signed head stands at ${head.seq}: the entries from ${last.seq + 1} on were cut off.`,
    );
  } else if (head.seq < last.seq || head.hash !== last.hash) {
    say(
      'head-signature',
      head.seq,
      `The signed head (entry ${head.seq}) is not the last entry of the log (${last.seq}).`,
    );
  }
  const outer = options.outerHead;
  if (outer && outer.deviceId === deviceId) {
    if (outer.seq > last.seq) {
      say(
        'truncated',
        last.seq + 1,
        `When the vault was last closed its log stood at entry ${outer.seq}; now it ends at ${last.seq}: the database was put back to an older state, or its end was cut off.`,
      );
    } else {
      const then = database
        .prepare('SELECT hash FROM change_log WHERE device_id = ? AND seq = ?')
        .get(deviceId, outer.seq) as { hash: string } | undefined;
      if (then && then.hash !== outer.hash) {
        say(
          'edited',
          outer.seq,
          `Entry ${outer.seq} is not the one the log ended with when the vault was last closed: history was rewritten.`,
        );
      }
    }
  }
  return found;
}

/** Rows compared at once: bounds memory whatever the size of the log. */
const rowsPerPass = 100_000;

/** Replays the log and compares the outcome with the tables, a share of the rows at a time. */
async function checkRows(database: SqliteDatabase, options: VerifyLogOptions): Promise<LogFinding[]> {
  const findings: LogFinding[] = [];
  const tables = Object.keys(recordTables) as RecordTable[];
  const count = tables.reduce(
    (sum, table) => sum + (database.prepare(`SELECT count(*) AS n FROM ${table}`).get() as { n: number }).n,
    0,
  );
  const passes = Math.max(1, Math.ceil(count / rowsPerPass));
  const share = (id: string) => (passes === 1 ? 0 : hashOf(id) % passes);
  for (let pass = 0; pass < passes; pass++) {
    const state = new Map<string, { row: Row; seq: number; deviceId: string }>();
    for await (const entry of entries(database, null)) {
      options.signal?.throwIfAborted();
      for (const change of unpackChanges(entry).changes) {
        if (share(change.id) !== pass) continue;
        const key = `${change.table}\n${change.id}`;
        if (change.after === null) state.delete(key);
        else {
          const row = change.before === null ? change.after : { ...state.get(key)?.row, ...change.after };
          state.set(key, { row, seq: entry.seq, deviceId: entry.device_id });
        }
      }
    }
    for (const table of tables)
      findings.push(...compareTable(database, table, state, (id) => share(id) === pass));
    for (const [key, { seq, deviceId }] of state) {
      const [table, id] = key.split('\n');
      findings.push({
        code: 'row-differs',
        seq,
        deviceId,
        message: `The ${table} record ${id} is gone from its table, though the log has it.`,
      });
    }
  }
  return findings;
}

/** Removes what it finds from `state`, so that what stays there is missing from the table. */
function compareTable(
  database: SqliteDatabase,
  table: RecordTable,
  state: Map<string, { row: Row; seq: number; deviceId: string }>,
  mine: (id: string) => boolean,
): LogFinding[] {
  const findings: LogFinding[] = [];
  for (const row of database.prepare(`SELECT * FROM ${table}`).iterate() as Iterable<Row>) {
    const id = rowId(table, row);
    if (!mine(id)) continue;
    const logged = state.get(`${table}\n${id}`);
    if (!logged) {
      findings.push({
        code: 'row-differs',
        seq: null,
        deviceId: '',
        message: `The ${table} record ${id} is not accounted for by any entry of the log.`,
      });
      continue;
    }
    const columns = Object.keys(withoutKey(table, row)).filter(
      (name) => row[name] !== (logged.row[name] ?? null),
    );
    if (columns.length > 0) {
      findings.push({
        code: 'row-differs',
        seq: logged.seq,
        deviceId: logged.deviceId,
        message: `The ${table} record ${id} was changed outside the log: ${columns.join(', ')} differ${columns.length === 1 ? 's' : ''} from what entry ${logged.seq} left.`,
      });
    }
    state.delete(`${table}\n${id}`);
  }
  return findings;
}

/** Entries in order, read in pages so that other calls get their turn in between. */
async function* entries(database: SqliteDatabase, deviceId: string | null): AsyncGenerator<StoredEntry> {
  const page = 200;
  let after = 0;
  for (;;) {
    const rows = (
      deviceId === null
        ? database
            .prepare('SELECT rowid AS position, * FROM change_log WHERE rowid > ? ORDER BY rowid LIMIT ?')
            .all(after, page)
        : database
            .prepare(
              'SELECT seq AS position, * FROM change_log WHERE device_id = ? AND seq > ? ORDER BY seq LIMIT ?',
            )
            .all(deviceId, after, page)
    ) as (StoredEntry & { position: number })[];
    for (const { position, ...entry } of rows) {
      after = position;
      yield entry;
    }
    if (rows.length < page) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** FNV-1a: spreads ids over passes; nothing rests on its strength. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  return hash;
}
