import type { EntityKind } from '../../shared/domain/kinds.ts';
import type { SqliteDatabase } from '../database/sqlite.ts';
import type { Transaction } from '../log/writer.ts';
import { noteDuplicates } from './duplicates/note-duplicates.ts';
import type { EntityRecord } from './entity-rows.ts';
import { findTwin } from './find-twin.ts';
import { type Match, matchContacts } from './match-contacts.ts';

interface Contacts extends Match {
  id: string;
  caseId: string;
  kind: EntityKind;
  normal: string;
  checked: EntityRecord['checked'];
  country: string | null;
  fields: string;
}

const columns =
  'id, case_id AS caseId, kind, normal, checked, country, fields, match_email, match_phone FROM entity';

/** Those whose number may be read otherwise once other countries are declared for their case; hidden ones may be shown again. */
export const dependOnCase = (database: SqliteDatabase, caseId: string): string[] =>
  database
    .prepare(
      `SELECT id FROM entity WHERE case_id = ? AND kind IN ('person', 'organisation', 'place')
         AND country IS NULL AND fields ->> 'phone' <> ''`,
    )
    .pluck()
    .all(caseId) as string[];

/** Reads the contacts of a record anew; where they are others now, lays beside it whom it may be the same as. */
export function rematch(database: SqliteDatabase, transaction: Transaction, id: string): void {
  const record = database.cached(`SELECT ${columns} WHERE id = ?`).get(id) as Contacts | undefined;
  if (!record) return;
  const match = matchContacts(database, record, JSON.parse(record.fields) as EntityRecord['fields']);
  if (transaction.update('entity', id, { ...match })) noteTwins(database, transaction, id);
}

/** Lays a record before a person together with those it may be the same as, as it is now. */
export function noteTwins(database: SqliteDatabase, transaction: Transaction, id: string): void {
  const record = database.cached(`SELECT ${columns} WHERE id = ? AND hidden_at IS NULL`).get(id) as
    | Contacts
    | undefined;
  if (!record) return;
  const { caseId, kind, normal, country, checked } = record;
  const { maybe } = findTwin(database, null, {
    found: { caseId, kind, value: normal, country, evidenceId: null, because: null },
    identifier: { kind, normal, checked },
    fields: JSON.parse(record.fields) as EntityRecord['fields'],
    match: record,
    self: id,
  });
  noteDuplicates(database, transaction, { caseId, kind, id }, maybe);
}
