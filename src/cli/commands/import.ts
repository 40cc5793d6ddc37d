import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { Input, JobResult, Output } from '../../shared/contract/index.ts';
import { findingSeverities } from '../../shared/domain/findings.ts';
import { countWords } from '../../shared/domain/import-count-words.ts';
import { declaringText, withDeclaring } from '../declaring.ts';
import type { Answer, Desk } from '../desk.ts';
import { exitFinding } from '../exit-codes.ts';
import { listAnswer, readList } from '../lists.ts';
import { addListOptions, choice, defined, type ListOptions, several } from '../options.ts';
import { perform, type Run } from '../perform.ts';
import { caseIdOf, evidenceIdOf, isId } from '../resolve.ts';
import { mappingOf, suggestedMapping, writeMapping } from '../table-mapping.ts';
import { counted } from '../terminal/numbers.ts';
import { safeLine } from '../terminal/safe-text.ts';
import { facts, type Page, table } from '../terminal/table.ts';
import { UsageError } from '../usage-error.ts';

type Row = Output<'import.list'>['rows'][number];
type Candidate = Output<'import.candidates'>['rows'][number];
type Finding = Output<'import.findings'>['rows'][number];
type Inspection = Output<'import.inspectTable'>;
type Result = JobResult<'import.table'>;
type Sort = NonNullable<Input<'import.list'>['sort']>;

interface TableOptions {
  case?: string;
  mapping?: string;
  preset?: string;
  remembered?: boolean;
  sheet?: string;
  declare?: string[];
  remember?: string;
  dryRun?: boolean;
}

