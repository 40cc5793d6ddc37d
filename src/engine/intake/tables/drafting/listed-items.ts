import { type Identifier, normaliseIdentifier } from '../../../../shared/domain/identifiers/index.ts';
import type { EntityKind } from '../../../../shared/domain/kinds.ts';
import { findObservables } from '../../../../shared/domain/observables/index.ts';
import { leadingPhone, phoneParts } from './listed-phones.ts';

/** What stands in lists, one or more to a line and with remarks: kinds that can be told from the words around them. */
const listedKinds = ['url', 'domain', 'ip', 'email', 'phone', 'wallet', 'bank-account'] as const;
type ListedKind = (typeof listedKinds)[number];

export interface ListedItem {
  identified: Identifier;
  /** What stood beside it; empty where nothing did. */
  remark: string;
}

export interface ItemContext {
  country?: string | undefined;
  chain?: string | undefined;
}

/** Longer texts are stories, not lines of a list. */
const longestLine = 2_000;

export const isListed = (kind: EntityKind): kind is ListedKind =>
  (listedKinds as readonly string[]).includes(kind);

/** Signs behind a web address that begin a remark or another address. A blank alone may be one of its path. */
const beginsRemark = /\s(?:[-\u2010-\u2015([#|"=>]|h(?:tt|xx)ps?:)|[,;|]\s/i;

/** Whether a text can stand as one of its kind as it is: browsers would read a remark behind an address as a part of it. */
export const standsWhole = ({ kind, checked, asFound }: Identifier): boolean =>
  checked !== 'invalid' && !(kind === 'url' && beginsRemark.test(asFound.trim()));

/**
 * The things of one kind in a line of a list, each with its remark: `+91 22 5555 0100 - calls at night`, `a.example, b.example
 * (both down)`. A part counts that begins with one; among words only the single one there is, for of several nobody can say
 * which is meant. Empty where there is none.
 */
export function listedItems(kind: ListedKind, text: string, context: ItemContext): ListedItem[] {
  if (text.length > longestLine) return [];
  const items: ListedItem[] = [];
  const before: string[] = [];
  for (const part of partsOf(kind, text)) {
    const found = leadingItem(kind, part, context);
    if (found) {
      const more = itemsAlone(kind, found.rest, context);
      items.push({ identified: found.identified, remark: more ? '' : bare(found.rest) });
      for (const identified of more ?? []) items.push({ identified, remark: '' });
    } else if (bare(part) !== '') {
      const last = items.at(-1);
      if (last) last.remark = joined([last.remark, bare(part)]);
      else before.push(bare(part));
    }
  }
  const [first] = items;
  if (!first) return itemAmongWords(kind, text, context);
  first.remark = joined([...before, first.remark]);
  return items;
}

/** What a line begins with, or null. */
export function leadingItem(
  kind: ListedKind,
  text: string,
  context: ItemContext,
): { identified: Identifier; rest: string } | null {
  const line = text.trim();
  if (kind === 'phone') return leadingPhone(line, context.country);
  if (kind === 'bank-account') return leadingAccount(line, context);
  const [word = ''] = /^\S+/.exec(line) ?? [];
  const plain = word.replace(/^["'<(]+/, '').replace(/["'>,;:.]+$/, '');
  const whole = plain.includes('(') ? plain : plain.replace(/\)+$/, '');
  const identified = normaliseIdentifier(kind, whole, context);
  return identified.checked === 'valid' ? { identified, rest: line.slice(word.length) } : null;
}

function leadingAccount(
  line: string,
  { country }: ItemContext,
): { identified: Identifier; rest: string } | null {
  const [found] = findObservables(line, { countries: country ? [country] : [] });
  if (found?.kind !== 'bank-account' || found.start !== 0) return null;
  const identified = normaliseIdentifier('bank-account', line.slice(0, found.end), { country });
  return identified.checked === 'valid' ? { identified, rest: line.slice(found.end) } : null;
}

/** Where nothing but further things of the kind stands behind the first. */
function itemsAlone(kind: ListedKind, rest: string, context: ItemContext): Identifier[] | null {
  const words = rest.trim().split(/\s+/);
  if (kind === 'phone' || kind === 'bank-account' || words[0] === '') return null;
  const items = words.map((word) => leadingItem(kind, word, context)?.identified);
  return items.every((item) => item !== undefined) ? items : null;
}

function itemAmongWords(kind: ListedKind, text: string, context: ItemContext): ListedItem[] {
  // One word is what it is: what looks like a part of it would be a guess.
  if (!/\s/.test(text)) return [];
  const { country } = context;
  const found = findObservables(text, { countries: country ? [country] : [] }).filter(
    (one) => one.kind === kind,
  );
  const [first] = found;
  if (!first || found.length > 1) return [];
  const identified = normaliseIdentifier(kind, text.slice(first.start, first.end), context);
  if (identified.checked !== 'valid') return [];
  const remark = joined([text.slice(0, first.start), text.slice(first.end)].map(bare));
  return [{ identified, remark }];
}

/** Parts at signs that part lists, outside brackets. Within addresses commas and semicolons are ordinary characters. */
function partsOf(kind: ListedKind, text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] as string;
    if (sign === '(') depth += 1;
    else if (sign === ')') depth = Math.max(0, depth - 1);
    if (depth > 0 || !/[,;|\n\t]/.test(sign)) continue;
    if (kind === 'url' && /[,;|]/.test(sign) && /\S/.test(text[at + 1] ?? ' ')) continue;
    parts.push(text.slice(from, at));
    from = at + 1;
  }
  parts.push(text.slice(from));
  const filled = parts.map((part) => part.trim()).filter((part) => part !== '');
  return kind === 'phone' ? filled.flatMap(phoneParts) : filled;
}

const joined = (texts: readonly string[]): string => texts.filter((text) => text !== '').join('; ');

/** A remark without what parted it from its thing. */
function bare(text: string): string {
  const inner = text.replace(/^[\s\-\u2010-\u2015:;,|#/*=>]+|[\s:;,|]+$/g, '');
  const enclosed = /^\(([^()]*)\)$|^\[([^[\]]*)\]$|^"([^"]*)"$/.exec(inner);
  return (enclosed?.slice(1).find((part) => part !== undefined) ?? inner).trim();
}
