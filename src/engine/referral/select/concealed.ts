import type { Row, SqliteDatabase } from '../../database/sqlite.ts';
import type { ConcealedValue, DraftEntity } from '../redact/draft.ts';
import { released } from './released.ts';

const actorRoles = new Set(['suspect', 'money-mule', 'call-centre']);

/**
 * What the case knows of those who are not in a referral at all: kept back by their marking, or hidden persons who are no
 * actors. A record that is disclosed may still name them in its text, and they are as protected there as anyone.
 */
export function concealedValues(
  database: SqliteDatabase,
  caseId: string,
  shown: readonly DraftEntity[],
): ConcealedValue[] {
  const rows = database
    .prepare(
      `SELECT kind, as_found, normal, fields, ${released} AS released,
         (SELECT group_concat(role, ',') FROM entity_role WHERE entity_id = entity.id) AS roles
       FROM entity WHERE case_id = ? AND (hidden_at IS NOT NULL OR NOT (${released})) ORDER BY id`,
    )
    .all(caseId) as Row[];
  // A duplicate that was hidden does not conceal the record that stayed.
  const known = new Set(shown.flatMap(({ asFound, normal }) => [asFound, normal]));
  return rows
    .filter((row) => row.released === 0 || isProtectedPerson(row))
    .filter((row) => !known.has(row.as_found as string) && !known.has(row.normal as string))
    .flatMap(valuesOf);
}

function isProtectedPerson({ kind, roles }: Row): boolean {
  const given = roles === null ? [] : String(roles).split(',');
  return kind === 'person' && !given.some((role) => actorRoles.has(role));
}

function valuesOf(row: Row): ConcealedValue[] {
  const fields = JSON.parse(row.fields as string) as Record<string, unknown>;
  const text = (name: string) => (typeof fields[name] === 'string' ? fields[name] : '');
  const nameKind = row.kind === 'person' ? 'name' : 'phrase';
  const aliases = Array.isArray(fields.aliases) ? (fields.aliases as string[]) : [];
  const own: ConcealedValue[] =
    row.kind === 'person' || row.kind === 'organisation'
      ? [row.as_found as string, ...aliases].map((value) => ({ kind: nameKind, value }))
      : [row.as_found as string, row.normal as string].map((value) => ({
          kind: row.kind === 'email' ? 'email' : 'code',
          value,
        }));
  const contact: ConcealedValue[] = [
    { kind: 'code', value: text('phone') },
    { kind: 'email', value: text('email') },
    { kind: 'phrase', value: text('address') },
    { kind: 'place', value: row.kind === 'person' ? text('city') : '' },
  ];
  return [...own, ...contact].filter(({ value }) => value !== '');
}
