import type { z } from 'zod';
import type { custodyEntry } from '../../shared/contract/evidence.ts';
import { ProfferError } from '../../shared/domain/errors.ts';
import { newId } from '../../shared/domain/ids.ts';
import type { CustodyAction } from '../../shared/domain/kinds.ts';
import type { Row, SqliteDatabase } from '../database/sqlite.ts';
import type { Author, Transaction } from '../log/writer.ts';
import { programName } from '../program.ts';
import { custodyHash, firstPrevHash } from './custody-chain.ts';

export type CustodyEntry = z.output<typeof custodyEntry>;

/** The reference a piece of evidence has in its case for life, whatever a court's own pattern makes of it. */
export const stableExhibit = (number: number): string => `E-${String(number).padStart(4, '0')}`;

export interface CustodyFacts {
  action: CustodyAction;
  purpose: string;
  at: string;
  zone: string;
  author: Author;
  details?: Record<string, string | number | boolean | null>;
}

/**
 * The entry that would come next in the custody of a piece of evidence, chained but not yet written: an export seals it
 * before it can be recorded. It goes into packages as it is, so neither
 * `purpose` nor `details` may name a person, a path or anything of the content.
 */
export function nextCustody(database: SqliteDatabase, evidenceId: string, facts: CustodyFacts): CustodyEntry {
  const { number, sha256 } = database
    .cached(
      'SELECT number, sha256 FROM evidence JOIN content ON content.id = content_id WHERE evidence.id = ?',
    )
    .get(evidenceId) as { number: number; sha256: string };
  return chained({ evidenceId, number, sha256 }, lastEntry(database, evidenceId), facts);
}

interface Piece {
  evidenceId: string;
  number: number;
  /** Hexadecimal. */
  sha256: string;
}

function chained(
  { evidenceId, number, sha256 }: Piece,
  last: { seq: number; hash: string } | undefined,
  facts: CustodyFacts,
): CustodyEntry {
  // In the order of `toCustodyEntry`: a seal writes entries as they come, and the same state gives the same bytes.
  const body = {
    evidenceId,
    seq: (last?.seq ?? 0) + 1,
    exhibit: stableExhibit(number),
    action: facts.action,
    at: facts.at,
    zone: facts.zone,
    actor: { ...facts.author },
    purpose: facts.purpose,
    tool: programName,
    sha256,
    details: facts.details ?? {},
    prevHash: last?.hash ?? firstPrevHash,
  };
  return { id: newId(), ...body, hash: custodyHash(body) };
}

/** @throws ProfferError `conflict` when the custody went on since the entry was chained. */
export function insertCustody(database: SqliteDatabase, transaction: Transaction, entry: CustodyEntry): void {
  if ((lastEntry(database, entry.evidenceId)?.hash ?? firstPrevHash) !== entry.prevHash) {
    throw new ProfferError(
      'conflict',
      'A piece of evidence was viewed or checked while it was being exported. Export again.',
      { evidenceId: entry.evidenceId },
    );
  }
  writeEntry(transaction, entry);
}

function writeEntry(transaction: Transaction, entry: CustodyEntry): void {
  transaction.insert('custody', {
    id: entry.id,
    evidence_id: entry.evidenceId,
    seq: entry.seq,
    exhibit: entry.exhibit,
    action: entry.action,
    at: entry.at,
    zone: entry.zone,
    person: entry.actor.person,
    organisation: entry.actor.organisation,
    author_key: entry.actor.key,
    purpose: entry.purpose,
    tool: entry.tool,
    sha256: entry.sha256,
    details: JSON.stringify(entry.details),
    prev_hash: entry.prevHash,
    hash: entry.hash,
  });
}

/** Begins the custody of a piece of evidence that this transaction takes in: there is nothing before it to look up. */
export function beginCustody(
  transaction: Transaction,
  piece: Piece,
  entry: Pick<CustodyFacts, 'action' | 'purpose' | 'details'>,
): void {
  const { at, zone, author } = transaction;
  writeEntry(transaction, chained(piece, undefined, { ...entry, at, zone, author }));
}

/** Adds one entry to the custody of a piece of evidence, chained to the one before. */
export function appendCustody(
  database: SqliteDatabase,
  transaction: Transaction,
  evidenceId: string,
  entry: Pick<CustodyFacts, 'action' | 'purpose' | 'details'>,
): void {
  const { at, zone, author } = transaction;
  insertCustody(database, transaction, nextCustody(database, evidenceId, { ...entry, at, zone, author }));
}

const lastEntry = (database: SqliteDatabase, evidenceId: string) =>
  database
    .cached('SELECT seq, hash FROM custody WHERE evidence_id = ? ORDER BY seq DESC LIMIT 1')
    .get(evidenceId) as { seq: number; hash: string } | undefined;

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
  exhibit: row.exhibit as string,
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
