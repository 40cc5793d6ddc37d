import type { ColumnMapping, TableMapping } from '../../shared/contract/import-table.ts';
import type { Output } from '../../shared/contract/index.ts';
import { amountUses, type ColumnUse, phoneUses, timeUses } from '../../shared/domain/import-words.ts';

export type Inspection = Output<'import.inspectTable'>;
type Guessed = Inspection['columns'][number];

/** A mapping being made. What the program guessed stays marked until the person has said that it is right. */
export interface MappingDraft {
  mapping: TableMapping;
  /** Columns, by index, whose meaning is the person's word. */
  confirmed: ReadonlySet<number>;
  /** Whether what was inferred of the format is right. */
  formatConfirmed: boolean;
}

/** Facts a column may want declared. */
export type Declared = 'dayOrder' | 'zone' | 'currency' | 'decimalSeparator' | 'country' | 'separator';

const includes = (uses: readonly string[], use: ColumnUse) => uses.includes(use);

/** What can be declared of a column of this use. */
export function declarable(use: ColumnUse): readonly Declared[] {
  if (includes(timeUses, use)) return ['dayOrder', 'zone'];
  if (includes(amountUses, use)) return ['currency', 'decimalSeparator'];
  if (includes(phoneUses, use)) return ['country'];
  return use === 'bank-account' ? ['country'] : [];
}

/** The draft a table begins with: every use a guess, nothing declared. */
export function draftOf(found: Inspection): MappingDraft {
  return {
    mapping: {
      format: found.format,
      headerRow: found.headerRow,
      rowsAre: found.rowsAre.value,
      personRole: 'victim',
      thingRole: 'scam-infrastructure',
      paymentsOut: 'onward',
      paymentsIn: 'onward',
      keepInvalid: false,
      marking: 'amber',
      columns: found.columns.map(({ index, header, use }) => ({ index, header, use: use.value })),
    },
    // A column nothing is taken of needs nobody's word.
    confirmed: new Set(found.columns.filter(({ use }) => use.value === 'ignore').map(({ index }) => index)),
    formatConfirmed: found.formatDoubts.length === 0,
  };
}

/** A preset or a remembered mapping: by choosing it the person has said what its columns are. */
export function draftFrom(mapping: TableMapping, found: Inspection): MappingDraft {
  return {
    mapping: { ...mapping, format: found.format, headerRow: found.headerRow },
    confirmed: new Set(mapping.columns.map(({ index }) => index)),
    formatConfirmed: found.formatDoubts.length === 0,
  };
}

/** Changes one column; whatever the person sets there, they have looked at it. */
export function withColumn(draft: MappingDraft, index: number, change: Partial<ColumnMapping>): MappingDraft {
  const columns = draft.mapping.columns.map((column) => {
    if (column.index !== index) return column;
    const next: ColumnMapping = { ...column, ...change };
    const kept = new Set<string>(['index', 'header', 'use', 'separator', ...declarable(next.use)]);
    return Object.fromEntries(
      Object.entries(next).filter(([name, value]) => kept.has(name) && value !== undefined && value !== ''),
    ) as ColumnMapping;
  });
  return {
    ...draft,
    mapping: { ...draft.mapping, columns },
    confirmed: new Set([...draft.confirmed, index]),
  };
}

export const withTable = (draft: MappingDraft, change: Partial<TableMapping>): MappingDraft => ({
  ...draft,
  mapping: { ...draft.mapping, ...change },
});

export const confirmColumns = (draft: MappingDraft, indexes: readonly number[]): MappingDraft => ({
  ...draft,
  confirmed: new Set([...draft.confirmed, ...indexes]),
});

/** What still stands in the way of a trial, in words. */
export function openQuestions(draft: MappingDraft, undeclared: number | null): string[] {
  const questions: string[] = [];
  const open = draft.mapping.columns.filter(({ index }) => !draft.confirmed.has(index)).length;
  if (!draft.formatConfirmed) questions.push('The format is a guess: confirm or correct it.');
  if (open > 0)
    questions.push(`${open === 1 ? 'One column is' : `${open} columns are`} a guess: confirm or correct.`);
  if (undeclared !== null && undeclared > 0)
    questions.push(
      `${undeclared === 1 ? 'One fact has' : `${undeclared} facts have`} to be declared before rows can be read.`,
    );
  return questions;
}

/** A guess about a fact of a column, to be taken over with one click. */
export function guessOf(column: Guessed | undefined, what: Declared): { value: string; why: string } | null {
  if (!column || what === 'separator') return null;
  return column[what] ?? null;
}
