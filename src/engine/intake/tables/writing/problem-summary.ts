import type { z } from 'zod';
import type { missingDeclaration, tableImportResult } from '../../../../shared/contract/import.ts';
import { findingSeverities } from '../../../../shared/domain/findings.ts';
import type { RowDraft } from '../drafting/draft.ts';

type Missing = z.output<typeof missingDeclaration>;
type Problem = z.output<typeof tableImportResult>['problems'][number];

/** Different problems told; one message a cell would be thousands. */
const mostProblems = 200;
const rowsShown = 5;

/** What is wrong with the rows of a table, each kind of problem once, and what has to be declared for it. */
export class ProblemSummary {
  readonly #missing = new Map<string, Missing>();
  readonly #problems = new Map<string, Problem>();

  add(draft: RowDraft): void {
    for (const { severity, code, message, column = null, declare } of draft.problems) {
      if (declare !== undefined) this.#declare(declare, column, message, draft.row);
      const problem = this.#problems.get(code);
      if (problem) {
        problem.rows += 1;
        if (problem.firstRows.length < rowsShown) problem.firstRows.push(draft.row);
      } else if (this.#problems.size < mostProblems)
        this.#problems.set(code, { severity, code, message, rows: 1, firstRows: [draft.row] });
    }
  }

  get undeclared(): Missing[] {
    return [...this.#missing.values()];
  }

  get problems(): Problem[] {
    const weight = ({ severity }: Problem) => findingSeverities.indexOf(severity);
    return [...this.#problems.values()].sort(
      (one, other) => weight(one) - weight(other) || other.rows - one.rows,
    );
  }

  #declare(declare: Missing['declare'], column: number | null, message: string, row: number): void {
    const key = `${declare} ${declare === 'lossMethod' ? null : column}`;
    const known = this.#missing.get(key);
    if (known) known.rows += 1;
    else this.#missing.set(key, { declare, column, message, firstRow: row, rows: 1 });
  }
}