export function addImportCommands(program: Command, run: Run): void {
  const group = program
    .command('import')
    .description('tables into records: look, declare, try, import; list and take back every import');

  group
    .command('inspect')
    .description('what a table is taken for: format, columns, every guess with its reason; writes nothing')
    .argument('<evidence>', 'E-0007, 7 or id')
    .option('--case <case>', 'reference or id')
    .option('--sheet <name>', 'sheet of a workbook, table of a page ("Table 2"), or list of a JSON document')
    .option('--write-mapping <file>', 'also write the guessed mapping there, to be corrected and declared')
    .action(
      (name: string, options: { case?: string; sheet?: string; writeMapping?: string }, command: Command) =>
        perform(run, command, 'vault', async (desk) => {
          const found = await inspect(desk, await named(desk, options.case, name), options.sheet);
          if (options.writeMapping !== undefined) writeMapping(options.writeMapping, suggestedMapping(found));
          return { json: found, text: (page) => inspectionText(found, page) };
        }),
    );

  group
    .command('table')
    .description('import a table: evidence, or a file, which is taken in first')
    .argument('<evidence or file>', 'E-0007, 7, id or path')
    .option('--case <case>', 'reference or id')
    .option('--mapping <file>', 'what the columns are, as "import inspect --write-mapping" writes it')
    .option('--preset <id>', 'a known make of table: see "import presets"')
    .option('--remembered', 'what was declared of tables with the same headers before')
    .option('--sheet <name>', 'sheet of a workbook, table of a page ("Table 2"), or list of a JSON document')
    .option(
      '--declare <what>',
      'Date.dayOrder=month-day-year, Date.zone=Asia/Kolkata, Amount.currency=USD, Phone.country=US, lossMethod=card; a column by its header or its number, as 3.country=US; may be repeated',
      several,
    )
    .option('--remember <name>', 'remember the mapping for tables with the same headers')
    .option('--dry-run', 'read everything, say what would come of it, write nothing')
    .action((name: string, options: TableOptions, command: Command) =>
      perform(run, command, 'vault', async (desk) => {
        const evidenceId = await tableNamed(desk, name, options);
        const found = await inspect(desk, evidenceId, options.sheet);
        const mapping = mappingOf(found, options);
        try {
          const result = await desk.run('import.table', {
            evidenceId,
            mapping,
            trial: options.dryRun === true,
            ...defined({ remember: options.remember }),
          });
          return resultAnswer(desk, result, found.columns);
        } catch (error) {
          throw withDeclaring(error, found.columns);
        }
      }),
    );

  group
    .command('presets')
    .description('makes of tables that are known')
    .action((_options: object, command: Command) =>
      perform(run, command, 'vault', async (desk) => {
        const found = await desk.call('import.presets', {});
        return {
          json: found,
          text: (page) =>
            table(
              found.presets,
              [
                { title: 'Preset', value: (row) => row.id },
                { title: 'Title', value: (row) => row.title },
                { title: 'About', value: (row) => row.about, flexible: true },
              ],
              page,
            ),
        };
      }),
    );

  group
    .command('mappings')
    .description('mappings remembered in this vault')
    .option('--forget <id>', 'forget this one')
    .action((options: { forget?: string }, command: Command) =>
      perform(run, command, 'vault', async (desk) => {
        if (options.forget !== undefined) await desk.call('import.forgetMapping', { id: options.forget });
        const found = await desk.call('import.mappings', {});
        const answer = listAnswer(
          { rows: found.mappings, total: found.mappings.length },
          [
            { title: 'Id', value: (row) => row.id },
            { title: 'Name', value: (row) => row.name, flexible: true },
            { title: 'Used', value: (row) => row.usedAt },
            { title: 'Headers', value: (row) => row.headers.join(', '), flexible: true },
          ],
          'No mapping is remembered.',
        );
        return { ...answer, json: found };
      }),
    );

  addListOptions(
    group
      .command('candidates')
      .description('evidence that can be imported, told by its content when it was read')
      .requiredOption('--case <case>', 'reference or id')
      .option('--waiting', 'only what was not imported yet'),
    ['number', 'name'],
  ).action(
    (options: ListOptions<'number' | 'name'> & { case: string; waiting?: boolean }, command: Command) =>
      perform(run, command, 'vault', async (desk) => {
        const only = { caseId: await caseIdOf(desk, options.case), waiting: options.waiting === true };
        const list = await readList<Candidate, 'number' | 'name'>(options, (window) =>
          desk.call('import.candidates', { ...window, ...only }),
        );
        return listAnswer(list, candidateColumns, 'Nothing that was read so far can be imported.');
      }),
  );

  addListOptions(
    group
      .command('list')
      .description('the imports of a case')
      .requiredOption('--case <case>', 'reference or id'),
    ['startedAt', 'title', 'reader', 'state'],
  ).action((options: ListOptions<Sort> & { case: string }, command: Command) =>
    perform(run, command, 'vault', async (desk) => {
      const caseId = await caseIdOf(desk, options.case);
      const list = await readList<Row, Sort>(options, (window) =>
        desk.call('import.list', { ...window, caseId }),
      );
      return listAnswer(list, importColumns, 'Nothing was imported yet.');
    }),
  );

  group
    .command('show')
    .description('one import')
    .argument('<import>', 'id')
    .action((id: string, _options: object, command: Command) =>
      perform(run, command, 'vault', async (desk) => {
        const row = await desk.call('import.get', { id });
        return { json: row, text: (page) => importText(row, page) };
      }),
    );

  addListOptions(
    group
      .command('findings')
      .description('what an import could not take as it was, row by row')
      .argument('<import>', 'id'),
    ['place', 'severity', 'code'],
  )
    .addOption(choice('--severity <severity>', 'only these', findingSeverities))
    .option('--to <folder>', 'write all of them as CSV into this folder instead')
    .action(
      (
        id: string,
        options: ListOptions<'place' | 'severity' | 'code'> & {
          severity?: Finding['severity'];
          to?: string;
        },
        command: Command,
      ) =>
        perform(run, command, 'vault', async (desk) => {
          if (options.to !== undefined) {
            const written = await desk.call('import.exportFindings', { id, folder: resolve(options.to) });
            return {
              json: written,
              text: () => `${safeLine(written.path)}\n${counted(written.findings, 'finding')}`,
            };
          }
          const only = { id, ...defined({ severity: options.severity }) };
          const list = await readList<Finding, 'place' | 'severity' | 'code'>(options, (window) =>
            desk.call('import.findings', { ...window, ...only }),
          );
          return listAnswer(list, findingColumns, 'There are no such findings.');
        }),
    );

  group
    .command('undo')
    .description('take a whole import back')
    .argument('<import>', 'id')
    .option(
      '--keep-changed',
      'records changed since, or that others rest on, stay, instead of refusing the whole',
    )
    .action((id: string, options: { keepChanged?: boolean }, command: Command) =>
      perform(run, command, 'vault', async (desk) => {
        const undone = await desk.call('import.undo', { id, keepChanged: options.keepChanged === true });
        const kept =
          undone.kept > 0
            ? ` ${counted(undone.kept, 'record')} changed since, or needed by others, stayed.`
            : '';
        return { json: undone, text: () => `Taken back: ${safeLine(undone.import.title)}.${kept}` };
      }),
    );
}

async function named(desk: Desk, caseName: string | undefined, name: string): Promise<string> {
  return evidenceIdOf(desk, caseName === undefined ? null : await caseIdOf(desk, caseName), name);
}

/** A file is evidence before it is anything else. */
async function tableNamed(desk: Desk, name: string, options: TableOptions): Promise<string> {
  if (isId(name) || /^(?:E-?)?\d+$/i.test(name) || !existsSync(name)) return named(desk, options.case, name);
  if (options.dryRun)
    throw new UsageError(
      'A dry run writes nothing, and a file is evidence first: take it in with "evidence add".',
    );
  if (options.case === undefined) throw new UsageError('Into which case? Give --case.');
  const caseId = await caseIdOf(desk, options.case);
  const taken = await desk.run('evidence.intake', { caseId, paths: [resolve(name)] });
  // The same file once more is the piece it was the first time.
  const evidenceId = taken.evidenceIds[0] ?? taken.leftOut[0]?.evidenceId;
  if (evidenceId === undefined)
    throw new UsageError(`${name} was not taken in: ${taken.refused[0]?.message ?? 'it holds no file'}`);
  return evidenceId;
}

