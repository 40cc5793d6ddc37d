import { type Identifier, normaliseIdentifier } from '../../../../shared/domain/identifiers/index.ts';

/** What people write before a number that is one, and what they write numbers with. */
const announced =
  /^(?:(?:tele)?phone|tel|ph|mobile|mob|cell|call|fax|whatsapp|toll[- ]?free|no|nr)\b[.:]*\s*/i;
const run = /^[+(]{0,2}\d[\d\s().\-\u2010-\u2015/·]*/;
/** Where a number may end and figures of the remark begin: `… 0100 - 3 calls a day`, `… 0100 (24 hours)`. */
const mayEnd = /\s+[-\u2010-\u2015/]\s|\s{2,}|\s*\(/g;
const extension = /^\s*(?:ext(?:ension|n)?\.?|x)\s*\d{1,6}(?![\w-])/i;
/** Figures that are no telephone number although they have as many digits: dates, sums. */
const otherFigures =
  /^(?:\d{1,4}[-./]\d{1,2}[-./]\d{1,4}|(?:19|20)\d{2}(?:0[1-9]|1[0-2])\d{2}|\d{1,3}(?:[.,]\d{3})+)(?:\s+\d{1,2})?$/;

const digitsOf = (text: string): number => text.replace(/\D/g, '').length;

/** Parts of a cell that may each begin with a number; `030 / 1234567` is one number. */
export function phoneParts(text: string): string[] {
  const parts = text.split(/(?<=[\d)])(?:\s+(?:and|or|und|oder|y|o|et|ou|&)\s+(?=[+(]?\d)|\s+(?=\+\d))/i);
  return parts.flatMap((part) => {
    const sides = part.split(/\s*\/\s*/);
    return sides.every((side) => digitsOf(run.exec(side)?.[0] ?? '') >= 7) ? sides : [part];
  });
}

/**
 * The number a text begins with, and what stands behind it. One that its numbering plan does not have is answered as such;
 * without a country the figures before the remark are the number. Null where it begins with none.
 */
export function leadingPhone(
  text: string,
  country: string | undefined,
): { identified: Identifier; rest: string } | null {
  const label = announced.exec(text)?.[0].length ?? 0;
  const [figures = ''] = run.exec(text.slice(label)) ?? [];
  const ends = [...[...figures.matchAll(mayEnd)].map(({ index }) => index), figures.length];
  let second: { identified: Identifier; rest: string } | null = null;
  for (const end of ends) {
    const bare = figures.slice(0, end).replace(/\D+$/, '');
    const digits = digitsOf(bare);
    if (digits < 7 || digits > 17) continue;
    const behind = text.slice(label + bare.length);
    const tail = extension.exec(behind)?.[0] ?? '';
    if (/^[\p{L}\p{N}]/u.test(behind.slice(tail.length))) continue;
    const identified = normaliseIdentifier('phone', bare + tail, { country });
    const found = { identified, rest: behind.slice(tail.length) };
    if (identified.checked === 'valid') return found;
    if (otherFigures.test(bare)) continue;
    if (identified.checked === 'unchecked' || identified.facts.callingCode !== undefined) second ??= found;
  }
  return second;
}
