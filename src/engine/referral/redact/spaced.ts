import type { Token } from './fold.ts';
import type { Range } from './ranges.ts';

const gap = /^[\s.,*_~|/·•‐‑–—@+-]{1,4}$/u;
const shortest = 3;
const longest = 60;

/**
 * Names and addresses spelled letter by letter, `J o h n  E x a m p l e`, `J-o-h-n`: single letters in a row that
 * together are one.
 * @param names What is withheld, its words joined, folded.
 */
export function spacedRanges(
  folded: string,
  found: readonly Token[],
  names: ReadonlyMap<string, string>,
): Range[] {
  const ranges: Range[] = [];
  if (names.size === 0) return ranges;
  let first = 0;
  while (first < found.length) {
    const best = longestFrom(folded, found, names, first);
    if (best) ranges.push(best.range);
    first = best ? best.next : first + 1;
  }
  return ranges;
}

function longestFrom(
  folded: string,
  found: readonly Token[],
  names: ReadonlyMap<string, string>,
  first: number,
): { range: Range; next: number } | null {
  let joined = '';
  let best: { range: Range; next: number } | null = null;
  for (let at = first; at < found.length && joined.length < longest; at += 1) {
    const token = found[at]!;
    const before = found[at - 1];
    if ([...token.text].length !== 1) break;
    if (at > first && before && !gap.test(folded.slice(before.end, token.start))) break;
    joined += token.text;
    const replacement = joined.length >= shortest ? names.get(joined) : undefined;
    if (replacement !== undefined)
      best = { range: { start: found[first]!.start, end: token.end, replacement }, next: at + 1 };
  }
  return best;
}
