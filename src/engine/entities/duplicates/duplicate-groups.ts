import type { z } from 'zod';
import type { duplicateGroup, duplicateKey } from '../../../shared/contract/duplicate-group.ts';
import type { CheckedInput, Output } from '../../../shared/contract/index.ts';
import { ProfferError } from '../../../shared/domain/errors.ts';
import { normaliseIdentifier } from '../../../shared/domain/identifiers/index.ts';
import { inList, selectPage } from '../../database/listing.ts';
import type { Row, SqliteDatabase } from '../../database/sqlite.ts';
import { entityColumns, eventCount, toEntityRow } from '../entity-rows.ts';
import { freshenSights } from '../fresh-sights.ts';
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
interface Member {
  id: string;
  display: string;
  normal: string;
  country: string | null;
  putOff: 0 | 1;
}

/** The records of a group with what a list tells of them, oldest first. */
const readMembers = (database: SqliteDatabase, key: DuplicateKey): Member[] =>
  database
    .cached(
      `SELECT DISTINCT entity.id, entity.display, entity.normal, entity.country,
         EXISTS (SELECT 1 FROM duplicate_later later WHERE later.case_id = member.case_id AND later.kind = member.kind
           AND later.basis = member.basis AND later.match = member.match AND later.entity_id = entity.id) AS putOff
       FROM ${standing} WHERE ${ofGroup} ORDER BY entity.created_at, entity.id`,
    )
    .all(key) as Member[];

/** A group as its records stand, in one reading of them; fewer than two are none any more. */
export interface GroupAsItIs extends DuplicateGroup {
  ids: string[];
  said: SaidApart;
}

export function lookAtGroup(database: SqliteDatabase, key: DuplicateKey): GroupAsItIs {
  const { caseId, kind, basis, match } = key;
  const members = readMembers(database, key);
  const ids = members.map(({ id }) => id);
  const said = SaidApart.among(database, caseId, ids);
  const names = members.map(({ display }) => display).sort();
  const first = names[0] ?? '';
  const putOff = members.every((one) => one.putOff === 1);
  return {
    caseId,
    kind,
    basis,
    match,
    shown: shownOf(basis, match, first),
    members: members.length,
    first,
    last: names.at(-1) ?? '',
    names: new Set(members.map(({ normal }) => normal)).size,
    countries: new Set(members.flatMap(({ country }) => country ?? [])).size,
    state: said.isDecided(ids) ? 'decided' : putOff ? 'later' : 'open',
    ids,
    said,
  };
}

/** A name and digits are shown as one of the records shows them: the normal form is folded. */
const shownOf = (basis: DuplicateKey['basis'], match: string, first: string): string =>
  basis === 'email' || basis === 'phone' ? normaliseIdentifier(basis, match).defanged : first;

const plain = ({ ids: _ids, said: _said, ...group }: GroupAsItIs): DuplicateGroup => group;

/** One page of the groups of a case, whose rows stand ready; call `freshenGroups` before. */
export function listGroups(
  database: SqliteDatabase,
  { caseId, state, bases, ...page }: CheckedInput<'duplicate.list'>,
): Output<'duplicate.list'> {
  const wanted = bases && inList('wanted', bases);
  const { rows, total } = selectPage(
    database,
    {
      from: 'duplicate_group',
      columns: '*',
      where: [
        'duplicate_group.case_id = @caseId',
        'members > 1',
        ...(state ? ['state = @state'] : []),
        ...(wanted ? [bases.length > 0 ? `basis IN ${wanted.sql}` : '0'] : []),
      ],
      parameters: { caseId, ...(state ? { state } : {}), ...wanted?.parameters },
      sorts: { members: 'members', match: 'match', first: 'first COLLATE NOCASE' },
      defaultSort: 'members',
      defaultDirection: 'descending',
      searched: ['match', namesOfGroup],
      hiddenColumn: null,
      tieBreak: "duplicate_group.kind || ':' || basis || ':' || match",
    },
    page,
  );
  return { rows: rows.map(toGroup), total };
}

/** All names in a group, for a search alone. */
const namesOfGroup = `(SELECT group_concat(entity.display, ' ') FROM ${standing} WHERE member.case_id = duplicate_group.case_id
  AND member.kind = duplicate_group.kind AND member.basis = duplicate_group.basis AND member.match = duplicate_group.match)`;

function toGroup(row: Row): DuplicateGroup {
  const { kind, basis, match, state } = row as Pick<DuplicateGroup, 'kind' | 'basis' | 'match' | 'state'>;
  const first = row.first as string;
  return {
    caseId: row.case_id as string,
    kind,
    basis,
    match,
    shown: shownOf(basis, match, first),
    members: row.members as number,
    first,
    last: row.last as string,
    names: row.names as number,
    countries: row.countries as number,
    state,
  };
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
export function requireGroup(database: SqliteDatabase, key: DuplicateKey): GroupAsItIs {
  const group = lookAtGroup(database, key);
  if (group.members < 2)
    throw new ProfferError('not-found', 'No two records share this any more: there is nothing to decide.', {
      basis: key.basis,
    });
  return group;
}

/** @throws ProfferError `not-found` where fewer than two records share it (any more). */
export const readGroup = (database: SqliteDatabase, key: DuplicateKey): DuplicateGroup =>
  plain(requireGroup(database, key));

/** The groups an entity is one of in which something is to be decided of it. */
export function groupsOf(database: SqliteDatabase, entityId: string): DuplicateGroup[] {
  const keys = database
    .cached(
      `SELECT DISTINCT case_id AS caseId, kind, basis, match FROM possible_duplicate WHERE entity_id = ? ORDER BY basis, match LIMIT 50`,
    )
    .all(entityId) as DuplicateKey[];
  return keys.flatMap((key) => {
    const group = lookAtGroup(database, key);
    if (group.members < 2 || !group.ids.includes(entityId)) return [];
    if (group.said.differentFrom(entityId, group.ids).size === group.members - 1) return [];
    return [plain(group)];
  });
}

/** A group with whether some of its records were said to be different before, and in which fields they differ. */
export function showGroup(database: SqliteDatabase, key: DuplicateKey): Output<'duplicate.get'> {
  const group = requireGroup(database, key);
  const { ids, said } = group;
  return {
    ...plain(group),
    saidApart: !said.nothing && ids.some((id) => said.differentFrom(id, ids).size > 0),
    differing: differing(database, key),
  };
}

/** In which fields the records of a group differ: those that contradict each other first, then those only some have. */
function differing(database: SqliteDatabase, key: DuplicateKey): Output<'duplicate.get'>['differing'] {
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

export function listMembers(
  database: SqliteDatabase,
  { caseId, kind, basis, match, ...page }: CheckedInput<'duplicate.members'>,
): Output<'duplicate.members'> {
  freshenSights(database);
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
        eventCount,
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
