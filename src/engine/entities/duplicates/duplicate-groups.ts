import type { z } from 'zod';
import type { duplicateGroup, duplicateKey } from '../../../shared/contract/duplicate-group.ts';
import type { CheckedInput, Output } from '../../../shared/contract/index.ts';
import { ProfferError } from '../../../shared/domain/errors.ts';
import { normaliseIdentifier } from '../../../shared/domain/identifiers/index.ts';
import { inList, selectPage } from '../../database/listing.ts';
import type { Row, SqliteDatabase } from '../../database/sqlite.ts';
import { entityColumns, toEntityRow } from '../entity-rows.ts';
import { SaidApart } from './said-apart.ts';

export type DuplicateKey = z.output<typeof duplicateKey>;
export type DuplicateGroup = z.output<typeof duplicateGroup>;

/** Rows of membership that hold: the record is there, and it or one that went into it still has what the group shares. */
const standing = `possible_duplicate member
  JOIN entity ON entity.id = member.entity_id AND entity.hidden_at IS NULL
  JOIN entity source ON source.id = member.source_id
    AND (source.id = entity.id OR source.merged_into IS NOT NULL)
    AND member.match = CASE member.basis WHEN 'email' THEN source.match_email WHEN 'phone' THEN source.match_phone ELSE source.normal END`;
const ofGroup =
  'member.case_id = @caseId AND member.kind = @kind AND member.basis = @basis AND member.match = @match';
const keyText = "member.kind || ':' || member.basis || ':' || member.match";

const textOf = ({ kind, basis, match }: Pick<DuplicateKey, 'kind' | 'basis' | 'match'>) =>
  `${kind}:${basis}:${match}`;

/** The groups of a case, each with how many records it has; `where` chooses among the rows of membership. */
const groups = (where: string, searching: boolean): string => `
  (SELECT kind, basis, match, count(*) AS members, min(display) AS first, max(display) AS last, count(DISTINCT normal) AS names,
     count(DISTINCT country) AS countries, count(put_off) AS put_off${searching ? ", group_concat(display, ' ') AS displays" : ''}
   FROM (SELECT DISTINCT member.kind, member.basis, member.match, entity.id, entity.display, entity.normal, entity.country, later.id AS put_off
     FROM ${standing} LEFT JOIN duplicate_later later ON later.case_id = member.case_id AND later.kind = member.kind
       AND later.basis = member.basis AND later.match = member.match AND later.entity_id = entity.id
     WHERE ${where})
   GROUP BY kind, basis, match HAVING count(*) > 1) AS member`;

const stateSql = `CASE WHEN ${keyText} IN (SELECT value FROM json_each(@decided)) THEN 'decided'
  WHEN put_off = members THEN 'later' ELSE 'open' END`;

/** `person:phone:+12025550123` of each group in which each pair was said to be different, there or elsewhere. */
function decidedGroups(database: SqliteDatabase, caseId: string): string {
  const said = SaidApart.inCase(database, caseId);
  if (said.nothing) return '[]';
  const rows = database
    .cached(`SELECT DISTINCT ${keyText} AS key, entity.id FROM ${standing} WHERE member.case_id = @caseId`)
    .all({ caseId }) as { key: string; id: string }[];
  const members = new Map<string, string[]>();
  for (const { key, id } of rows) {
    const known = members.get(key);
    if (known) known.push(id);
    else members.set(key, [id]);
  }
  return JSON.stringify([...members].filter(([, ids]) => said.isDecided(ids)).map(([key]) => key));
}

function toGroup(caseId: string, row: Row): DuplicateGroup {
  const { kind, basis, match } = row as Pick<DuplicateKey, 'kind' | 'basis' | 'match'>;
  const first = row.first as string;
  return {
    caseId,
    kind,
    basis,
    match,
    // A name and digits are shown as one of the records shows them: the normal form is folded.
    shown: basis === 'email' || basis === 'phone' ? normaliseIdentifier(basis, match).defanged : first,
    members: row.members as number,
    first,
    last: row.last as string,
    names: row.names as number,
    countries: row.countries as number,
    state: row.state as DuplicateGroup['state'],
  };
}

export function listGroups(
  database: SqliteDatabase,
  { caseId, state, bases, ...page }: CheckedInput<'duplicate.list'>,
): Output<'duplicate.list'> {
  const wanted = bases && inList('wanted', bases);
  const { rows, total } = selectPage(
    database,
    {
      from: groups('member.case_id = @caseId', page.search !== undefined),
      columns: `*, ${stateSql} AS state`,
      where: [
        ...(state ? [`${stateSql} = @state`] : []),
        ...(wanted ? [bases.length > 0 ? `basis IN ${wanted.sql}` : '0'] : []),
      ],
      parameters: {
        caseId,
        decided: decidedGroups(database, caseId),
        ...(state ? { state } : {}),
        ...wanted?.parameters,
      },
      sorts: { members: 'members', match: 'match', first: 'first COLLATE NOCASE' },
      defaultSort: 'members',
      defaultDirection: 'descending',
      searched: ['match', 'displays'],
      hiddenColumn: null,
      tieBreak: keyText,
    },
    page,
  );
  return { rows: rows.map((row) => toGroup(caseId, row)), total };
}

