import type { ColumnMapping, TableMapping } from '../../../../shared/contract/import-table.ts';
import { maskSecrets } from '../../../../shared/domain/identifiers/secrets/index.ts';
import { type ColumnUse, timeUses } from '../../../../shared/domain/import-words.ts';
import type { LinkKind } from '../../../../shared/domain/kinds.ts';
import type { UncertainDate } from '../../../../shared/domain/uncertain-date.ts';
import { isComment } from '../is-comment.ts';
import type { RowTrouble, SourceRow } from '../text/delimited-parser.ts';
import type { EntityDraft, RowDraft, RowProblem } from './draft.ts';
import { UrlHosts } from './host-drafts.ts';
import { readEvent } from './read-event.ts';
import { readLoss } from './read-loss.ts';
import { ownAccountOf, readPayment } from './read-payment.ts';
import { readPerson } from './read-person.ts';
import { readBrand, readThings } from './read-things.ts';
import { TimeReader } from './read-time.ts';
import { type ColumnsByUse, columnsByUse, RowCells } from './row-cells.ts';

const longestRaw = 4000;
const moneyPlaces: ReadonlySet<string> = new Set(['bank-account', 'wallet']);
/** What a scam reaches people by. */
const contactKinds: ReadonlySet<string> = new Set([
  'phone',
  'email',
  'url',
  'domain',
  'social-account',
  'remote-access',
]);

const troubles: Record<RowTrouble, Omit<RowProblem, 'column'>> = {
  'open-quote': {
    severity: 'warning',
    code: 'open-quote',
    message: 'A quote in this row is never closed; the row was taken apart as if it were ordinary text.',
  },
  'too-many-cells': {
    severity: 'warning',
    code: 'too-many-cells',
    message: 'The row has more cells than a table can have; the rest was left out.',
  },
  'not-json': { severity: 'error', code: 'not-json', message: 'The line is no JSON object.' },
  'cell-cut': {
    severity: 'warning',
    code: 'cell-cut',
    message: 'A cell of this row holds more than a million characters; the rest was left out.',
  },
  'lost-text': {
    severity: 'error',
    code: 'lost-text',
    message: 'A cell of this row names a text that the workbook does not hold; it was read as empty.',
  },
  'spanned-rows': {
    severity: 'warning',
    code: 'spanned-rows',
    message:
      'A cell reaches over several rows, this one among them. As in a spreadsheet, what it says stands in the first of them alone.',
  },
  'spanned-columns': {
    severity: 'info',
    code: 'spanned-columns',
    message: 'A cell of this row reaches over several columns; what it says stands in the first of them.',
  },
};

/** Reads rows into what they would become, by what a person declared of the table. One for each table. */
export class RowReader {
  readonly #mapping: TableMapping;
  readonly #columns: ColumnsByUse;
  readonly #times = new Map<ColumnMapping, TimeReader>();
  readonly #own: EntityDraft | null;
  readonly #hosts = new UrlHosts();
  /** Cells a row should have. */
  readonly #width: number;

