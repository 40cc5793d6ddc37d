import { newId } from '../../../shared/domain/ids.ts';
import type { SqliteDatabase } from '../../database/sqlite.ts';
import type { PageFind } from './find-in-pages.ts';
import { ruleFinder, rulesFor } from './ignore-rules.ts';

/** Takes away the places an earlier reading found in a piece. @returns the things that stood there, for `dropUnplaced`. */
export function forgetPlaces(database: SqliteDatabase, evidenceId: string): string[] {
  const touched = database
    .prepare('SELECT DISTINCT observable_id FROM observable_place WHERE evidence_id = ?')
    .pluck()
    .all(evidenceId) as string[];
  if (touched.length > 0)
    database.prepare('DELETE FROM observable_place WHERE evidence_id = ?').run(evidenceId);
  return touched;
}

/** Takes away those of these things that stand nowhere any more; the others keep their ids through a new reading. */
export function dropUnplaced(database: SqliteDatabase, touched: readonly string[]): void {
  database.derive(() => {
    const drop = database.prepare(
      'DELETE FROM observable WHERE id = ? AND NOT EXISTS (SELECT 1 FROM observable_place WHERE observable_id = observable.id)',
    );
    for (const id of touched) drop.run(id);
  });
}

/** Keeps what one batch of pages brought. Not logged: it can be found again in the evidence. */
export function storeFinds(
  database: SqliteDatabase,
  { caseId, evidenceId }: { caseId: string; evidenceId: string },
  finds: readonly PageFind[],
): void {
  const ruleOf = ruleFinder(rulesFor(database, caseId));
  const foundAt = new Date().toISOString();
  const known = database
    .prepare('SELECT id FROM observable WHERE case_id = ? AND kind = ? AND normal = ?')
    .pluck();
  const add = database.prepare(
    `INSERT INTO observable (id, case_id, kind, normal, display, host, checked, problems, facts, ignored_by, found_at)
     VALUES (@id, @caseId, @kind, @normal, @display, @host, @checked, @problems, @facts, @ignoredBy, @foundAt)`,
  );
  const place = database.prepare(
    `INSERT OR REPLACE INTO observable_place (observable_id, evidence_id, page, start, end, as_found, count)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  database.derive(() => {
    for (const one of finds) {
      let id = known.get(caseId, one.kind, one.normal) as string | undefined;
      if (id === undefined) {
        id = newId();
        add.run({
          id,
          caseId,
          kind: one.kind,
          normal: one.normal,
          display: one.display,
          host: one.host,
          checked: one.checked,
          problems: JSON.stringify(one.problems),
          facts: JSON.stringify(one.facts),
          ignoredBy: ruleOf(one),
          foundAt,
        });
      }
      place.run(id, evidenceId, one.page, one.start, one.end, one.asFound, one.count);
    }
  });
}
