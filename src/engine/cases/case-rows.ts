import type { z } from 'zod';
import type { caseRecord } from '../../shared/contract/case.ts';
import { ProfferError } from '../../shared/domain/errors.ts';
import type { Row, SqliteDatabase } from '../database/sqlite.ts';

export type CaseRecord = z.output<typeof caseRecord>;

/** @throws ProfferError `not-found`. */
export function readCase(database: SqliteDatabase, id: string): CaseRecord {
  const row = database.prepare('SELECT * FROM cases WHERE id = ?').get(id) as Row | undefined;
  if (!row) throw new ProfferError('not-found', 'This case is not in the vault.', { id });
  return toCase(row);
}

/** @throws ProfferError `conflict` when the case is closed: its state is what was referred. */
export function requireOpenCase(database: SqliteDatabase, id: string): CaseRecord {
  const record = readCase(database, id);
  if (record.status === 'closed') {
    throw new ProfferError(
      'conflict',
      `Case ${record.reference} is closed. Set its status to open before changing what it holds.`,
      { caseId: id },
    );
  }
  return record;
}

/** One text without a country, as it was kept at first, stays: for whom it is, a person has to say. */
export function toNexus(stored: string): CaseRecord['nexus'] {
  if (stored === '') return [];
  return stored.startsWith('[') ? JSON.parse(stored) : [{ recipient: '', text: stored }];
}

export function toCase(row: Row): CaseRecord {
  return {
    id: row.id as string,
    reference: row.reference as string,
    title: row.title as string,
    scheme: row.scheme as CaseRecord['scheme'],
    status: row.status as CaseRecord['status'],
    narrative: row.narrative as string,
    nexus: toNexus(row.nexus as string),
    lead: row.lead as string,
    marking: row.marking as CaseRecord['marking'],
    organisations: JSON.parse(row.organisations as string),
    createdAt: row.created_at as string,
    changedAt: row.changed_at as string,
    hidden: row.hidden_at !== null,
  };
}
