import type { z } from 'zod';
import type { CheckedInput } from '../../shared/contract/index.ts';
import type { match, matchedEntity } from '../../shared/contract/match.ts';
import type { Row, SqliteDatabase, SqlValue } from '../database/sqlite.ts';

export type Match = z.output<typeof match>;
export type MatchedEntity = z.output<typeof matchedEntity>;

/** Others told with each line of a list. */
const mostTold = 10;
const mostOfEntity = 500;

/**
 * Whether a record's normal form says what it is: it passed its checks, or has an international form although no numbering plan
 * has it, which is what shown numbers that were made up look like.
 */
const comparable = `(own.checked = 'valid' OR (own.kind = 'phone' AND own.normal LIKE '+%')
  OR (own.checked = 'unchecked' AND own.kind <> 'phone'))`;

/**
 * Pairs of a record of `own` and the same thing in another visible case, by indexes over the normal forms. Nothing is kept: what was
 * edited, hidden or merged a moment ago is taken into account. CROSS JOIN has SQLite go from `own` to the others, and not through all.
 */
const pairs = `
  SELECT own.id AS own_id, other.id AS other_id, other.case_id,
    CASE WHEN own.kind IN ('person', 'organisation') THEN 2 ELSE 0 END AS basis
  FROM own CROSS JOIN entity other ON other.kind = own.kind AND other.normal = own.normal WHERE ${comparable}
  UNION ALL SELECT own.id, other.id, other.case_id, 1 FROM own CROSS JOIN entity other ON other.match_phone = own.match_phone
  UNION ALL SELECT own.id, other.id, other.case_id, 1 FROM own CROSS JOIN entity other ON other.match_email = own.match_email
  UNION ALL SELECT own.id, other.id, other.case_id, 1 FROM own CROSS JOIN entity other ON other.kind = 'phone' AND other.normal = own.match_phone
  UNION ALL SELECT own.id, other.id, other.case_id, 1 FROM own CROSS JOIN entity other ON other.kind = 'email' AND other.normal = own.match_email
  UNION ALL SELECT own.id, other.id, other.case_id, 1 FROM own CROSS JOIN entity other ON other.match_phone = own.normal WHERE own.kind = 'phone'
  UNION ALL SELECT own.id, other.id, other.case_id, 1 FROM own CROSS JOIN entity other ON other.match_email = own.normal WHERE own.kind = 'email'`;

const visiblePairs = (own: string): string => `
  WITH own AS MATERIALIZED (${own} AND entity.hidden_at IS NULL),
    pair AS (${pairs}),
    visible AS (
      SELECT pair.own_id, pair.other_id, pair.case_id, min(pair.basis) AS basis FROM pair
      CROSS JOIN own ON own.id = pair.own_id CROSS JOIN entity other ON other.id = pair.other_id
      CROSS JOIN cases ON cases.id = pair.case_id
      WHERE pair.case_id <> own.case_id AND other.hidden_at IS NULL AND cases.hidden_at IS NULL
      GROUP BY pair.own_id, pair.other_id
    )`;

const bases = ['identifier', 'contact', 'name'] as const;
const rolesOf = (id: string): string =>
  `(SELECT group_concat(role, ',') FROM (SELECT role FROM entity_role WHERE entity_id = ${id} ORDER BY role))`;
const toRoles = (roles: SqlValue | undefined): Match['roles'] =>
  typeof roles === 'string' ? (roles.split(',') as Match['roles']) : [];

/** One page of what a case has in common with others. */
export function listMatches(
  database: SqliteDatabase,
  {
    caseId,
    bases: wanted,
    kinds,
    search,
    sort = 'caseCount',
    direction,
    offset,
    limit,
  }: CheckedInput<'match.list'>,
): { rows: Match[]; total: number } {
  const where = ['1'];
  const parameters: SqlValue[] = [caseId];
  if (wanted) {
    where.push(`basis IN (${wanted.map(() => '?').join(', ')})`);
    parameters.push(...wanted.map((basis) => bases.indexOf(basis)));
  }
  if (kinds) {
    where.push(`entity.kind IN (${kinds.map(() => '?').join(', ')})`);
    parameters.push(...kinds);
  }
  if (search) {
    where.push(`(entity.display LIKE ? ESCAPE '\\' OR entity.normal LIKE ? ESCAPE '\\')`);
    const pattern = `%${search.replace(/[\\%_]/g, (mark) => `\\${mark}`)}%`;
    parameters.push(pattern, pattern);
  }
  const order = { caseCount: 'case_count', display: 'entity.display COLLATE NOCASE', kind: 'entity.kind' }[
    sort
  ];
  const way =
    (direction ?? (sort === 'caseCount' ? 'descending' : 'ascending')) === 'ascending' ? 'ASC' : 'DESC';
  const rows = database
    .prepare(
      `${visiblePairs('SELECT * FROM entity WHERE case_id = ?')}
       SELECT entity.id, entity.kind, entity.display, ${rolesOf('entity.id')} AS roles, line.basis, case_count, count(*) OVER () AS total
       FROM (SELECT own_id, min(basis) AS basis, count(DISTINCT case_id) AS case_count FROM visible GROUP BY own_id) line
       JOIN entity ON entity.id = line.own_id WHERE ${where.join(' AND ')}
       ORDER BY ${order} ${way}, line.basis, entity.display, entity.id LIMIT ? OFFSET ?`,
    )
    .all([...parameters, limit, offset]) as Row[];
  const total = (rows[0]?.total as number | undefined) ?? 0;
  return {
    rows: rows.map((row) => ({
      entityId: row.id as string,
      kind: row.kind as Match['kind'],
      display: row.display as string,
      roles: toRoles(row.roles),
      basis: bases[row.basis as number]!,
      caseCount: row.case_count as number,
      others: matchesOf(database, row.id as string, mostTold),
    })),
    total,
  };
}

/** Where else an entity is known, the surest first. */
export function matchesOf(database: SqliteDatabase, entityId: string, most = mostOfEntity): MatchedEntity[] {
  const rows = database
    .cached(
      `${visiblePairs('SELECT * FROM entity WHERE id = ?')}
       SELECT entity.id, entity.case_id, reference, title, entity.kind, entity.display, basis, ${rolesOf('entity.id')} AS roles
       FROM visible JOIN entity ON entity.id = other_id JOIN cases ON cases.id = entity.case_id
       ORDER BY basis, reference, entity.display, entity.id LIMIT ?`,
    )
    .all(entityId, most) as Row[];
  return rows.map((row) => ({
    entityId: row.id as string,
    caseId: row.case_id as string,
    caseReference: row.reference as string,
    caseTitle: row.title as string,
    kind: row.kind as MatchedEntity['kind'],
    display: row.display as string,
    roles: toRoles(row.roles),
    basis: bases[row.basis as number]!,
  }));
}
