import type { Row, SqliteDatabase } from '../database/sqlite.ts';
import { fromSqlite } from '../database/sqlite-failure.ts';
import type { RecordTable } from '../log/tables.ts';
import type { RowObserver } from '../log/writer.ts';
import { codesOf, indexedText } from './search-text.ts';
import { readSource, type Source, scopeOf, sourceOfTable, sources, textCode } from './sources.ts';

/** Changes with what is written into the index and how: another form has the index made anew. */
const indexForm = '1';

/** Records given to the index at once while many come in: fewer and larger pieces are merged less often. */
const bulkRecords = 20_000;
/** The same between other work: about a twentieth of a second. */
const quietRecords = 3000;
/** Text given to the index in one transaction, in characters. */
const bulkCharacters = 4 << 20;
/** The same between other work: of four million characters of numbers alone the index makes words for seconds. */
const quietCharacters = 400_000;
const quietMs = 200;
/** Columns nobody finds a record by. */
const unsearched = new Set(['changed_at', 'checked', 'checked_at', 'marking', 'confidence', 'status']);

/**
 * Keeps the search index true. Within each write only the numbers of changed records are noted (`search_record`); their words
 * follow in larger pieces, before the next search at the latest. What is noted survives a crash, so nothing is ever left out.
 */
export class SearchIndex implements RowObserver {
  private readonly database: SqliteDatabase;
  private next = 0;
  private indexedTo = 0;
  private current = false;
  private untidy = true;
  private timer: NodeJS.Timeout | null = null;
  private closed = false;

  constructor(database: SqliteDatabase) {
    this.database = database;
    this.load();
    // A vault just made has nothing to be noted again.
    if (!this.current && !database.prepare('SELECT 1 FROM cases').get()) this.reset();
    this.schedule();
  }

  /** Records noted and not yet given to the index; all of them while the index is to be made anew. */
  get pending(): number {
    return this.current ? Math.max(0, this.next - 1 - this.indexedTo) : Number.POSITIVE_INFINITY;
  }

  inserted(table: RecordTable, row: Row): void {
    if (sourceOfTable(table) && row.hidden_at === null) this.note(table, row.id as string, row);
  }

  updated(table: RecordTable, id: string, columns: Row): void {
    const source = sourceOfTable(table);
    if (!source || Object.keys(columns).every((name) => unsearched.has(name))) return;
    this.forget(id);
    if (columns.hidden_at === undefined || columns.hidden_at === null) {
      const row = this.database
        .cached(`SELECT ${caseColumn(source)} AS case_id FROM ${table} WHERE id = ? AND hidden_at IS NULL`)
        .get(id) as Row | undefined;
      if (row) this.note(table, id, row);
    }
  }

  removed(table: RecordTable, id: string): void {
    if (sourceOfTable(table)) this.forget(id);
  }

  /** The pages of a content's text were written, or taken away. Inside or outside of a transaction. */
  textChanged(contentId: string): void {
    this.forget(contentId);
    const pages = this.database
      .cached('SELECT page FROM evidence_text WHERE content_id = ? ORDER BY page')
      .pluck()
      .all(contentId) as number[];
    for (const page of pages) this.insert(textCode, 0, contentId, page);
    this.schedule();
  }

  /** Called when a write has been committed. */
  committed(): void {
    if (this.current && this.pending >= bulkRecords) this.inBackground(() => this.step(bulkRecords));
    this.schedule();
  }

  /** Gives the index what is pending, for at most `milliseconds`. Answers how many records remain. */
  async catchUp(milliseconds: number, signal?: AbortSignal): Promise<number> {
    const end = performance.now() + milliseconds;
    this.begin();
    while (this.pending > 0 && performance.now() < end) {
      signal?.throwIfAborted();
      this.step(bulkRecords);
      if (this.pending > 0) await new Promise((resolve) => setImmediate(resolve));
    }
    return this.pending;
  }

  /** Makes the index anew from the records. */
  async rebuild(signal: AbortSignal, tell: (done: number, total: number) => void): Promise<number> {
    this.reset();
    const total = this.pending;
    while (this.pending > 0) {
      signal.throwIfAborted();
      tell(total - this.pending, total);
      this.step(bulkRecords);
      await new Promise((resolve) => setImmediate(resolve));
    }
    this.database.exec(`INSERT INTO search_index (search_index) VALUES ('optimize')`);
    return total;
  }

  close(): void {
    this.closed = true;
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
  }

  private load(): void {
    const state = this.database
      .prepare('SELECT indexed_to, form, (SELECT max(number) FROM search_record) AS last FROM search_state')
      .get() as { indexed_to: number; form: string; last: number | null };
    this.indexedTo = state.indexed_to;
    this.current = state.form === indexForm;
    this.next = Math.max(state.indexed_to, state.last ?? 0) + 1;
  }

  private begin(): void {
    if (!this.current) this.reset();
  }

