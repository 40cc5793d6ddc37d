import { type KeyObject, verify } from 'node:crypto';
import type { SqliteDatabase } from '../database/sqlite.ts';
import { headMessage } from './entry.ts';
import type { OuterHead } from './outer-head.ts';

/**
 * What is wrong with the end of a chain, in words; null when new entries may follow it. An entry that followed a forged
 * end would be signed with it, and the forgery could never be told again.
 */
export function chainEndTrouble(
  database: SqliteDatabase,
  chain: { vaultId: string; deviceId: string; publicKey: KeyObject; outerHead: OuterHead | null },
): string | null {
  const head = database
    .prepare('SELECT seq, hash, signature FROM log_head WHERE device_id = ?')
    .get(chain.deviceId) as { seq: number; hash: string; signature: string } | undefined;
  if (!head) return 'its signed head is missing';
  const message = headMessage(chain.vaultId, chain.deviceId, head.seq, head.hash);
  if (!verify(null, message, chain.publicKey, Buffer.from(head.signature, 'base64')))
    return `the signature of its head, entry ${head.seq}, does not fit`;
  const last = database
    .prepare('SELECT seq, hash FROM change_log WHERE device_id = ? ORDER BY seq DESC LIMIT 1')
    .get(chain.deviceId) as { seq: number; hash: string } | undefined;
  if (last?.seq !== head.seq || last.hash !== head.hash)
    return `its signed head is entry ${head.seq}, but its last entry is ${last ? `number ${last.seq}` : 'missing'}`;
  const outer = chain.outerHead;
  if (outer && outer.deviceId === chain.deviceId && outer.seq > head.seq)
    return `it ends at entry ${head.seq}, but stood at ${outer.seq} when the vault was last closed: the database was put back to an older state`;
  return null;
}