/** Ids of the records of a group, oldest first. */
export const membersOf = (database: SqliteDatabase, key: DuplicateKey): string[] =>
  database
    .prepare(
      `SELECT DISTINCT entity.id FROM ${standing} WHERE ${ofGroup} ORDER BY entity.created_at, entity.id`,
    )
    .pluck()
    .all(key) as string[];

/** @throws ProfferError `not-found` where fewer than two records share it (any more). */
export function readGroup(database: SqliteDatabase, key: DuplicateKey): DuplicateGroup {
  const { caseId } = key;
  const members = membersOf(database, key);
  const decided = SaidApart.among(database, caseId, members).isDecided(members);
  const row = database
    .prepare(`SELECT *, ${stateSql} AS state FROM ${groups(ofGroup, false)}`)
    .get({ ...key, decided: JSON.stringify(decided ? [textOf(key)] : []) }) as Row | undefined;
  if (!row)
    throw new ProfferError('not-found', 'No two records share this any more: there is nothing to decide.', {
      basis: key.basis,
    });
  return toGroup(caseId, row);
}

/** The groups an entity is one of in which something is to be decided of it. */
export function groupsOf(database: SqliteDatabase, entityId: string): DuplicateGroup[] {
  const keys = database
    .cached(
      `SELECT DISTINCT case_id AS caseId, kind, basis, match FROM possible_duplicate WHERE entity_id = ? ORDER BY basis, match LIMIT 50`,
    )
    .all(entityId) as DuplicateKey[];
  return keys.flatMap((key) => {
    const members = membersOf(database, key);
    if (members.length < 2 || !members.includes(entityId)) return [];
    const said = SaidApart.among(database, key.caseId, members);
    if (said.differentFrom(entityId, members).size === members.length - 1) return [];
    return [readGroup(database, key)];
  });
}

/** In which fields the records of a group differ: those that contradict each other first, then those only some have. */
export function differing(database: SqliteDatabase, key: DuplicateKey): Output<'duplicate.get'>['differing'] {
  const rows = database
    .prepare(`SELECT DISTINCT entity.id, entity.country, entity.fields FROM ${standing} WHERE ${ofGroup}`)
    .all(key) as { country: string | null; fields: string }[];
  const known = new Map<string, { values: Set<string>; records: number }>();
  for (const { country, fields } of rows) {
    const told = { ...(country === null ? {} : { country }), ...(JSON.parse(fields) as object) };
    for (const [field, value] of Object.entries(told)) {
      const entry = known.get(field) ?? { values: new Set(), records: 0 };
      entry.values.add(JSON.stringify(value));
      entry.records += 1;
      known.set(field, entry);
    }
  }
  return [...known]
    .map(([field, { values, records }]) => ({ field, values: values.size, missing: rows.length - records }))
    .filter(({ values, missing }) => values > 1 || missing > 0)
    .sort((a, b) => b.values - a.values || a.missing - b.missing || (a.field < b.field ? -1 : 1));
}

export function isSaidApart(database: SqliteDatabase, key: DuplicateKey): boolean {
  const members = membersOf(database, key);
  const said = SaidApart.among(database, key.caseId, members);
  return !said.nothing && members.some((id) => said.differentFrom(id, members).size > 0);
}

export function listMembers(
  database: SqliteDatabase,
  { caseId, kind, basis, match, ...page }: CheckedInput<'duplicate.members'>,
): Output<'duplicate.members'> {
  const key = { caseId, kind, basis, match };
  const { rows, total } = selectPage(
    database,
    {
      from: `(SELECT DISTINCT entity.* FROM ${standing} WHERE ${ofGroup}) AS entity`,
      columns: `${entityColumns}, (SELECT count(*) FROM support WHERE subject_id = entity.id) AS evidence_count`,
      where: [],
      parameters: key,
      sorts: {
        createdAt: 'created_at',
        display: 'display COLLATE NOCASE',
        country: 'country',
        eventCount: 'event_count',
      },
      defaultSort: 'createdAt',
      searched: ['display', 'normal', 'as_found', 'note', 'fields'],
      hiddenColumn: null,
      tieBreak: 'entity.id',
    },
    page,
  );
  const members = membersOf(database, key);
  const said = SaidApart.among(database, caseId, members);
  return {
    rows: rows.map((row) => ({
      ...toEntityRow(row),
      fields: JSON.parse(row.fields as string),
      createdAt: row.created_at as string,
      evidenceCount: row.evidence_count as number,
      apart: said.differentFrom(row.id as string, members).size,
    })),
    total,
  };
}
