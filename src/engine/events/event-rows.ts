import type { z } from 'zod';
import type { eventRecord, eventRow } from '../../shared/contract/event.ts';
import { ProfferError } from '../../shared/domain/errors.ts';
import type { Row, SqliteDatabase } from '../database/sqlite.ts';
import { supportingEvidence } from '../evidence/support.ts';
import { parseWhen } from '../when.ts';

export type EventRow = z.output<typeof eventRow>;
export type EventRecord = z.output<typeof eventRecord>;

export const eventColumns = `event.*, (SELECT count(*) FROM support WHERE kind = 'event' AND subject_id = event.id) AS evidence_count`;

export function toEventRow(database: SqliteDatabase, row: Row): EventRow {
  return {
    id: row.id as string,
    caseId: row.case_id as string,
    kind: row.kind as EventRow['kind'],
    title: row.title as string,
    when: parseWhen(row.when_json)!,
    marking: row.marking as EventRow['marking'],
    participants: database
      .prepare(
        `SELECT entity_id AS entityId, part, kind, display FROM event_participant
         JOIN entity ON entity.id = entity_id WHERE event_id = ? ORDER BY part, display, entity_id`,
      )
      .all(row.id) as EventRow['participants'],
    evidenceCount: row.evidence_count as number,
    hidden: row.hidden_at !== null,
  };
}

/** @throws ProfferError `not-found`. */
export function readEvent(database: SqliteDatabase, id: string): EventRecord {
  const row = database.prepare(`SELECT ${eventColumns} FROM event WHERE id = ?`).get(id) as Row | undefined;
  if (!row) throw new ProfferError('not-found', 'This event is not in the vault.', { id });
  return {
    ...toEventRow(database, row),
    description: row.description as string,
    learnt: parseWhen(row.learnt_json),
    createdAt: row.created_at as string,
    changedAt: row.changed_at as string,
    evidence: supportingEvidence(database, 'event', id),
  };
}
