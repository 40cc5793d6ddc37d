import fc from 'fast-check';
import { expect } from 'vitest';
import { ProfferError } from '../../../../shared/domain/errors.ts';
import { contentOfBytes } from '../table-content.ts';
import type { SourceRow } from '../text/delimited-parser.ts';
import { openSpreadsheet } from '../workbook/open-spreadsheet.ts';
import type { Workbook } from '../workbook/workbook.ts';

export async function opened(bytes: Uint8Array): Promise<Workbook> {
  const workbook = await openSpreadsheet(contentOfBytes(bytes));
  if (!workbook) throw new ProfferError('invalid-input', 'It is no workbook.');
  return workbook;
}

export async function rowsOf(bytes: Uint8Array, sheet = 0): Promise<SourceRow[]> {
  const workbook = await opened(bytes);
  const rows: SourceRow[] = [];
  if (workbook.sheets.length > sheet) for await (const group of workbook.rows(sheet)) rows.push(...group);
  return rows;
}

/** Each cell with what it is behind it: `12:n`. */
export const told = (row: SourceRow | undefined): string[] =>
  (row?.cells ?? []).map((cell, at) => `${cell}:${row?.types?.[at] ?? ''}`);

/** Whatever is changed in sound bytes or cut off them: every row is read, or the reader says what is wrong in its own words. */
export async function survivesDamage(
  sound: Uint8Array,
  read: (bytes: Uint8Array) => Promise<unknown>,
  numRuns = 200,
): Promise<void> {
  const change = fc.tuple(fc.nat(sound.length - 1), fc.nat(255));
  await fc.assert(
    fc.asyncProperty(
      fc.array(change, { minLength: 1, maxLength: 6 }),
      fc.option(fc.nat(sound.length)),
      async (changes, length) => {
        const bytes = Uint8Array.from(length === null ? sound : sound.subarray(0, length));
        for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
        try {
          await read(bytes);
        } catch (error) {
          expect((error as { code?: string }).code, String((error as Error).stack)).toMatch(
            /^(corrupt|invalid-input|not-found)$/,
          );
        }
      },
    ),
    { numRuns },
  );
}
