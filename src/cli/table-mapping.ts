import { readFileSync, writeFileSync } from 'node:fs';
import type { Input, Output } from '../shared/contract/index.ts';
import { UsageError } from './usage-error.ts';

type Inspection = Output<'import.inspectTable'>;
type Mapping = Input<'import.table'>['mapping'];

/** The guessed uses of all columns, and nothing declared: dates, zones and currencies are left for the person. */
export const suggestedMapping = (found: Inspection): Mapping => ({
  format: found.format,
  headerRow: found.headerRow,
  rowsAre: found.rowsAre.value,
  columns: found.columns.map(({ index, header, use }) => ({ index, header, use: use.value })),
});

export function writeMapping(path: string, mapping: Mapping): void {
  writeFileSync(path, `${JSON.stringify(mapping, null, 2)}\n`, { flag: 'wx', mode: 0o600 });
}

/** What a person says the columns are: a file, a preset or what is remembered, with what they declare beside it. */
export function mappingOf(
  found: Inspection,
  options: { mapping?: string; preset?: string; remembered?: boolean; declare?: string[] },
): Mapping {
  const mapping = structuredClone(chosen(found, options));
  for (const statement of options.declare ?? []) declare(mapping, statement);
  return mapping;
}

function chosen(
  found: Inspection,
  { mapping, preset, remembered }: { mapping?: string; preset?: string; remembered?: boolean },
): Mapping {
  if (mapping !== undefined) {
    try {
      return JSON.parse(readFileSync(mapping, 'utf8')) as Mapping;
    } catch (error) {
      throw new UsageError(
        `${mapping} cannot be read as a mapping: ${error instanceof Error ? error.message : error}`,
      );
    }
  }
  if (preset !== undefined) {
    const fits = found.presets.find(({ id }) => id === preset);
    if (fits) return fits.mapping;
    const known = found.presets.map(({ id }) => id).join(', ');
    throw new UsageError(
      `The columns of this table are not those of "${preset}". Presets that fit: ${known || 'none'}.`,
    );
  }
  if (remembered) {
    if (found.remembered) return found.remembered.mapping;
    throw new UsageError('Nothing is remembered of tables with these headers.');
  }
  throw new UsageError(
    'Say what the columns are: --preset, --remembered, or --mapping with a file from "import inspect --write-mapping".',
  );
}

/** `Date.zone=Asia/Kolkata` for a column by its header or number, `lossMethod=card` for the table. The engine checks it. */
function declare(mapping: Mapping, statement: string): void {
  const match = /^(?:(.+)\.)?([A-Za-z]+)=(.*)$/s.exec(statement);
  if (!match)
    throw new UsageError(`"${statement}" declares nothing. Write Column.what=value, such as Date.zone=UTC.`);
  const [, column, what = '', text = ''] = match;
  const value = text === 'true' || text === 'false' ? text === 'true' : text;
  if (column === undefined) {
    Object.assign(mapping, { [what]: value });
    return;
  }
  const target =
    mapping.columns.find(({ header }) => header === column) ??
    mapping.columns.find(({ index }) => String(index + 1) === column);
  if (!target) throw new UsageError(`The table has no column "${column}".`);
  Object.assign(target, { [what]: value });
}
