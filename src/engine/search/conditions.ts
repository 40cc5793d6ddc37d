import { hitKinds } from '../../shared/contract/search.ts';
import { entityKinds, entityRoles, eventKinds, linkKinds } from '../../shared/domain/kinds.ts';
import { tlpLevels } from '../../shared/domain/markings.ts';
import type { SqliteDatabase, SqlValue } from '../database/sqlite.ts';
import type { FilterName, SearchQuery } from './search-query.ts';
import { codeOfKind, type HitKind, scopeOf, textCode } from './sources.ts';

/** SQL conditions on `search_record r`, with their parameters in order. */
export interface Conditions {
  where: string[];
  parameters: SqlValue[];
  /** Of these cases alone; null = of every visible one. */
  caseIds: string[] | null;
  problems: string[];
}

const marks = (values: readonly unknown[]): string => values.map(() => '?').join(', ');
const exists = (table: string, condition: string): string =>
  `EXISTS (SELECT 1 FROM ${table} x WHERE x.id = r.record AND ${condition})`;

/** What a hit must be beside having the words: of a visible case, of the kinds asked for, within the filters. */
export function conditionsOf(
  database: SqliteDatabase,
  asked: { caseId?: string | undefined; kinds?: readonly HitKind[] | undefined },
  filters: SearchQuery['filters'],
): Conditions {
  const conditions: Conditions = { where: [], parameters: [], caseIds: null, problems: [] };
  restrictCases(database, asked.caseId, filters, conditions);
  if (asked.kinds) {
    conditions.where.push(`r.kind IN (${marks(asked.kinds)})`);
    conditions.parameters.push(...asked.kinds.map(codeOfKind));
  }
  for (const name of ['kind', 'role', 'country', 'marking', 'from', 'to'] as const) {
    const values = filters.filter((filter) => filter.name === name).map(({ value }) => value.toLowerCase());
    if (values.length > 0) add[name](values, conditions);
  }
  return conditions;
}

/** `case:` given twice means either; within one case it can only narrow. */
function restrictCases(
  database: SqliteDatabase,
  caseId: string | undefined,
  filters: SearchQuery['filters'],
  conditions: Conditions,
): void {
  const visible = database.prepare('SELECT id, reference, hidden_at IS NULL AS visible FROM cases').all() as {
    id: string;
    reference: string;
    visible: number;
  }[];
  const wanted = filters.filter(({ name }) => name === 'case').map(({ value }) => value.toLowerCase());
  for (const value of wanted)
    if (!visible.some(({ reference }) => reference.toLowerCase() === value))
      conditions.problems.push(`No case has the reference ${value}.`);
  const allowed = visible.filter(
    (one) =>
      one.visible === 1 &&
      (caseId === undefined || one.id === caseId) &&
      (wanted.length === 0 || wanted.includes(one.reference.toLowerCase())),
  );
  const texts = (cases: string) =>
    `(r.kind = ${textCode} AND EXISTS (SELECT 1 FROM evidence x WHERE x.content_id = r.record AND x.hidden_at IS NULL${cases}))`;
  if (caseId === undefined && wanted.length === 0 && allowed.length === visible.length) {
    conditions.where.push(`(r.kind <> ${textCode} OR ${texts('')})`);
    return;
  }
  conditions.caseIds = allowed.map(({ id }) => id);
  conditions.where.push(
    `(r.kind <> ${textCode} AND r.scope IN (${marks(allowed)}) OR ${texts(` AND x.case_id IN (${marks(allowed)})`)})`,
  );
  conditions.parameters.push(...conditions.caseIds.map(scopeOf), ...conditions.caseIds);
}

type Adder = (values: string[], conditions: Conditions) => void;

/** A condition that nothing meets, with the reason. */
function refuse(conditions: Conditions, problem: string): void {
  conditions.where.push('0');
  conditions.problems.push(problem);
}

function known(values: string[], list: readonly string[], name: string, conditions: Conditions): string[] {
  const unknown = values.filter((value) => !list.includes(value));
  if (unknown.length > 0)
    conditions.problems.push(`${name}: knows ${list.join(', ')}; not ${unknown.join(', ')}.`);
  return values.filter((value) => list.includes(value));
}

