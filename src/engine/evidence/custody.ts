import type { z } from 'zod';
import type { custodyEntry } from '../../shared/contract/evidence.ts';
import { newId } from '../../shared/domain/ids.ts';
import type { CustodyAction } from '../../shared/domain/kinds.ts';
import type { Transaction } from '../log/writer.ts';
import { programName } from '../program.ts';
import { custodyHash, firstPrevHash } from '../referral/bag/custody-chain.ts';
import type { Row, SqliteDatabase } from '../vault/sqlite.ts';

export type CustodyEntry = z.output<typeof custodyEntry>;

/** The reference a piece of evidence has in its case for life, whatever a court's own pattern makes of it. */
export const stableExhibit = (number: number): string => `E-${String(number).padStart(4, '0')}`;

/**
 * Adds one entry to the custody of a piece of evidence, chained to the one before. The entry goes into packages as
 * it is, so neither `purpose` nor `details` may name a person, a path or anything of the content.
 */
export function appendCustody(
  database: SqliteDatabase,
  transaction: Transaction,
  evidenceId: string,
  entry: {
    action: CustodyAction;
    purpose: string;
    details?: Record<string, string | number | boolean | null>;
  },
): string {
  const { number, sha256 } = database
    .cached(
      'SELECT number, sha256 FROM evidence JOIN content ON content.id = content_id WHERE evidence.id = ?',
    )
    .get(evidenceId) as { number: number; sha256: string };
  const last = database
    .cached('SELECT seq, hash FROM custody WHERE evidence_id = ? ORDER BY seq DESC LIMIT 1')
    .get(evidenceId) as { seq: number; hash: string } | undefined;
  const body = {
    seq: (last?.seq ?? 0) + 1,
    evidenceId,
    exhibit: stableExhibit(number),
    action: entry.action,
    at: transaction.at,
    zone: transaction.zone,
    actor: { ...transaction.author },
    purpose: entry.purpose,
    tool: programName,
    sha256,
    details: entry.details ?? {},
    prevHash: last?.hash ?? firstPrevHash,
  };
  const id = newId();
  transaction.insert('custody', {
    id,
    evidence_id: evidenceId,
    seq: body.seq,
    action: body.action,
    at: body.at,
    zone: body.zone,
    person: body.actor.person,
    organisation: body.actor.organisation,
    author_key: body.actor.key,
    purpose: body.purpose,
    tool: body.tool,
    sha256: body.sha256,
    details: JSON.stringify(body.details),
    prev_hash: body.prevHash,
    hash: custodyHash(body),
  });
  return id;
}

export function readCustody(database: SqliteDatabase, evidenceId: string): CustodyEntry[] {
  const rows = database
    .prepare('SELECT * FROM custody WHERE evidence_id = ? ORDER BY seq')
    .all(evidenceId) as Row[];
  return rows.map(toCustodyEntry);
}

export const toCustodyEntry = (row: Row): CustodyEntry => ({
  id: row.id as string,
  evidenceId: row.evidence_id as string,
  seq: row.seq as number,
  action: row.action as CustodyEntry['action'],
  at: row.at as string,
  zone: row.zone as string,
  actor: {
    person: row.person as string,
    organisation: row.organisation as string,
    key: row.author_key as string,
  },
  purpose: row.purpose as string,
  tool: row.tool as string,
  sha256: row.sha256 as string,
  details: JSON.parse(row.details as string),
  prevHash: row.prev_hash as string,
  hash: row.hash as string,
});
