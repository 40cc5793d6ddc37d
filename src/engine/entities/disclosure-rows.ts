import type { z } from 'zod';
import type { disclosureRow } from '../../shared/contract/disclosure.ts';
import { ProfferError } from '../../shared/domain/errors.ts';
import type { Row, SqliteDatabase } from '../database/sqlite.ts';
import { supportingEvidence } from '../evidence/support.ts';
import { parseWhen } from '../when.ts';

export type DisclosureRow = z.output<typeof disclosureRow>;

export const toDisclosure = (database: SqliteDatabase, row: Row): DisclosureRow => ({
  id: row.id as string,
  referralId: null,
  entityId: row.entity_id as string,
  recipient: row.recipient as string,
  what: row.what as string,
  basis: row.basis as string,
  when: parseWhen(row.when_json),
  at: row.earliest as number | null,
  note: row.note as string,
  evidence: supportingEvidence(database, 'disclosure', row.id as string),
  hidden: row.hidden_at !== null,
  createdAt: row.created_at as string,
});

/** @throws ProfferError `not-found`. */
export function readDisclosure(database: SqliteDatabase, id: string): DisclosureRow & { caseId: string } {
  const row = database.prepare('SELECT * FROM disclosure WHERE id = ?').get(id) as Row | undefined;
  if (!row) throw new ProfferError('not-found', 'This disclosure is not in the vault.', { id });
  return { ...toDisclosure(database, row), caseId: row.case_id as string };
}

/**
 * What the sealed referrals of the case disclosed of its victims while this one was on record. A referral keeps what it told of
 * victims as a whole; it says so.
 */
export function referralDisclosures(
  database: SqliteDatabase,
  entity: { id: string; caseId: string; createdAt: string; roles: readonly string[] },
): DisclosureRow[] {
  if (!entity.roles.includes('victim')) return [];
  const rows = database
    .prepare(
      `SELECT id, agency_name, version, package_name, sealed_at, disclosures FROM referral
       WHERE case_id = ? AND hidden_at IS NULL AND sealed_at >= ? ORDER BY sealed_at`,
    )
    .all(entity.caseId, entity.createdAt) as Row[];
  return rows.map((row) => {
    const told = JSON.parse(row.disclosures as string) as {
      category: string;
      action: string;
      reason: string;
    }[];
    return {
      id: null,
      referralId: row.id as string,
      entityId: entity.id,
      recipient: row.agency_name as string,
      what: told
        .filter(({ category }) => category.startsWith('Victims'))
        .map(({ category, reason }) => `${category}: ${reason}`)
        .join('\n'),
      basis: `Referral, version ${row.version}`,
      when: null,
      at: Date.parse(row.sealed_at as string),
      note: `Sealed package ${row.package_name}; told of all victims it holds.`,
      evidence: [],
      hidden: false,
      createdAt: row.sealed_at as string,
    };
  });
}
