import { ProfferError } from '../../shared/domain/errors.ts';

/** Another connection holds the file. */
export const isBusy = (error: unknown): boolean =>
  String((error as { code?: unknown } | null)?.code ?? '').startsWith('SQLITE_BUSY');

/** What SQLite says in its own codes, in ours; null for what is a defect of the program. */
export function fromSqlite(error: unknown): ProfferError | null {
  const code = String((error as { code?: unknown } | null)?.code ?? '');
  const of = (...families: string[]) => families.some((one) => code === one || code.startsWith(`${one}_`));
  if (code === 'SQLITE_FULL') {
    return new ProfferError(
      'disk-full',
      'The disk is full: nothing of this change was saved. Make room and do it again.',
      {},
      { cause: error },
    );
  }
  if (of('SQLITE_IOERR', 'SQLITE_READONLY', 'SQLITE_CANTOPEN', 'SQLITE_PERM')) {
    return new ProfferError(
      'permission',
      'The vault could not be read or written. Check the disk and its permissions; nothing of this change was saved.',
      { sqlite: code },
      { cause: error },
    );
  }
  if (of('SQLITE_CORRUPT', 'SQLITE_NOTADB')) {
    return new ProfferError(
      'corrupt',
      "The vault's database is damaged. Lock it, keep the folder as it is, and restore the last backup into a new one.",
      { sqlite: code },
      { cause: error },
    );
  }
  if (isBusy(error)) {
    return new ProfferError(
      'locked',
      "Another program holds the vault's database. Close it there and do it again; nothing of this change was saved.",
      { sqlite: code },
      { cause: error },
    );
  }
  return null;
}
