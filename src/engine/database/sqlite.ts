import Database from 'better-sqlite3';

/**
 * The one place that knows which SQLite driver is used. `PROFFER_SQLITE_BINDING` names another build of the
 * same addon, for runtimes that refuse the one shipped inside the package.
 */
export class SqliteDatabase extends Database {
  constructor(path: string, options: { timeout?: number; fileMustExist?: boolean; readonly?: boolean } = {}) {
    const nativeBinding = process.env.PROFFER_SQLITE_BINDING;
    super(path, nativeBinding ? { ...options, nativeBinding } : options);
  }

  private readonly statements = new Map<string, Database.Statement>();

  /**
   * A statement prepared once for each SQL text. Not for `iterate`: an open cursor keeps its statement busy. It answers whole
   * rows until `pluck` is called on it again: whoever asked the same before may have plucked it.
   */
  cached(sql: string): Database.Statement {
    let statement = this.statements.get(sql);
    if (!statement) {
      statement = this.prepare(sql);
      this.statements.set(sql, statement);
    } else if (statement.reader) statement.pluck(false);
    return statement;
  }

  /**
   * A transaction over rows that can be made again from others: search index, texts, finds, what was read. It is whole or not
   * there like any other and none is seen before those it follows, but nobody waits for the disk: should the power go, the last
   * of them may be done again. The next write through the change log makes all before it last.
   */
  derive<T>(work: () => T): T {
    this.pragma('synchronous = NORMAL');
    try {
      return this.transaction(work).immediate();
    } finally {
      this.pragma('synchronous = FULL');
    }
  }
}

export type SqlValue = string | number | null;
export type Row = Record<string, SqlValue>;
