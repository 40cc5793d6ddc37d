import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { z } from 'zod';
import type { logEntryRow } from '../../shared/contract/log.ts';
import { canonicalJson } from '../../shared/domain/canonical-json.ts';
import { ProfferError } from '../../shared/domain/errors.ts';
import type { Row } from '../database/sqlite.ts';
import { keyColumns, type RecordTable, rowId, withoutKey } from './tables.ts';

export type LogReason = z.infer<typeof logEntryRow>['reason'];

/** One row's change: `before` null = inserted, `after` null = removed, else only the columns that differ. */
export interface RowChange {
  table: string;
  id: string;
  before: Row | null;
  after: Row | null;
}

/** One entry as it lies in the table `change_log`. */
export interface StoredEntry {
  device_id: string;
  seq: number;
  at: string;
  zone: string;
  clock: string;
  person: string;
  organisation: string;
  author_key: string;
  case_id: string | null;
  reason: LogReason;
  summary: string;
  undoes: number | null;
  /** What ties the entries of one import or intake together; null for a change that stands by itself. */
  batch_id: string | null;
  change_count: number;
  changes: Buffer;
  packed: number;
  prev_hash: string;
  hash: string;
}

/** An entry without its changes, which may be megabytes. */
export type EntryHead = Omit<StoredEntry, 'changes' | 'packed'>;
export const entryHeadColumns = `device_id, seq, at, zone, clock, person, organisation, author_key, case_id, reason,
  summary, undoes, batch_id, change_count, prev_hash, hash`;

/** What the first entry of a vault is called. A vault whose log has none lost the chain it began with. */
export const vaultCreated = 'Vault created';

/** What the first entry of a chain has in place of the hash before it. */
export const genesisHash = '0'.repeat(64);

/** Above this many bytes the changes are deflated: a batch of a thousand rows shrinks to a fifth. */
const packAbove = 512;
/** Rows of an import are alike: a higher level takes twice the time for a tenth less. */
const packLevel = 1;

/** A damaged or hostile entry must not unpack into all the memory there is. */
const unpackedLimit = 512 << 20;

/** `plain`: a JSON array of changes, as `ChangeList` writes it. */
export function packChanges(plain: Buffer): {
  bytes: Buffer;
  packed: number;
  digest: string;
} {
  const digest = createHash('sha256').update(plain).digest('hex');
  return plain.length > packAbove
    ? { bytes: deflateRawSync(plain, { level: packLevel }), packed: 1, digest }
    : { bytes: plain, packed: 0, digest };
}

export const changeJson = ({ table, id, before, after }: RowChange): string =>
  JSON.stringify([table, id, before, after]);

/** The change of an inserted row, `[table, id, null, all columns but its key]`. */
export function insertionJson(table: RecordTable, row: Row): string {
  const id = JSON.stringify(rowId(table, row));
  const json = JSON.stringify(row);
  // The key is first in nearly every row; cutting it off the text spares a copy of each row of an import.
  const columns = keyColumns(table);
  const start = `{${columns.map((column) => `"${column}":${JSON.stringify(row[column])}`).join(',')},`;
  if (json.startsWith(start)) return `["${table}",${id},null,{${json.slice(start.length)}]`;
  return `["${table}",${id},null,${JSON.stringify(withoutKey(table, row))}]`;
}

/** @throws ProfferError `integrity-failed` when the stored bytes are not changes. */
export function unpackChanges(entry: Pick<StoredEntry, 'changes' | 'packed' | 'seq'>): {
  changes: RowChange[];
  digest: string;
} {
  try {
    const plain = plainBytes(entry);
    const raw = JSON.parse(plain.toString('utf8')) as [string, string, Row | null, Row | null][];
    return {
      changes: raw.map(([table, id, before, after]) => ({ table, id, before, after })),
      digest: createHash('sha256').update(plain).digest('hex'),
    };
  } catch (error) {
    throw new ProfferError(
      'integrity-failed',
      `Entry ${entry.seq} of the change log cannot be read.`,
      { seq: entry.seq },
      { cause: error },
    );
  }
}

function plainBytes({ changes, packed }: Pick<StoredEntry, 'changes' | 'packed'>): Buffer {
  if (packed === 0) return changes;
  if (packed !== 1) throw new Error(`no such packing: ${packed}`);
  const { buffer, engine } = inflateRawSync(changes, {
    maxOutputLength: unpackedLimit,
    info: true,
  }) as unknown as {
    buffer: Buffer;
    engine: { bytesWritten: number };
  };
  // Inflating stops at the end of the stream and would not see what was put behind it.
  if (engine.bytesWritten !== changes.length) throw new Error('bytes behind the end of the changes');
  return buffer;
}

/** SHA-256 over the canonical JSON (RFC 8785) of all facts of the entry, the digest of its changes and the hash before. */
export function entryHash(
  entry: Omit<StoredEntry, 'changes' | 'packed' | 'hash'>,
  changesDigest: string,
): string {
  const facts = {
    deviceId: entry.device_id,
    seq: entry.seq,
    at: entry.at,
    zone: entry.zone,
    clock: entry.clock,
    person: entry.person,
    organisation: entry.organisation,
    authorKey: entry.author_key,
    caseId: entry.case_id,
    reason: entry.reason,
    summary: entry.summary,
    undoes: entry.undoes,
    // Only where there is one: entries from before there were batches keep their hash.
    ...(entry.batch_id === null ? {} : { batchId: entry.batch_id }),
    changeCount: entry.change_count,
    changes: changesDigest,
    prevHash: entry.prev_hash,
  };
  return createHash('sha256').update(canonicalJson(facts)).digest('hex');
}

/** The bytes a chain head's Ed25519 signature covers. */
export const headMessage = (vaultId: string, deviceId: string, seq: number, hash: string): Buffer =>
  Buffer.from(`proffer-log-head/1\n${vaultId}\n${deviceId}\n${seq}\n${hash}\n`);