const add: Record<Exclude<FilterName, 'case'>, Adder> = {
  kind(values, conditions) {
    const parts: string[] = [];
    for (const value of values) {
      const before = parts.length;
      if ((hitKinds as readonly string[]).includes(value)) {
        parts.push('r.kind = ?');
        conditions.parameters.push(codeOfKind(value as HitKind));
      }
      for (const [kind, list] of [
        ['entity', entityKinds],
        ['event', eventKinds],
        ['link', linkKinds],
      ] as const) {
        if (!Object.hasOwn(list, value) || value === kind) continue;
        parts.push(`(r.kind = ? AND ${exists(kind, 'x.kind = ?')})`);
        conditions.parameters.push(codeOfKind(kind), value);
      }
      if (parts.length === before)
        conditions.problems.push(
          `kind: does not know ${value}. It knows ${hitKinds.join(', ')}, and the kinds of entities, events and links.`,
        );
    }
    conditions.where.push(parts.length > 0 ? `(${parts.join(' OR ')})` : '0');
  },
  role(values, conditions) {
    const roles = known(values, Object.keys(entityRoles), 'role', conditions);
    conditions.where.push(
      `r.kind = ${codeOfKind('entity')} AND EXISTS (SELECT 1 FROM entity_role x WHERE x.entity_id = r.record AND x.role IN (${marks(roles)}))`,
    );
    conditions.parameters.push(...roles);
  },
  country(values, conditions) {
    conditions.where.push(
      `r.kind = ${codeOfKind('entity')} AND ${exists('entity', `lower(x.country) IN (${marks(values)})`)}`,
    );
    conditions.parameters.push(...values);
  },
  marking(values, conditions) {
    const levels = known(values, tlpLevels, 'marking', conditions);
    const each = (['case', 'entity', 'event', 'evidence'] as const).map((kind) => {
      conditions.parameters.push(codeOfKind(kind), ...levels);
      return `(r.kind = ? AND ${exists(kind === 'case' ? 'cases' : kind, `x.marking IN (${marks(levels)})`)})`;
    });
    conditions.where.push(`(${each.join(' OR ')})`);
  },
  from: (values, conditions) => within(values[0]!, 'from', conditions),
  to: (values, conditions) => within(values[0]!, 'to', conditions),
};

/** Records with a time: events, losses and payments, links, evidence. Their own uncertainty counts for them. */
function within(value: string, side: 'from' | 'to', conditions: Conditions): void {
  const range = readDay(value);
  if (!range) {
    refuse(conditions, `${side}: wants a year, month or day such as 2025, 2025-06 or 2025-06-18.`);
    return;
  }
  const limit = side === 'from' ? range[0] : range[1];
  const compare = side === 'from' ? '>=' : '<=';
  const time = (earliest: string, latest: string) =>
    `${side === 'from' ? `coalesce(${latest}, ${earliest})` : `coalesce(${earliest}, ${latest})`} ${compare} ?`;
  const parts = [
    ['event', time('x.earliest', 'x.latest')],
    ['loss', time('x.earliest', 'x.earliest')],
    ['payment', time('x.earliest', 'x.earliest')],
    ['link', time('x.began_earliest', 'x.began_earliest')],
    ['evidence', `unixepoch(x.acquired_at) * 1000 ${compare} ?`],
  ] as const;
  conditions.where.push(
    `(${parts.map(([kind, condition]) => `(r.kind = ${codeOfKind(kind)} AND ${exists(kind, condition)})`).join(' OR ')})`,
  );
  conditions.parameters.push(...parts.map(() => limit));
}

/** First and last millisecond (UTC) of a year, month or day. */
function readDay(text: string): [number, number] | null {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text);
  if (!match) return null;
  const [year, month, day] = match.slice(1).map((part) => (part === undefined ? undefined : Number(part)));
  const start = Date.UTC(year!, (month ?? 1) - 1, day ?? 1);
  const written = new Date(start).toISOString().slice(0, text.length);
  if (written !== text) return null;
  const end =
    month === undefined
      ? Date.UTC(year! + 1, 0)
      : day === undefined
        ? Date.UTC(year!, month)
        : start + 86_400_000;
  return [start, end - 1];
}
