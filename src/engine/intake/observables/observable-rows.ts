import type { z } from 'zod';
import type { CheckedInput } from '../../../shared/contract/index.ts';
import type { observableRow } from '../../../shared/contract/observable.ts';
import { ProfferError } from '../../../shared/domain/errors.ts';
import { inList, selectPage } from '../../database/listing.ts';
import { rememberedOf } from '../../database/remembered.ts';
import type { Row, SqliteDatabase, SqlValue } from '../../database/sqlite.ts';
import { notRepeated } from './same-content.ts';

export type ObservableRow = z.output<typeof observableRow>;
export type Selection = NonNullable<CheckedInput<'observable.decide'>['all']> & { caseId: string };

const tables = `observable LEFT JOIN observable_decision decision
  ON decision.case_id = observable.case_id AND decision.kind = observable.kind AND decision.normal = observable.normal`;

/** A person's word comes before a rule. */
export const stateColumn = `coalesce(decision.state, CASE WHEN observable.ignored_by IS NULL THEN 'open' ELSE 'ignored' END)`;

/** See `doubtful` in the contract. */
const isDoubtful = `(observable.checked = 'invalid' OR observable.problems <> '[]')`;

const visiblePlaces = `observable_place place JOIN evidence ON evidence.id = place.evidence_id
  WHERE place.observable_id = observable.id AND evidence.hidden_at IS NULL`;

const placeCount = `(SELECT sum(place.count) FROM ${visiblePlaces} AND ${notRepeated})`;
const evidenceCount = `(SELECT count(DISTINCT place.evidence_id) FROM ${visiblePlaces} AND ${notRepeated})`;
const columns = `observable.*, ${stateColumn} AS state, decision.entity_id AS entity_id,
  ${placeCount} AS count,
  ${evidenceCount} AS evidence_count,
  (SELECT json_object('evidenceId', evidence.id, 'number', evidence.number, 'name', evidence.name, 'page', place.page,
     'asFound', place.as_found) FROM ${visiblePlaces} ORDER BY evidence.number, place.page LIMIT 1) AS first`;

const hidesEvidence = (database: SqliteDatabase, caseId: string): boolean =>
  rememberedOf(database).recall(
    'logged',
    `evidence hidden in ${caseId}`,
    () =>
      database
        .prepare('SELECT EXISTS (SELECT 1 FROM evidence WHERE case_id = ? AND hidden_at IS NOT NULL)')
        .pluck()
        .get(caseId) === 1,
  );

/** The conditions of a selection. Things of which all evidence is hidden are out of sight with it. */
function conditions(
  database: SqliteDatabase,
  selection: Selection,
): { where: string[]; parameters: Record<string, SqlValue> } {
  const where = [
    'observable.case_id = @caseId',
    // Looking for the evidence of each of 200,000 finds takes most of the time, and usually none is hidden.
    hidesEvidence(database, selection.caseId)
      ? `EXISTS (SELECT 1 FROM ${visiblePlaces})`
      : 'EXISTS (SELECT 1 FROM observable_place WHERE observable_id = observable.id)',
    ...(selection.evidenceId
      ? [
          `observable.id IN (SELECT observable_id FROM observable_place JOIN evidence ON evidence.id = evidence_id
             WHERE evidence_id = @evidenceId AND hidden_at IS NULL)`,
        ]
      : []),
  ];
  const parameters: Record<string, SqlValue> = { caseId: selection.caseId };
  if (selection.evidenceId) parameters.evidenceId = selection.evidenceId;
  if (selection.kinds) {
    const list = inList('kind', selection.kinds);
    where.push(selection.kinds.length > 0 ? `observable.kind IN ${list.sql}` : '0');
    Object.assign(parameters, list.parameters);
  }
  const states = inList('state', selection.states);
  where.push(selection.states.length > 0 ? `${stateColumn} IN ${states.sql}` : '0');
  Object.assign(parameters, states.parameters);
  if (selection.validOnly) where.push("observable.checked = 'valid'");
  if (selection.doubtful !== 'with')
    where.push(`${selection.doubtful === 'only' ? '' : 'NOT '}${isDoubtful}`);
  return { where, parameters };
}

