/**
 * A reader of vaults written from docs/formats/{vault,log,evidence-store}.md alone, on Node's own cryptography and an SQLCipher
 * that is not ours. It imports nothing of the project, and must not: it proves that a stranger could write it.
 */
import {
  createDecipheriv,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  hkdfSync,
  type KeyObject,
  scryptSync,
  verify,
} from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import Sqlcipher from '@signalapp/sqlcipher';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Value = string | number | Uint8Array | null;

interface Header {
  format: string;
  version: number;
  vaultId: string;
  kdf: { N: number; r: number; p: number };
  wraps: { by: string; salt: string; nonce: string; sealed: string }[];
  mac: string;
  checksum: string;
}

/** RFC 8785 for the values that occur: keys sorted by code units, no white space. */
export function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key]!)}`).join(',')}}`;
}

const sha256 = (data: string | Uint8Array) => createHash('sha256').update(data).digest('hex');
const hkdf = (key: Uint8Array, salt: Uint8Array | string, info: string) =>
  Buffer.from(hkdfSync('sha256', key, salt, info, 32));

export type Secret = { passphrase: string } | { recoveryKey: string };

export class VaultReader {
  readonly header: Header;
  readonly database: InstanceType<typeof Sqlcipher>;
  readonly publicKey: KeyObject;
  private readonly folder: string;
  private readonly master: Buffer;

