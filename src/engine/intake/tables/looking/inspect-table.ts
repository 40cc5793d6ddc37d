import type { z } from 'zod';
import type { guessedColumn, tableInspection } from '../../../../shared/contract/import.ts';
import type { TableFormat } from '../../../../shared/contract/import-table.ts';
import { ProfferError } from '../../../../shared/domain/errors.ts';
import { isComment } from '../is-comment.ts';
import { openRows } from '../open-rows.ts';
import type { TableContent } from '../table-content.ts';
import type { SourceRow } from '../text/delimited-parser.ts';
import { detectFormat, type FormatFound } from './detect-format.ts';
import { findHeader } from './find-header.ts';
import { type ColumnSample, guessColumns } from './guess-columns.ts';
import { guessDeclarations } from './guess-declarations.ts';
import { applyPreset } from './preset.ts';
import { presets } from './presets.ts';
import { signatureOf } from './signature.ts';
import { lookOf } from './value-kinds.ts';

/** Rows looked at for headers and guesses. */
const looked = 300;
/** Of them shown. */
const shown = 25;
const mostColumns = 500;
const longestSample = 200;

/** What a reader thread can tell of a table; what the vault remembers is added by its caller. */
export type Inspection = Omit<z.output<typeof tableInspection>, 'remembered'>;

/** What a table is taken for, from its first rows. */
export async function inspectTable(
  content: TableContent,
  chosen: { format?: TableFormat | undefined; headerRow?: number | undefined },
): Promise<Inspection> {
  const found = await formatOf(content, chosen.format);
  const rows = await firstRows(content, found.format, looked);
  const { headerRow, why } =
    chosen.headerRow !== undefined
      ? { headerRow: chosen.headerRow, why: chosen.headerRow === 0 ? 'Declared: no header.' : 'Declared.' }
      : found.format.kind === 'json' || found.format.kind === 'json-lines'
        ? { headerRow: 1, why: 'The keys of the objects.' }
        : findHeader(rows.filter((row) => !isComment(row)));
  const samples = columnSamples(
    rows.filter((row) => row.number <= headerRow || !isComment(row)),
    headerRow,
  );
  if (samples.length === 0)
    throw new ProfferError('invalid-input', 'There are no rows in this table.', {
      format: found.format.kind,
    });
  const headers = samples.map(({ header }) => header);
  const guessed = guessColumns(samples);
  const data = rows.filter(({ number }) => number > headerRow);
  const table = {
    format: found.format,
    headerRow,
    headers,
    looks: samples.map((column) => lookOf(column.samples)),
  };
  return {
    format: found.format,
    formatDoubts: found.doubts,
    formatFacts: found.facts,
    sheets: found.sheets,
    headerRow,
    headerWhy: why,
    rowsAre: guessed.rowsAre,
    columns: samples.map((column, at) => toColumn(column, guessed.uses[at], data)),
    rows: rows
      .slice(0, shown)
      .map(({ number, cells }) => ({ number, cells: cells.slice(0, mostColumns).map(cut) })),
    signature: signatureOf(found.format, headers),
    presets: presets.flatMap((preset) => {
      const mapping = applyPreset(preset, table);
      return mapping ? [{ id: preset.id, title: preset.title, mapping }] : [];
    }),
    sizeBytes: content.size,
  };
}

/** What is declared stands; sheets and facts of the file are told all the same. */
async function formatOf(content: TableContent, chosen: TableFormat | undefined): Promise<FormatFound> {
  const found = await detectFormat(content);
  return chosen ? { ...found, format: chosen, doubts: [] } : found;
}

export async function firstRows(
  content: TableContent,
  format: TableFormat,
  count: number,
): Promise<SourceRow[]> {
  const rows: SourceRow[] = [];
  for await (const group of openRows(content, format)) {
    rows.push(...group.slice(0, count - rows.length));
    if (rows.length >= count) break;
  }
  return rows;
}

/** The columns of a table: as many as its header names, or as its rows have cells. */
export function columnSamples(rows: readonly SourceRow[], headerRow: number): ColumnSample[] {
  const header = rows.find(({ number }) => number === headerRow);
  const data = rows.filter(({ number }) => number > headerRow);
  const width = Math.min(mostColumns, Math.max(header?.cells.length ?? 0, header ? 0 : widest(data)));
  return Array.from({ length: width }, (_, index) => ({
    index,
    header: (header?.cells[index] ?? '').trim().replace(/\s+/g, ' ').slice(0, longestSample),
    samples: data.map(({ cells }) => cells[index] ?? ''),
  }));
}

const widest = (rows: readonly SourceRow[]): number =>
  rows.reduce((most, { cells }) => Math.max(most, cells.length), 0);

function toColumn(
  { index, header, samples }: ColumnSample,
  guess: { use: z.output<typeof guessedColumn>['use']['value']; why: string } | undefined,
  data: readonly SourceRow[],
): z.output<typeof guessedColumn> {
  const filled = samples.filter((sample) => sample.trim() !== '');
  const use = guess ?? { use: 'note' as const, why: '' };
  return {
    index,
    header,
    samples: [...new Set(filled)].slice(0, 5).map(cut),
    filled: filled.length,
    computed: data.filter(({ types }) => /[A-Z]/.test(types?.[index] ?? '')).length,
    use: { value: use.use, why: use.why },
    ...guessDeclarations(use.use, header, filled),
  };
}

const cut = (text: string): string =>
  text.length > longestSample ? `${text.slice(0, longestSample)}…` : text;