  constructor(mapping: TableMapping, width: number) {
    this.#mapping = mapping;
    this.#columns = columnsByUse(mapping);
    this.#width = width;
    for (const use of timeUses)
      for (const column of this.#columns.get(use) ?? []) this.#times.set(column, new TimeReader(column));
    this.#own = ownAccountOf(mapping);
  }

  /** Null for a row without any text. */
  read(row: SourceRow): RowDraft | null {
    if (row.cells.every((cell) => cell.trim() === '')) return null;
    const cells = new RowCells(row, this.#columns);
    if (this.#width === 1 && isComment(row)) return comment(row);
    if (row.trouble) cells.problem(troubles[row.trouble]);
    this.#checkWidth(row, cells);
    this.#checkExactness(row, cells);
    const draft = row.trouble === 'not-json' ? emptyDraft(row) : this.#draft(row, cells);
    // Nothing of a row is taken while something has to be declared: half of it would have to be found again.
    if (cells.problems.some(({ declare }) => declare !== undefined)) Object.assign(draft, emptyDraft(row));
    else if (isEmpty(draft) && !cells.problems.some(({ severity }) => severity === 'error'))
      cells.problem({
        severity: 'warning',
        code: 'nothing-to-take',
        message: 'The columns that are taken say nothing in this row.',
      });
    draft.problems = unique(cells.problems);
    if (draft.problems.length > 0) draft.raw = rawOf(row);
    return draft;
  }

  #draft(row: SourceRow, cells: RowCells): RowDraft {
    const mapping = this.#mapping;
    const draft = emptyDraft(row);
    const paid = this.#time(cells, 'money-date');
    const start = this.#time(cells, 'event-start');
    const end = this.#time(cells, 'event-end');
    const seen = { from: this.#time(cells, 'first-seen'), to: this.#time(cells, 'last-seen') };
    const person = readPerson(cells, mapping);
    const brand = readBrand(cells);
    const things = readThings(cells, mapping, seen);
    draft.entities = [person, ...things, brand].filter((entity) => entity !== null);
    const place = (entity: EntityDraft | undefined | null) =>
      entity ? draft.entities.indexOf(entity) : null;
    const account = things.find(({ kind }) => moneyPlaces.has(kind));
    if (mapping.rowsAre === 'transactions') {
      this.#hosts.join(draft);
      if (this.#own) draft.entities.push(this.#own);
      draft.payment = readPayment(cells, mapping, paid ?? start, {
        own: place(this.#own),
        other: place(account),
      });
      return draft;
    }
    if (person) {
      const loss = readLoss(cells, mapping, paid ?? start);
      if (loss) draft.loss = { ...loss, victim: draft.entities.indexOf(person), to: place(account) };
    } else if (cells.text('amount') !== '')
      cells.problem({
        severity: 'error',
        code: 'loss-without-person',
        message: 'The row names an amount, but nobody who lost it.',
      });
    draft.event = readEvent(cells, mapping, draft.entities, { start: start ?? (end ? null : paid), end });
    this.#keepNotes(cells, draft);
    draft.links = linksOf(draft, person, brand, things);
    this.#hosts.join(draft);
    return draft;
  }

  /** What is kept as a note goes to what the row is about; an event has it in its details already. */
  #keepNotes(cells: RowCells, draft: RowDraft): void {
    const [main] = draft.entities;
    if (!main || draft.event) return;
    const lines = [...cells.labelled('note'), ...(draft.loss ? [] : cells.labelled('reference'))];
    if (lines.length > 0) main.note = [main.note, ...lines].filter((line) => line !== '').join('\n');
  }

  #time(cells: RowCells, use: ColumnUse): UncertainDate | null {
    for (const column of cells.columns(use)) {
      const text = cells.cell(column);
      if (text === '') continue;
      const read = this.#times.get(column)?.read(text);
      if (read && 'when' in read) return read.when;
      if (read) cells.problem({ severity: 'error', column: column.index, ...read.problem });
    }
    return null;
  }

  #checkWidth(row: SourceRow, cells: RowCells): void {
    const surplus = row.cells.slice(this.#width).filter((cell) => cell.trim() !== '').length;
    // Workbooks and JSON leave empty cells at the end out.
    const missing = row.types === undefined && row.cells.length < this.#width;
    if (surplus > 0 || missing)
      cells.problem({
        severity: 'warning',
        code: 'ragged-row',
        message: `The row has ${row.cells.length} cells where the table has ${this.#width}. Look whether its cells stand in the right columns.`,
      });
  }

  #checkExactness(row: SourceRow, cells: RowCells): void {
    for (const column of this.#mapping.columns) {
      if (column.use === 'ignore' || !/x/i.test(row.types?.[column.index] ?? '')) continue;
      cells.problem({
        severity: 'warning',
        code: 'rounded-number',
        column: column.index,
        message:
          'This number has more than 15 digits; the spreadsheet program keeps no more and has put zeros at its end.',
      });
    }
  }
}

const emptyDraft = (row: SourceRow): RowDraft => ({
  row: row.number,
  entities: [],
  links: [],
  loss: null,
  payment: null,
  event: null,
  problems: [],
  raw: null,
});

const comment = (row: SourceRow): RowDraft => ({
  ...emptyDraft(row),
  problems: [{ severity: 'info', code: 'comment', message: 'A comment in the list, and no row of it.' }],
  raw: rawOf(row),
});

const isEmpty = (draft: RowDraft): boolean =>
  draft.entities.length === 0 && !draft.loss && !draft.payment && !draft.event;

/** A cell may be asked for more than once. */
function unique(problems: readonly RowProblem[]): RowProblem[] {
  if (problems.length < 2) return [...problems];
  return [
    ...new Map(
      problems.map((problem) => [`${problem.code} ${problem.column} ${problem.message}`, problem]),
    ).values(),
  ];
}

/** Each cell is masked by itself: a comma before a number may as well be one of decimals. */
const rawOf = ({ cells }: SourceRow): string =>
  cells
    .map((cell) => maskSecrets(cell.slice(0, longestRaw + 60)).text)
    .map((cell) => (/[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
    .join(',')
    .slice(0, longestRaw);

function linksOf(
  draft: RowDraft,
  person: EntityDraft | null,
  brand: EntityDraft | null,
  things: readonly EntityDraft[],
): RowDraft['links'] {
  const links: RowDraft['links'] = [];
  const link = (kind: LinkKind, from: EntityDraft, to: EntityDraft) =>
    links.push({ kind, from: draft.entities.indexOf(from), to: draft.entities.indexOf(to) });
  for (const thing of things) {
    if (person && draft.loss && moneyPlaces.has(thing.kind)) link('paid-to', person, thing);
    else if (person && contactKinds.has(thing.kind)) link('contacted', thing, person);
    if (brand && contactKinds.has(thing.kind)) link('impersonates', thing, brand);
  }
  for (const host of things.filter(({ kind }) => kind === 'domain'))
    for (const ip of things.filter(({ kind }) => kind === 'ip')) link('resolves-to', host, ip);
  for (const url of things.filter(({ kind }) => kind === 'url'))
    for (const ip of things.filter(({ kind }) => kind === 'ip')) link('hosted-on', url, ip);
  return links;
}