  constructor(folder: string, secret: Secret) {
    this.folder = folder;
    const text = readFileSync(join(folder, 'vault.json'), 'utf8');
    this.header = JSON.parse(text) as Header;
    const { checksum, ...summed } = this.header;
    if (this.header.format !== 'proffer-vault' || this.header.version !== 1)
      throw new Error('not a vault of version 1');
    if (sha256(canonical(summed as unknown as Json)) !== checksum)
      throw new Error('the checksum of the header does not fit');
    this.master = this.unwrap(secret);
    const { mac, ...authenticated } = summed;
    const expected = createHmac('sha256', this.key('proffer/1/header')).update(
      canonical(authenticated as unknown as Json),
    );
    if (expected.digest('base64') !== mac) throw new Error('the MAC of the header does not fit');
    const seed = this.key('proffer/1/signing');
    const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
    this.publicKey = createPublicKey(createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }));
    this.database = new Sqlcipher(join(folder, 'vault.db'));
    this.database.pragma(`key = "x'${this.key('proffer/1/database').toString('hex')}'"`);
  }

  private unwrap(secret: Secret): Buffer {
    const by = 'passphrase' in secret ? 'passphrase' : 'recovery-key';
    const wrap = this.header.wraps.find((one) => one.by === by)!;
    const salt = Buffer.from(wrap.salt, 'base64');
    const { N, r, p } = this.header.kdf;
    const key =
      'passphrase' in secret
        ? scryptSync(Buffer.from(secret.passphrase.normalize('NFKC'), 'utf8'), salt, 32, {
            N,
            r,
            p,
            maxmem: 2 ** 31 - 1,
          })
        : hkdf(readRecoveryKey(secret.recoveryKey), salt, 'proffer/1/recovery-wrap');
    const sealed = Buffer.from(wrap.sealed, 'base64');
    const open = createDecipheriv('aes-256-gcm', key, Buffer.from(wrap.nonce, 'base64'));
    open.setAAD(Buffer.from(`proffer-vault/1/${this.header.vaultId}/${by}`, 'ascii'));
    open.setAuthTag(sealed.subarray(32));
    return Buffer.concat([open.update(sealed.subarray(0, 32)), open.final()]);
  }

  key(info: string): Buffer {
    return hkdf(this.master, Buffer.from(this.header.vaultId, 'ascii'), info);
  }

  rows(sql: string): Record<string, Value>[] {
    return this.database.prepare(sql).all() as Record<string, Value>[];
  }

  /** The bytes of a content, by its SHA-256. */
  content(hash: string): Buffer {
    const name = createHmac('sha256', this.key('proffer/1/evidence-names'))
      .update(Buffer.from(hash, 'hex'))
      .digest('hex');
    const file = readFileSync(join(this.folder, 'evidence', name.slice(0, 2), name));
    if (file[0] !== 40) throw new Error('the header of a content has 40 bytes');
    const key = hkdf(this.key('proffer/1/evidence'), file.subarray(1, 33), 'proffer evidence content 1');
    const segmentSize = 1_048_576;
    const parts: Buffer[] = [];
    for (let index = 0, start = 40; start < file.length; index++) {
      const end = Math.min((index + 1) * segmentSize, file.length);
      const number = Buffer.alloc(4);
      number.writeUInt32BE(index);
      const nonce = Buffer.concat([
        file.subarray(33, 40),
        number,
        Buffer.from([end === file.length ? 1 : 0]),
      ]);
      const open = createDecipheriv('aes-256-gcm', key, nonce);
      open.setAuthTag(file.subarray(end - 16, end));
      parts.push(open.update(file.subarray(start, end - 16)), open.final());
      start = end;
    }
    return Buffer.concat(parts);
  }

  /** Walks every chain as log.md describes. Empty = sound. */
  logProblems(): string[] {
    const problems: string[] = [];
    const last = new Map<string, { seq: number; hash: string }>();
    for (const entry of this.rows('SELECT * FROM change_log ORDER BY device_id, seq')) {
      const before = last.get(String(entry.device_id)) ?? { seq: 0, hash: '0'.repeat(64) };
      if (entry.seq !== before.seq + 1) problems.push(`${entry.seq} does not follow ${before.seq}`);
      if (entry.prev_hash !== before.hash) problems.push(`${entry.seq} is chained to another entry`);
      const plain = plainChanges(entry);
      if ((JSON.parse(plain.toString('utf8')) as unknown[]).length !== entry.change_count)
        problems.push(`${entry.seq}: changes`);
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
        changeCount: entry.change_count,
        changes: sha256(plain),
        prevHash: entry.prev_hash,
        ...(entry.batch_id === null ? {} : { batchId: entry.batch_id }),
      };
      if (sha256(canonical(facts as Json)) !== entry.hash)
        problems.push(`${entry.seq}: its hash does not fit`);
      last.set(String(entry.device_id), { seq: Number(entry.seq), hash: String(entry.hash) });
    }
    for (const head of this.rows('SELECT * FROM log_head')) {
      const end = last.get(String(head.device_id));
      if (head.seq !== end?.seq || head.hash !== end?.hash)
        problems.push('a head is not the end of its chain');
      const message = `proffer-log-head/1\n${this.header.vaultId}\n${head.device_id}\n${head.seq}\n${head.hash}\n`;
      if (!verify(null, Buffer.from(message), this.publicKey, Buffer.from(String(head.signature), 'base64')))
        problems.push('a head is not signed');
      last.delete(String(head.device_id));
    }
    for (const device of last.keys()) problems.push(`the chain ${device} has no head`);
    return problems;
  }

  /** Every row as the log left it: `table id` → columns. */
  replayed(): Map<string, Record<string, Value>> {
    const rows = new Map<string, Record<string, Value>>();
    for (const entry of this.rows('SELECT * FROM change_log ORDER BY rowid')) {
      type Change = [string, string, Record<string, Value> | null, Record<string, Value> | null];
      for (const [table, id, , after] of JSON.parse(plainChanges(entry).toString('utf8')) as Change[]) {
        const key = `${table} ${id}`;
        if (after === null) rows.delete(key);
        else rows.set(key, { ...rows.get(key), ...after });
      }
    }
    return rows;
  }

  close(): void {
    this.database.close();
  }
}

function plainChanges({ packed, changes }: Record<string, Value>): Buffer {
  if (packed === 0) return Buffer.from(changes as Uint8Array);
  if (packed === 1) return inflateRawSync(changes as Uint8Array);
  throw new Error(`packed is ${packed}`);
}

function readRecoveryKey(written: string): Buffer {
  const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  let bits = '';
  for (const digit of written.replaceAll('-', ''))
    bits += alphabet.indexOf(digit).toString(2).padStart(5, '0');
  const bytes = Buffer.from(bits.match(/.{8}/g)!.map((byte) => Number.parseInt(byte, 2)));
  const secret = bytes.subarray(0, 32);
  if (!createHash('sha256').update(secret).digest().subarray(0, 3).equals(bytes.subarray(32)))
    throw new Error('mistyped');
  return secret;
}
