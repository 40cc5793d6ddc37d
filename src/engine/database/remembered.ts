import type { SqliteDatabase } from './sqlite.ts';

/** What has to stay as it is for an answer to stay true: the rows written through the change log, or any row. */
export type Standing = 'logged' | 'any';

const most = 200;

/**
 * Answers that say something of very many rows in few words (how many a list has, which countries a case names), kept until a row
 * they may speak of is written. Counting a million events takes longer than showing a page of them, and a person who scrolls asks
 * for it with each page.
 */
class Remembered {
  private readonly database: SqliteDatabase;
  private readonly answers = new Map<string, { at: string; value: unknown }>();

  constructor(database: SqliteDatabase) {
    this.database = database;
  }

  /** `name`: what is asked, with all it depends on beside the rows. The answer is shared: whoever gets it does not change it. */
  recall<T>(standing: Standing, name: string, ask: () => T): T {
    // Inside a transaction rows may be written that the log does not tell of yet.
    if (this.database.inTransaction) return ask();
    const at = this.state(standing);
    const known = this.answers.get(name);
    if (known?.at === at) return known.value as T;
    return this.keep(name, at, ask());
  }

  /** The same for an answer that takes its time: it is kept where nothing was written meanwhile. */
  async recallSoon<T>(standing: Standing, name: string, ask: () => Promise<T>): Promise<T> {
    const at = this.state(standing);
    const known = this.answers.get(name);
    if (known?.at === at) return known.value as T;
    const value = await ask();
    return this.database.open && this.state(standing) === at ? this.keep(name, at, value) : value;
  }

  private keep<T>(name: string, at: string, value: T): T {
    this.answers.delete(name);
    this.answers.set(name, { at, value });
    if (this.answers.size > most) this.answers.delete(this.answers.keys().next().value!);
    return value;
  }

  private state(standing: Standing): string {
    const sql =
      standing === 'logged'
        ? "SELECT group_concat(device_id || ' ' || seq, ' ' ORDER BY device_id) FROM log_head"
        : // Changes by this connection, and by others (a second program at the same vault).
          "SELECT total_changes() || ' ' || data_version FROM pragma_data_version";
    return `${standing} ${this.database.cached(sql).pluck().get() as string}`;
  }
}

const all = new WeakMap<SqliteDatabase, Remembered>();

/** What is remembered of a database while it is open. */
export function rememberedOf(database: SqliteDatabase): Remembered {
  let one = all.get(database);
  if (!one) {
    one = new Remembered(database);
    all.set(database, one);
  }
  return one;
}
