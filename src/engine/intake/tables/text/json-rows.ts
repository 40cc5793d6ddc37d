import { ProfferError } from '../../../../shared/domain/errors.ts';
import { parseJson } from '../../bounded-json.ts';
import type { TableContent } from '../table-content.ts';
import type { SourceRow } from './delimited-parser.ts';
import { decodedText } from './text-rows.ts';

/** A JSON document is read whole: at most so many bytes of it. */
export const largestJson = 64 << 20;
/** Keys of objects that become columns. */
const mostKeys = 500;
/** A line of JSON Lines. */
const longestLine = 4 << 20;
/** Lines of JSON Lines whose keys make the columns. */
const linesForKeys = 1000;

/** The lists in a JSON document by the key that holds each; empty for a document that is itself a list. */
export type JsonLists = Map<string, unknown[]>;

/** @throws ProfferError `corrupt`, `invalid-input` for a document too large to be read whole. */
export async function readJsonLists(content: TableContent): Promise<JsonLists> {
  if (content.size > largestJson)
    throw new ProfferError(
      'invalid-input',
      `This JSON file has more than ${largestJson >> 20} MB, which is read as a whole. Turn it into JSON Lines or CSV.`,
      { size: content.size },
    );
  let text = '';
  for await (const part of decodedText(content, 'utf-8')) text += part;
  const value = parseJson(text);
  if (Array.isArray(value)) return new Map([['', value]]);
  if (typeof value !== 'object' || value === null)
    throw new ProfferError('invalid-input', 'This JSON document holds one value and no list.');
  const lists: JsonLists = new Map();
  const entries = Object.entries(value);
  for (const [key, inner] of entries) if (Array.isArray(inner) && key !== '') lists.set(key, inner);
  // A document of many keys, each with a list or an object, is itself the list: address → sites.
  if (lists.size === 0 || lists.size > 50)
    return new Map([['', entries.map(([key, inner]) => ({ key, value: inner }))]]);
  return lists;
}

/** The rows of one list: scalars are a column `value`, objects a column for each key. The first row holds the headers. */
export function jsonRows(list: readonly unknown[]): SourceRow[] {
  const keys = keysOf(list);
  return [
    { number: 1, cells: keys },
    ...list.map((item, index) => ({ number: index + 2, cells: cellsOf(item, keys) })),
  ];
}

/** JSON Lines: one object a line, streamed. The first row holds the keys of the first thousand lines. */
export async function* jsonLineRows(content: TableContent): AsyncGenerator<SourceRow[]> {
  let keys: string[] | null = null;
  let waiting: { number: number; item: unknown; raw: string }[] = [];
  let number = 0;
  const rowOf = ({ number: at, item, raw }: { number: number; item: unknown; raw: string }): SourceRow => {
    if (item === undefined) return { number: at + 1, cells: [raw], trouble: 'not-json' };
    return { number: at + 1, cells: cellsOf(item, keys ?? []) };
  };
  for await (const lines of linesOf(content)) {
    const parsed = lines.map((raw) => ({ number: ++number, item: parsedLine(raw), raw }));
    if (keys !== null) yield parsed.map(rowOf);
    else {
      waiting.push(...parsed);
      if (waiting.length < linesForKeys) continue;
      keys = keysOf(waiting.map(({ item }) => item));
      yield [{ number: 1, cells: keys }, ...waiting.map(rowOf)];
      waiting = [];
    }
  }
  if (keys !== null) return;
  keys = keysOf(waiting.map(({ item }) => item));
  yield [{ number: 1, cells: keys }, ...waiting.map(rowOf)];
}

async function* linesOf(content: TableContent): AsyncGenerator<string[]> {
  let rest = '';
  for await (const text of decodedText(content, 'utf-8')) {
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    if (rest.length > longestLine) {
      parts.push(rest.slice(0, longestLine));
      rest = '';
    }
    yield parts.filter((line) => line.trim() !== '');
  }
  if (rest.trim() !== '') yield [rest];
}

function parsedLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function keysOf(items: readonly unknown[]): string[] {
  const keys = new Set<string>();
  for (const item of items) {
    if (keys.size >= mostKeys) break;
    if (isPlain(item)) for (const key of Object.keys(item)) keys.add(key);
    else if (item !== undefined) keys.add('value');
  }
  return [...keys].slice(0, mostKeys);
}

const isPlain = (item: unknown): item is Record<string, unknown> =>
  typeof item === 'object' && item !== null && !Array.isArray(item);

function cellsOf(item: unknown, keys: readonly string[]): string[] {
  if (!isPlain(item)) return keys.map((key) => (key === 'value' ? textOf(item) : ''));
  return keys.map((key) => (Object.hasOwn(item, key) ? textOf(item[key]) : ''));
}

/** Lists of scalars are parted by line ends, which stand in no identifier; what is deeper stays JSON. */
function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.every((one) => typeof one !== 'object'))
    return value.map(String).join('\n');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