export function listObservables(
  database: SqliteDatabase,
  input: CheckedInput<'observable.list'>,
): { rows: ObservableRow[]; total: number } {
  const { rows, total } = selectPage(
    database,
    {
      from: tables,
      key: 'observable.id',
      columns,
      ...conditions(database, input),
      sorts: {
        display: 'observable.display COLLATE NOCASE',
        kind: 'observable.kind',
        count: placeCount,
        evidenceCount,
        foundAt: 'observable.found_at',
      },
      defaultSort: 'kind',
      searched: ['observable.display', 'observable.normal'],
      hiddenColumn: null,
      tieBreak: 'observable.display, observable.id',
    },
    { ...input, hidden: 'without' },
  );
  return { rows: rows.map(toObservableRow), total };
}

/** The ids a bulk decision is about. @throws ProfferError `invalid-input` where nothing was said, `not-found` for a foreign id. */
export function chosenIds(
  database: SqliteDatabase,
  {
    caseId,
    ids,
    all,
  }: { caseId: string; ids?: string[] | undefined; all?: Omit<Selection, 'caseId'> | undefined },
): string[] {
  if (ids) {
    const own = database.prepare('SELECT 1 FROM observable WHERE id = ? AND case_id = ?').pluck();
    const foreign = ids.find((id) => own.get(id, caseId) === undefined);
    if (foreign)
      throw new ProfferError(
        'not-found',
        'It is not among what was found in this case any more: its evidence was read again.',
        { id: foreign },
      );
    return [...new Set(ids)];
  }
  if (!all) throw new ProfferError('invalid-input', 'Say which finds are meant.');
  return selectedFinds(database, { ...all, caseId }).map(({ id }) => id);
}

export interface SelectedFind {
  id: string;
  kind: ObservableRow['kind'];
  normal: string;
  doubtful: boolean;
}

/** All finds of a selection, by kind and as they are shown. */
export function selectedFinds(database: SqliteDatabase, selection: Selection): SelectedFind[] {
  const { where, parameters } = conditions(database, selection);
  if (selection.search) {
    parameters.search = `%${selection.search.replace(/[\\%_]/g, (mark) => `\\${mark}`)}%`;
    where.push("(observable.display LIKE @search ESCAPE '\\' OR observable.normal LIKE @search ESCAPE '\\')");
  }
  const rows = database
    .prepare(
      `SELECT observable.id, observable.kind, observable.normal, ${isDoubtful} AS doubtful FROM ${tables}
       WHERE ${where.join(' AND ')} ORDER BY observable.kind, observable.display`,
    )
    .all(parameters) as (Omit<SelectedFind, 'doubtful'> & { doubtful: 0 | 1 })[];
  return rows.map((row) => ({ ...row, doubtful: row.doubtful === 1 }));
}

export function readObservable(database: SqliteDatabase, id: string): ObservableRow {
  const row = database.cached(`SELECT ${columns} FROM ${tables} WHERE observable.id = ?`).get(id) as
    | Row
    | undefined;
  if (!row)
    throw new ProfferError(
      'not-found',
      'It is not among what was found any more: its evidence was read again.',
      { id },
    );
  return toObservableRow(row);
}

function toObservableRow(row: Row): ObservableRow {
  return {
    id: row.id as string,
    caseId: row.case_id as string,
    kind: row.kind as ObservableRow['kind'],
    normal: row.normal as string,
    display: row.display as string,
    checked: row.checked as ObservableRow['checked'],
    problems: JSON.parse(row.problems as string),
    facts: JSON.parse(row.facts as string),
    state: row.state as ObservableRow['state'],
    ignoredBy: row.ignored_by as string | null,
    entityId: row.entity_id as string | null,
    count: (row.count as number | null) ?? 0,
    evidenceCount: row.evidence_count as number,
    first: JSON.parse(row.first as string),
    foundAt: row.found_at as string,
  };
}

export function countObservables(
  database: SqliteDatabase,
  { caseId, evidenceId }: CheckedInput<'observable.counts'>,
): { kind: ObservableRow['kind']; state: ObservableRow['state']; count: number }[] {
  const { where, parameters } = conditions(database, {
    caseId,
    evidenceId,
    states: ['open', 'accepted', 'rejected', 'ignored'],
    validOnly: false,
    doubtful: 'with',
  });
  const sql = `SELECT observable.kind AS kind, ${stateColumn} AS state, count(*) AS count FROM ${tables} WHERE ${where.join(' AND ')} GROUP BY 1, 2 ORDER BY 1, 2`;
  return rememberedOf(database).recall(
    'any',
    `${sql} ${JSON.stringify(parameters)}`,
    () => database.prepare(sql).all(parameters) as ReturnType<typeof countObservables>,
  );
}
