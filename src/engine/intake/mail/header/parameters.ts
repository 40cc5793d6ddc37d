import { decodeText } from '../charset.ts';
import { decodeWords } from './decode-words.ts';

export interface ParameterField {
  /** Lower case: `text/plain`, `attachment`. */
  value: string;
  /** By lower-case name; the first of a name counts. */
  parameters: Map<string, string>;
}

const parameter = /;[\s;]*([^\s=;"]{1,200})\s*=\s*(?:"((?:[^"\\]|\\[\s\S])*)"?|([^;]*))/y;

interface Piece {
  text: string;
  encoded: boolean;
}

/** `Content-Type` and `Content-Disposition`: RFC 2045, 5.1, with the continuations and charsets of RFC 2231. */
export function readParameters(field: string): ParameterField {
  const text = withoutComments(field);
  const semicolon = text.indexOf(';');
  const value = (semicolon < 0 ? text : text.slice(0, semicolon)).trim().toLowerCase();
  const plain = new Map<string, string>();
  const pieces = new Map<string, Map<number, Piece>>();
  parameter.lastIndex = Math.max(0, semicolon);
  for (let count = 0; semicolon >= 0 && count < 200; count++) {
    const match = parameter.exec(text);
    if (!match) break;
    const quoted = match[2];
    const content = quoted === undefined ? (match[3] ?? '').trim() : quoted.replace(/\\([\s\S])/g, '$1');
    const name = (match[1] ?? '').toLowerCase();
    const extended = /^([^*]+)(?:\*(\d{1,3}))?(\*)?$/.exec(name);
    if (extended && (extended[2] !== undefined || extended[3] !== undefined)) {
      const [, base = '', index = '0', star] = extended;
      const list = pieces.get(base) ?? new Map<number, Piece>();
      if (!list.has(Number(index))) list.set(Number(index), { text: content, encoded: star !== undefined });
      pieces.set(base, list);
    } else if (!plain.has(name)) plain.set(name, decodeWords(content));
  }
  // RFC 6266, 4.3, and good sense: the extended form says it better.
  for (const [name, list] of pieces) plain.set(name, joined(list));
  return { value, parameters: plain };
}

function joined(pieces: Map<number, Piece>): string {
  const ordered = [...pieces].sort(([one], [other]) => one - other).map(([, piece]) => piece);
  let charset: string | null = null;
  const parts: Buffer[] = [];
  for (const [index, { text, encoded }] of ordered.entries()) {
    let rest = text;
    const marked = index === 0 && encoded ? /^([^']*)'[^']*'/.exec(text) : null;
    if (marked) {
      charset = marked[1] || null;
      rest = text.slice(marked[0].length);
    }
    parts.push(encoded ? percentBytes(rest) : Buffer.from(rest, 'utf8'));
  }
  return decodeText(Buffer.concat(parts), charset).text;
}

const percentBytes = (text: string): Buffer =>
  Buffer.from(
    Buffer.from(text, 'utf8')
      .toString('latin1')
      .replace(/%([0-9a-f]{2})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16))),
    'latin1',
  );

/** RFC 5322, 3.2.2: comments in round brackets, nested, outside quoted strings. */
export function withoutComments(text: string): string {
  if (!text.includes('(')) return text;
  let result = '';
  let depth = 0;
  let quoted = false;
  for (let index = 0; index < text.length; index++) {
    const character = text[index]!;
    if (character === '\\') {
      if (depth === 0) result += character + (text[index + 1] ?? '');
      index += 1;
    } else if (character === '"' && depth === 0) {
      quoted = !quoted;
      result += character;
    } else if (character === '(' && !quoted) depth += 1;
    else if (character === ')' && !quoted && depth > 0) depth -= 1;
    else if (depth === 0) result += character;
  }
  return result;
}