/** With a sheet, table or list other than the first one, if it is named. */
async function inspect(desk: Desk, evidenceId: string, sheet: string | undefined): Promise<Inspection> {
  const found = await desk.call('import.inspectTable', { evidenceId });
  if (sheet === undefined) return found;
  return desk.call('import.inspectTable', { evidenceId, format: withPart(found.format, sheet) });
}

function withPart(format: Inspection['format'], name: string): Inspection['format'] {
  if (format.kind === 'workbook') return { kind: 'workbook', sheet: name };
  if (format.kind === 'html') return { ...format, table: name };
  if (format.kind === 'json') return { kind: 'json', list: name };
  throw new UsageError('This table has no sheets: leave out --sheet.');
}

const candidateColumns = [
  { title: 'Exhibit', value: (row: Candidate) => row.exhibit },
  { title: 'Name', value: (row: Candidate) => row.name, flexible: true },
  { title: 'Is', value: (row: Candidate) => row.format },
  { title: 'Import as', value: (row: Candidate) => row.as },
  { title: 'Imported by', value: (row: Candidate) => row.import?.id ?? '' },
];

const importColumns = [
  { title: 'Import', value: (row: Row) => row.id },
  { title: 'State', value: (row: Row) => (row.undone ? `${row.state}, undone` : row.state) },
  { title: 'Started', value: (row: Row) => row.startedAt },
  { title: 'From', value: (row: Row) => row.source?.exhibit ?? '' },
  { title: 'Title', value: (row: Row) => row.title, flexible: true },
  { title: 'Errors', value: (row: Row) => row.findings.errors, align: 'right' as const },
  { title: 'Came of it', value: (row: Row) => countWords(row.counts), flexible: true },
];

const findingColumns = [
  { title: 'Place', value: (row: Finding) => row.place },
  { title: 'Severity', value: (row: Finding) => row.severity },
  { title: 'Code', value: (row: Finding) => row.code },
  { title: 'What', value: (row: Finding) => row.message, flexible: true },
  { title: 'Row', value: (row: Finding) => row.raw, flexible: true },
];

const importText = (row: Output<'import.get'>, page: Page): string =>
  facts(
    [
      ['Import', row.id],
      ['Title', row.title],
      ['Read', row.source === null ? null : `${row.source.exhibit} ${row.source.name}`],
      ['Reader', row.reader],
      ['State', row.undone ? `${row.state}, undone` : row.state],
      ['Started', row.startedAt],
      ['Ended', row.endedAt],
      ['Came of it', countWords(row.counts)],
      ['Errors', String(row.findings.errors)],
      ['Warnings', String(row.findings.warnings)],
      ['Remarks', String(row.findings.infos)],
      [
        'Not kept',
        row.findings.leftOut > 0 ? `${row.findings.leftOut} more findings were counted only` : null,
      ],
      ['Declared', row.options],
    ],
    page,
  );

function inspectionText(found: Inspection, page: Page): string {
  const head = facts(
    [
      ['Format', found.formatFacts.join(' ')],
      ['To confirm', found.formatDoubts.join(' ')],
      [
        found.format.kind === 'html' ? 'Tables' : 'Sheets',
        found.sheets.map(({ name, hidden }) => (hidden ? `${name} (hidden)` : name)).join('; '),
      ],
      ['Header', found.headerWhy],
      ['Rows are', `${found.rowsAre.value}: ${found.rowsAre.why}`],
      ['Presets that fit', found.presets.map(({ id }) => id).join(', ')],
      ['Remembered', found.remembered?.name ?? null],
    ],
    page,
  );
  const columns = table(
    found.columns,
    [
      { title: '#', value: (row) => row.index + 1, align: 'right' },
      { title: 'Header', value: (row) => row.header, flexible: true },
      { title: 'Guess', value: (row) => row.use.value },
      { title: 'Why', value: (row) => row.use.why, flexible: true },
      { title: 'First cells', value: (row) => row.samples.slice(0, 3).join(' | '), flexible: true },
    ],
    page,
  );
  return `${head}\n\n${columns}`;
}

const resultAnswer = (desk: Desk, result: Result, columns: Inspection['columns']): Answer => ({
  json: result,
  code: result.problems.some(({ severity }) => severity === 'error') ? exitFinding : 0,
  text: (page) => {
    const head =
      result.batchId === null
        ? `Dry run: ${counted(result.rows, 'row')} read, nothing written: ${countWords(result.counts)}. Which of them the case has already is found when they are imported.`
        : `${counted(result.rows, 'row')} read: ${countWords(result.counts)}.\nImport ${result.batchId}`;
    const missing = result.undeclared.map(
      (one) => `${desk.terminal.bad('To be declared')}: ${safeLine(declaringText(one, columns))}`,
    );
    const problems =
      result.problems.length === 0
        ? []
        : [
            table(
              result.problems,
              [
                { title: 'Severity', value: (row) => row.severity },
                { title: 'Code', value: (row) => row.code },
                { title: 'Rows', value: (row) => row.rows, align: 'right' },
                { title: 'First', value: (row) => row.firstRows.join(', ') },
                { title: 'What', value: (row) => row.message, flexible: true },
              ],
              page,
            ),
          ];
    return [head, ...missing, ...problems].join('\n');
  },
});
