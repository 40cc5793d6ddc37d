import type { Ignorable } from '../../../shared/domain/observables/ignore.ts';
import { isIgnoredBy } from '../../../shared/domain/observables/ignore.ts';
import type { ObservableKind } from '../../../shared/domain/observables/index.ts';
import type { SqliteDatabase } from '../../database/sqlite.ts';

export interface StoredRule {
  id: string;
  caseId: string | null;
  kind: ObservableKind;
  pattern: string;
  note: string;
  createdAt: string;
}

/** The rules of a case and those of the whole vault. */
export const rulesFor = (database: SqliteDatabase, caseId: string): StoredRule[] =>
  database
    .prepare(
      `SELECT id, case_id AS caseId, kind, pattern, note, created_at AS createdAt FROM ignore_rule
       WHERE case_id = ? OR case_id IS NULL ORDER BY kind, pattern`,
    )
    .all(caseId) as StoredRule[];

/** A function that answers the id of the first rule for a find, or null. Exact rules cost one look-up however many there are. */
export function ruleFinder(rules: readonly StoredRule[]): (found: Ignorable) => string | null {
  const exact = new Map<string, string>();
  const wide: StoredRule[] = [];
  for (const rule of rules) {
    if (/[*/]/.test(rule.pattern)) wide.push(rule);
    else exact.set(`${rule.kind} ${rule.pattern}`, rule.id);
  }
  return (found) =>
    exact.get(`${found.kind} ${found.normal}`) ??
    (found.host === null ? undefined : exact.get(`domain ${found.host}`)) ??
    wide.find((rule) => isIgnoredBy(rule, found))?.id ??
    null;
}

/** Goes through everything found in a case (or in all) after the rules changed. Derived, so it is not logged. */
export function applyRules(database: SqliteDatabase, caseId: string | null): void {
  const cases =
    caseId === null ? (database.prepare('SELECT id FROM cases').pluck().all() as string[]) : [caseId];
  for (const one of cases) {
    const ruleOf = ruleFinder(rulesFor(database, one));
    const update = database.prepare('UPDATE observable SET ignored_by = ? WHERE id = ?');
    const found = database
      .prepare('SELECT id, kind, normal, host, ignored_by AS ignoredBy FROM observable WHERE case_id = ?')
      .all(one) as (Ignorable & { id: string; ignoredBy: string | null })[];
    database
      .transaction(() => {
        for (const row of found) {
          const rule = ruleOf(row);
          if (rule !== row.ignoredBy) update.run(rule, row.id);
        }
      })
      .immediate();
  }
}
