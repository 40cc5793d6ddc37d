import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { columnMapping, tableMapping } from '../shared/contract/import-table.ts';
import type { Input, Output } from '../shared/contract/index.ts';
import { columnUses } from '../shared/domain/import-words.ts';
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
  if (!existsSync(dirname(path)))
    throw new UsageError(`The mapping cannot be written to ${path}: there is no folder ${dirname(path)}.`);
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
  if (mapping !== undefined) return readMapping(mapping);
  if (preset !== undefined) {
    const fits = found.presets.find(({ id }) => id === preset);
    if (fits) return fits.mapping;
    const known = found.presets.map(({ id }) => id).join(', ');
    throw new UsageError(
      `The columns of this table are not those of "${preset}". ${known ? `Presets that fit: ${known}.` : 'No preset fits: declare the columns in the file "import inspect --write-mapping FILE" writes, and give it as --mapping.'}`,
    );
  }
  if (remembered) {
    if (found.remembered) return found.remembered.mapping;
    throw new UsageError(
      'Nothing is remembered of tables with these headers. Give --preset or --mapping, and --remember NAME to remember it.',
    );
  }
  const presets = found.presets.map(({ id }) => id).join(', ');
  throw new UsageError(
    `Say what the columns are: --preset${presets ? ` (fitting: ${presets})` : ' (none fits)'}, --remembered${found.remembered ? '' : ' (nothing is)'}, or --mapping FILE, which "proffer import inspect --write-mapping FILE" writes.`,
  );
}

/** The engine checks the rest of a mapping; a wrong use is the slip of whoever edits one, and is told with what there is. */
function readMapping(path: string): Mapping {
  let mapping: Mapping;
  try {
    mapping = JSON.parse(readFileSync(path, 'utf8')) as Mapping;
  } catch (error) {
    throw new UsageError(
      error instanceof SyntaxError
        ? `${path} is no mapping: it does not keep to the rules of JSON. "import inspect --write-mapping" writes one.`
        : `${path} cannot be opened. Look whether it is there and may be read.`,
    );
  }
  const wrong =
    Array.isArray(mapping?.columns) &&
    mapping.columns.find((column) => !Object.hasOwn(columnUses, column?.use));
  if (wrong)
    throw new UsageError(
      `"${wrong?.use}" is nothing a column can be (column ${Number(wrong?.index) + 1}, ${wrong?.header}). One of: ${Object.keys(columnUses).join(', ')}.`,
    );
  return mapping;
}

/** `Date.zone=Asia/Kolkata` for a column by its header or number, `lossMethod=card` for the table. The engine checks it. */
function declare(mapping: Mapping, statement: string): void {
  const match = /^(?:(.+)\.)?([A-Za-z]+)=(.*)$/s.exec(statement);
  if (!match)
    throw new UsageError(`"${statement}" declares nothing. Write Column.what=value, such as Date.zone=UTC.`);
  const [, column, what = '', text = ''] = match;
  const shape = column === undefined ? tableMapping.omit({ format: true, columns: true }) : columnMapping;
  if (!(what in shape.shape)) {
    const meant = mapping.columns.find(({ header }) => header === what);
    throw new UsageError(
      meant
        ? `"${statement}" does not say what of the column it declares. Write ${what}.zone=…, ${what}.dayOrder=… or another of: ${Object.keys(columnMapping.shape).join(', ')}.`
        : `"${what}" is nothing that can be declared of ${column === undefined ? 'a table' : 'a column'}. One of: ${Object.keys(shape.shape).join(', ')}.`,
    );
  }
  const value = text === 'true' || text === 'false' ? text === 'true' : text;
  if (column === undefined) {
    Object.assign(mapping, { [what]: value });
    return;
  }
  const target =
    mapping.columns.find(({ header }) => header === column) ??
    mapping.columns.find(({ index }) => String(index + 1) === column);
  if (!target) {
    const known = mapping.columns.map(({ index, header }) => header || String(index + 1)).join(', ');
    throw new UsageError(`The table has no column "${column}". Its columns: ${known}.`);
  }
  Object.assign(target, { [what]: value });
}
