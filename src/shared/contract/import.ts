import { z } from 'zod';
import { columnUses, importReaders, rowMeanings } from '../domain/import-words.ts';
import { valuesOf } from '../domain/kinds.ts';
import { importableAs } from '../domain/reading-words.ts';
import { dayOrders } from '../domain/written-date.ts';
import { command, job, query } from './call.ts';
import {
  country,
  folder,
  id,
  instant,
  line,
  nothing,
  page,
  pii,
  rows,
  severity,
  sourceFinding,
  withId,
  zone,
} from './common.ts';
import { tableFormat, tableMapping } from './import-table.ts';

/** A time in one word: what a sample lets one believe, and why. It counts for nothing until a person has declared it. */
const guess = z.object({ why: z.string() });

export const guessedColumn = z.object({
  index: z.int(),
  header: z.string(),
  /** Cells of the first rows, as they stand. */
  samples: z.array(pii(z.string(), 'free-text')),
  /** Cells among the first rows that say something, and that a formula made. */
  filled: z.int(),
  computed: z.int(),
  use: guess.extend({ value: z.enum(valuesOf(columnUses)) }),
  dayOrder: guess.extend({ value: z.enum(dayOrders) }).optional(),
  zone: guess.extend({ value: zone }).optional(),
  currency: guess.extend({ value: z.string() }).optional(),
  decimalSeparator: guess.extend({ value: z.enum(['.', ',']) }).optional(),
  country: guess.extend({ value: country }).optional(),
});

export const tableInspection = z.object({
  format: tableFormat,
  /** What of the format was inferred and has to be confirmed, each a sentence. */
  formatDoubts: z.array(z.string()),
  formatFacts: z.array(z.string()),
  /** Sheets of a workbook, tables of a page, lists of a JSON document. */
  sheets: z.array(z.object({ name: z.string(), hidden: z.boolean() })),
  headerRow: z.int(),
  headerWhy: z.string(),
  rowsAre: guess.extend({ value: z.enum(valuesOf(rowMeanings)) }),
  columns: z.array(guessedColumn),
  /** The first rows, as they stand. */
  rows: z.array(z.object({ number: z.int(), cells: z.array(pii(z.string(), 'free-text')) })),
  /** Of the headers: what a mapping is remembered by. */
  signature: z.string(),
  remembered: z.object({ name: z.string(), usedAt: instant, mapping: tableMapping }).nullable(),
  /** Presets whose columns are there; the first fits best. */
  presets: z.array(z.object({ id: z.string(), title: z.string(), mapping: tableMapping })),
  sizeBytes: z.int(),
});

const rowProblem = z.object({
  severity,
  code: z.string(),
  message: z.string(),
  column: z.int().nullable(),
  /** What has to be declared before rows like this can be taken. */
  declare: z.enum(['dayOrder', 'zone', 'currency', 'decimalSeparator', 'lossMethod']).nullable(),
});

/** A row as the records it would become, in words. */
const previewedRow = z.object({
  row: z.int(),
  records: z.array(
    z.object({
      /** `person`, `url`, `event`, `loss`, `payment`, `link`. */
      what: z.string(),
      text: pii(z.string(), 'free-text'),
      details: z.array(pii(z.string(), 'free-text')),
      /** Whether the case has it already. */
      known: z.boolean(),
    }),
  ),
  problems: z.array(rowProblem),
});

export const missingDeclaration = z.object({
  declare: z.enum(['dayOrder', 'zone', 'currency', 'decimalSeparator', 'lossMethod']),
  /** Null where it concerns the whole table. */
  column: z.int().nullable(),
  message: z.string(),
  firstRow: z.int(),
  rows: z.int(),
});

export const tableImportResult = z.object({
  /** Null for a trial, which writes nothing. */
  batchId: id.nullable(),
  rows: z.int(),
  /** `added`, `matched`, `unsure`, `skipped`, and one for each kind of record made. */
  counts: z.record(z.string(), z.int()),
  undeclared: z.array(missingDeclaration),
  /** Of a trial: the commonest problems, each with its first rows. */
  problems: z.array(
    z.object({ severity, code: z.string(), message: z.string(), rows: z.int(), firstRows: z.array(z.int()) }),
  ),
});