  /** Notes every visible record again and empties the index. */
  private reset(): void {
    const { database } = this;
    const cases = database.prepare('SELECT id FROM cases ORDER BY id').pluck().all() as string[];
    database.derive(() => {
      database.exec(
        `DELETE FROM search_record; DELETE FROM search_removed; INSERT INTO search_index (search_index) VALUES ('delete-all')`,
      );
      for (const source of Object.values(sources)) {
        const column = caseColumn(source);
        const insert = database.prepare(
          `INSERT INTO search_record (kind, scope, record, part)
             SELECT ${source.code}, ?, id, 0 FROM ${source.table} WHERE ${column} = ? AND hidden_at IS NULL ORDER BY id`,
        );
        for (const id of cases) insert.run(scopeOf(id), id);
      }
      database.exec(
        `INSERT INTO search_record (kind, scope, record, part)
           SELECT ${textCode}, 0, content_id, page FROM evidence_text ORDER BY content_id, page`,
      );
      database.prepare('UPDATE search_state SET indexed_to = 0, form = ?').run(indexForm);
    });
    this.load();
  }

  /** Gives the index the words of the next records; each call is one transaction. */
  private step(most: number, mostCharacters = bulkCharacters): void {
    const { database } = this;
    let to = this.indexedTo;
    database.derive(() => {
      const records = database
        .cached(
          'SELECT number, kind, record, part FROM search_record WHERE number > ? ORDER BY number LIMIT ?',
        )
        .raw()
        .all(this.indexedTo, most) as [number, number, string, number][];
      const insert = database.cached(
        'INSERT INTO search_index (rowid, name, body, codes) VALUES (?, ?, ?, ?)',
      );
      let characters = 0;
      let all = records.length < most;
      for (const [number, kind, record, part] of records) {
        const text = readSource(database, kind, record, part);
        if (text) {
          const { name, body } = text;
          insert.run(number, indexedText(name), indexedText(body), codesOf(name) + codesOf(body));
          characters += name.length + body.length;
        } else {
          database.cached('DELETE FROM search_record WHERE number = ?').run(number);
        }
        to = number;
        if (characters > mostCharacters) {
          all = false;
          break;
        }
      }
      // Numbers at the end may belong to records that went again.
      if (all) to = this.next - 1;
      database.cached('UPDATE search_state SET indexed_to = ?').run(to);
    });
    this.indexedTo = to;
  }

  /** Takes the words of records that are gone out of the index. */
  private tidy(most: number): void {
    const { database } = this;
    database.derive(() => {
      const numbers = database
        .cached(
          'DELETE FROM search_removed WHERE number IN (SELECT number FROM search_removed ORDER BY number LIMIT ?) RETURNING number',
        )
        .pluck()
        .all(most) as number[];
      const remove = database.cached('DELETE FROM search_index WHERE rowid = ?');
      for (const number of numbers) remove.run(number);
      this.untidy = numbers.length === most;
    });
  }

  private note(table: RecordTable, id: string, row: Row): void {
    const source = sourceOfTable(table)!;
    this.insert(source.code, scopeOf((table === 'cases' ? id : row.case_id) as string), id, 0);
  }

  private insert(code: number, scope: number, record: string, part: number): void {
    this.database
      .cached('INSERT INTO search_record (number, kind, scope, record, part) VALUES (?, ?, ?, ?, ?)')
      .run(this.next++, code, scope, record, part);
  }

  private forget(record: string): void {
    const numbers = this.database
      .cached('DELETE FROM search_record WHERE record = ? RETURNING number')
      .pluck()
      .all(record) as number[];
    // Taking their words out of the index takes longer than all else; without their number they find nothing.
    for (const number of numbers)
      if (number <= this.indexedTo)
        this.database.cached('INSERT INTO search_removed (number) VALUES (?)').run(number);
    this.untidy ||= numbers.length > 0;
  }

  private schedule(): void {
    if (this.timer || this.closed || (this.pending === 0 && !this.untidy)) return;
    this.timer = setTimeout(() => {
      this.timer = null;
      this.inBackground(() => {
        this.begin();
        if (this.pending > 0) this.step(quietRecords, quietCharacters);
        else this.tidy(quietRecords);
      });
      this.schedule();
    }, quietMs);
    this.timer.unref();
  }

  /** A failure here is no failure of what was written before it: the next search meets it, and says so. */
  private inBackground(work: () => void): void {
    if (this.closed || !this.database.open || this.database.inTransaction) return;
    try {
      work();
    } catch (error) {
      if (!fromSqlite(error)) throw error;
      this.close();
    }
  }
}

const caseColumn = (source: Source): string => (source.table === 'cases' ? 'id' : 'case_id');

const indexes = new WeakMap<SqliteDatabase, SearchIndex>();

/** The index of an open vault's database: there is one, since it numbers what it is given. */
export function searchIndexOf(database: SqliteDatabase): SearchIndex {
  let index = indexes.get(database);
  if (!index) {
    index = new SearchIndex(database);
    indexes.set(database, index);
  }
  return index;
}

/** To be called after rows of `evidence_text` of this content were written or removed, in the same transaction. */
export function indexEvidenceText(database: SqliteDatabase, contentId: string): void {
  searchIndexOf(database).textChanged(contentId);
}
