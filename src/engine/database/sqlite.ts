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

  /** A statement prepared once for each SQL text. Not for `iterate`: an open cursor keeps its statement busy. */
  cached(sql: string): Database.Statement {
    let statement = this.statements.get(sql);
    if (!statement) {
      statement = this.prepare(sql);
      this.statements.set(sql, statement);
    }
    return statement;
  }
}

export type SqlValue = string | number | null;
export type Row = Record<string, SqlValue>;