const importRow = z.object({
  id,
  caseId: id,
  evidenceId: id.nullable(),
  /** `E-0007` and the name of the file; null where nothing was read. */
  source: z.object({ exhibit: z.string(), name: z.string() }).nullable(),
  reader: z.enum(valuesOf(importReaders)),
  title: z.string(),
  /** `cut-off`: its process ended before the import did; what it had written stands. */
  state: z.enum(['running', 'complete', 'cancelled', 'failed', 'cut-off']),
  counts: z.record(z.string(), z.int()),
  findings: z.object({ errors: z.int(), warnings: z.int(), infos: z.int(), leftOut: z.int() }),
  startedAt: instant,
  endedAt: instant.nullable(),
  undone: z.boolean(),
  undoable: z.boolean(),
});

const importFinding = sourceFinding.extend({
  id,
  /** What stood there. */
  raw: pii(z.string(), 'free-text').nullable(),
});

/** A piece of evidence that reading has recognised as something to import. */
const importCandidate = z.object({
  evidenceId: id,
  number: z.int(),
  exhibit: z.string(),
  name: pii(z.string(), 'free-text'),
  /** Such as `STIX 2.1 bundle` or `Excel workbook`. */
  format: z.string(),
  as: z.enum(valuesOf(importableAs)),
  /** The last import of it that stands; null where it was never imported, or all of it taken back. */
  import: z.object({ id, endedAt: instant.nullable() }).nullable(),
});

export const importCalls = {
  /** Evidence of a case that can be imported as a table or as intelligence, told by its content when it was read. */
  'import.candidates': query(
    page(['number', 'name']).extend({
      caseId: id,
      evidenceId: id.optional(),
      as: z.enum(valuesOf(importableAs)).optional(),
      /** Only what no import that stands has read. */
      waiting: z.boolean().default(false),
    }),
    rows(importCandidate),
  ),
  /** What a table is taken for: format, header, columns, with every guess marked as one. Writes nothing. */
  'import.inspectTable': query(
    z.object({
      evidenceId: id,
      /** A sheet or list other than the first, an encoding or delimiter other than the one found. */
      format: tableFormat.optional(),
      headerRow: z.int().min(0).max(1000).optional(),
    }),
    tableInspection,
  ),
  /** The first rows as records, with their problems and what has to be declared. Writes nothing. */
  'import.previewTable': query(
    z.object({ evidenceId: id, mapping: tableMapping, rows: z.int().min(1).max(200).default(20) }),
    z.object({ rows: z.array(previewedRow), undeclared: z.array(missingDeclaration) }),
  ),
  /**
   * Takes every row of a table into the case, as one import. Refuses (`invalid-input`, `details.undeclared`) while its
   * first rows cannot be read as declared. A trial reads everything and writes nothing.
   */
  'import.table': job(
    z.object({
      evidenceId: id,
      mapping: tableMapping,
      trial: z.boolean().default(false),
      /** Name to remember the mapping by, for tables with the same headers. */
      remember: pii(line, 'free-text').optional(),
    }),
    tableImportResult,
  ),
  'import.presets': query(
    nothing,
    z.object({ presets: z.array(z.object({ id: z.string(), title: z.string(), about: z.string() })) }),
  ),
  /** Mappings remembered in this vault, by the headers they are for. */
  'import.mappings': query(
    nothing,
    z.object({
      mappings: z.array(z.object({ id, name: z.string(), headers: z.array(z.string()), usedAt: instant })),
    }),
  ),
  'import.forgetMapping': command(withId, nothing),
  'import.list': query(
    page(['startedAt', 'title', 'reader', 'state']).extend({
      caseId: id,
      evidenceId: id.optional(),
    }),
    rows(importRow),
  ),
  'import.get': query(withId, importRow.extend({ options: z.string() })),
  'import.findings': query(
    page(['place', 'severity', 'code']).extend({ id, severity: severity.optional() }),
    rows(importFinding),
  ),
  /** Writes all findings of an import as CSV that no spreadsheet program runs as formulas; never overwrites. */
  'import.exportFindings': command(
    withId.extend({ folder }),
    z.object({ path: z.string(), findings: z.int() }),
  ),
  /**
   * Takes the whole import back: what it made is hidden, what it changed is as before. A record changed since refuses it,
   * and one that a later record rests on (a loss of its victim, a second import), unless `keepChanged` lets such records stay.
   */
  'import.undo': command(
    withId.extend({ keepChanged: z.boolean().default(false) }),
    z.object({ import: importRow, kept: z.int() }),
  ),
};
