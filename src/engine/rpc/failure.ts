import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { type ErrorData, ProfferError } from '../../shared/domain/errors.ts';
import { fromSqlite } from '../database/sqlite-failure.ts';
import { fieldName } from './field-names.ts';
import { mostIssues, predicateOf, refusalOf } from './refusal.ts';

/**
 * What a caller gave, as the contract wants it.
 * @throws ProfferError `invalid-input` that says of each field that does not fit what is expected; `details.issues`
 * has the path of each in the contract.
 */
export function checkInput<T extends z.ZodType>(schema: T, input: unknown): z.output<T> {
  const checked = schema.safeParse(input, { error: predicateOf });
  if (!checked.success) throw refused(checked.error.issues);
  const broken = halfCharacter(checked.data);
  if (broken !== null)
    throw refused([{ path: broken, message: 'holds half of a character: type or copy it anew' }]);
  return checked.data;
}

const refused = (issues: readonly { path: PropertyKey[]; message: string }[]) =>
  new ProfferError('invalid-input', refusalOf(issues), {
    issues: issues
      .slice(0, mostIssues)
      .map(({ path, message }) => ({ path: path.map(String), field: fieldName(path), message })),
  });

/** Where a text with half of a surrogate pair stands: no database and no hash can hold it as it is. Null = nowhere. */
function halfCharacter(value: unknown): PropertyKey[] | null {
  if (typeof value === 'string') return /\p{Surrogate}/u.test(value) ? [] : null;
  if (value === null || typeof value !== 'object') return null;
  for (const [key, member] of Object.entries(value)) {
    const below = halfCharacter(member);
    if (below) return [Array.isArray(value) ? Number(key) : key, ...below];
  }
  return null;
}

/**
 * Any failure as what may cross the door. What was not expected becomes `internal` with an incident number; its
 * text, which may quote a case, goes to this process's own error stream and not further.
 */
export function toErrorData(error: unknown): ErrorData {
  if (error instanceof ProfferError) return error.toData();
  const expected = fromSystem(error as NodeJS.ErrnoException) ?? fromSqlite(error);
  if (expected) return expected.toData();
  const incident = reportIncident(error);
  return {
    code: 'internal',
    message: `Something went wrong that should not (incident ${incident}). What was saved before is safe; try again, and report the incident number.`,
    details: { incident },
  };
}

/** Tells this process's own error stream of a failure nobody expected. @returns the number to report it by. */
export function reportIncident(error: unknown): string {
  const incident = randomUUID().slice(0, 8);
  process.stderr.write(
    `incident ${incident}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  return incident;
}

/** File-system failures that need no handling of their own at the place they arise. */
function fromSystem(error: NodeJS.ErrnoException): ProfferError | null {
  if (error?.name === 'AbortError') return new ProfferError('cancelled', 'Cancelled.');
  const where = { path: error?.path ?? null };
  switch (error?.code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new ProfferError(
        'disk-full',
        'The disk is full. Make room and do it again; nothing half done was kept.',
        where,
      );
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new ProfferError(
        'permission',
        `${error.path ?? 'A file'} may not be read or written by this user.`,
        where,
      );
    case 'ENAMETOOLONG':
    case 'ELOOP':
    case 'EISDIR':
      return new ProfferError(
        'invalid-input',
        `${error.path ?? 'A path'} cannot be used: it is too long, turns in a circle, or is a folder where a file is wanted.`,
        where,
      );
    case 'ENOENT':
    case 'ENOTDIR':
      return new ProfferError('not-found', `${error.path ?? 'A file'} is not there.`, where);
    case 'EEXIST':
    case 'ENOTEMPTY':
      return new ProfferError(
        'conflict',
        `${error.path ?? 'A file'} exists already; nothing is overwritten.`,
        where,
      );
    default:
      return null;
  }
}
