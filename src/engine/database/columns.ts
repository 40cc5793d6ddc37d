import type { Row, SqlValue } from './sqlite.ts';

/** The columns of an edit: without the fields that were not given. */
export function definedOnly(fields: Record<string, SqlValue | undefined>): Row {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Row;
}
