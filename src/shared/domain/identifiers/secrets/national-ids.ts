import { matchesOf } from '../../matches.ts';
import { icao9303, luhn, mod1110, verhoeff, weighted } from './check-digits.ts';
import { maskBetween } from './mask-kept.ts';
import type { Secret, SecretKind } from './secret.ts';

interface Detector {
  kind: SecretKind;
  /** Its digits, of which no two stand further apart than one character: most texts are done with after counting theirs. */
  digits: number;
  /** Its form in text; without a label only where the form alone tells it from other numbers. */
  pattern: RegExp;
  /** Words that make a bare run of digits one; looked for shortly before and behind it. */
  label?: RegExp;
  /** Letters and digits of the match, upper case. */
  check: (bare: string) => boolean;
}

/** Nothing of a longer number or word on either side. */
const open = '(?<![\\p{L}\\p{N}])(?<!\\p{N}[.-])';
const shut = '(?![\\p{L}\\p{N}])(?![-][\\p{N}])';
const form = (body: string, flags = '') => new RegExp(`${open}(?:${body})${shut}`, `gu${flags}`);

/** SSA: no area 000, 666 or 9xx; no group 00; no serial 0000. 219-09-9999 and 078-05-1120 were printed in advertisements. */
const ssn = (bare: string) =>
  /^(?!000|666|9)\d{3}(?!00)\d{2}(?!0000)\d{4}$/.test(bare) && bare !== '078051120' && bare !== '219099999';
/** IRS: 9xx with a group of 50-65, 70-88, 90-92 or 94-99. */
const itin = (bare: string) => /^9\d\d(?:5\d|6[0-5]|7\d|8[0-8]|9[0-24-9])\d{4}$/.test(bare);
/** Two- and one-letter prefixes HMRC does not give out. */
const nino = (bare: string) => !/^(?:BG|GB|NK|KN|TN|NT|ZZ)/.test(bare);
const tfn = (bare: string) =>
  bare.length === 9
    ? weighted(bare, [1, 4, 3, 7, 5, 8, 6, 9, 10], 11)
    : weighted(bare, [10, 7, 8, 4, 6, 3, 5, 1], 11);
const medicare = (bare: string) =>
  /^[2-6]/.test(bare) && weighted(`${bare.slice(0, 8)}${bare[8]}`, [1, 3, 7, 9, 1, 3, 7, 9, -1], 10);
/** BZSt: no leading nought; of the first ten digits one stands twice or three times, the rest at most once. */
function steuerId(bare: string): boolean {
  if (!/^[1-9]\d{10}$/.test(bare) || !mod1110(bare)) return false;
  const counts = [...'0123456789'].map((digit) => bare.slice(0, 10).split(digit).length - 1);
  const repeated = counts.filter((count) => count > 1);
  return repeated.length === 1 && (repeated[0] ?? 0) <= 3;
}
const dniLetters = 'TRWAGMYFPDXBNJZSQVHLCKE';
/** Real Decreto 1553/2005: the letter follows from the number modulo 23. */
const dni = (bare: string) => dniLetters[Number(bare.slice(0, -1)) % 23] === bare.at(-1);
const nie = (bare: string) => dni(`${'XYZ'.indexOf(bare[0] ?? '')}${bare.slice(1)}`);

const detectors: readonly Detector[] = [
  { kind: 'us-ssn', digits: 9, pattern: form('\\d{3}-\\d{2}-\\d{4}'), check: ssn },
  {
    kind: 'us-ssn',
    digits: 9,
    pattern: form('\\d{3}[ .]?\\d{2}[ .]?\\d{4}'),
    label: /\b(?:ssn|social\s+security)\b/i,
    check: ssn,
  },
  { kind: 'us-itin', digits: 9, pattern: form('9\\d{2}-\\d{2}-\\d{4}'), check: itin },
  {
    kind: 'us-itin',
    digits: 9,
    pattern: form('9\\d{2}[ .]?\\d{2}[ .]?\\d{4}'),
    label: /\b(?:itin|taxpayer)\b/i,
    check: itin,
  },
  {
    kind: 'in-aadhaar',
    digits: 12,
    pattern: form('[2-9]\\d{3}([ \\u00a0-])\\d{4}\\1\\d{4}'),
    check: verhoeff,
  },
  {
    kind: 'in-aadhaar',
    digits: 12,
    pattern: form('[2-9]\\d{11}'),
    label: /\b(?:aadh?aa?r|uidai|uid)\b|आधार/i,
    check: verhoeff,
  },
  { kind: 'in-pan', digits: 4, pattern: form('[A-Z]{3}[ABCFGHJLPT][A-Z]\\d{4}[A-Z]'), check: () => true },
  {
    kind: 'uk-nino',
    digits: 6,
    pattern: form('[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\\d{2} ?\\d{2} ?\\d{2} ?[A-D]', 'i'),
    check: nino,
  },
  {
    kind: 'au-tfn',
    digits: 8,
    pattern: form('\\d{2,3}[ -]?\\d{3}[ -]?\\d{3}'),
    label: /\b(?:tfn|tax\s+file)\b/i,
    check: tfn,
  },
  { kind: 'au-medicare', digits: 10, pattern: form('[2-6]\\d{3} \\d{5} \\d(?:[ /-]\\d)?'), check: medicare },
  {
    kind: 'au-medicare',
    digits: 10,
    pattern: form('[2-6]\\d{9}(?:[ /-]?\\d)?'),
    label: /\bmedicare\b/i,
    check: medicare,
  },
  { kind: 'ca-sin', digits: 9, pattern: form('[1-79]\\d{2}-\\d{3}-\\d{3}'), check: luhn },
  {
    kind: 'ca-sin',
    digits: 9,
    pattern: form('\\d{3} ?\\d{3} ?\\d{3}'),
    label: /\b(?:sin|nas|social\s+insurance|assurance\s+sociale)\b/i,
    check: luhn,
  },
  {
    kind: 'de-steuer-id',
    digits: 11,
    pattern: form('[1-9]\\d[ /]?\\d{3}[ /]?\\d{3}[ /]?\\d{3}'),
    label: /steuer|\bid-?nr\b|identifikationsnummer|\btin\b/i,
    check: steuerId,
  },
  { kind: 'de-steuer-id', digits: 11, pattern: form('[1-9]\\d \\d{3} \\d{3} \\d{3}'), check: steuerId },
  {
    kind: 'de-ausweis',
    digits: 1,
    pattern: form('[CFGHJKLMNPRTVWXYZ][CFGHJKLMNPRTVWXYZ0-9]{8}\\d'),
    label: /ausweis|identity\s+card|id\s+card/i,
    check: icao9303,
  },
  {
    kind: 'de-ausweis',
    digits: 1,
    pattern: form('[CFGHJKLMNPRTVWXYZ](?=[A-Z0-9]*\\d)[CFGHJKLMNPRTVWXYZ0-9]{8}'),
    label: /ausweis/i,
    check: () => true,
  },
  {
    kind: 'es-dni',
    digits: 8,
    pattern: form(`\\d{2}\\.?\\d{3}\\.?\\d{3}[ -]?[${dniLetters}]`, 'i'),
    check: dni,
  },
  { kind: 'es-nie', digits: 7, pattern: form(`[XYZ][ -]?\\d{7}[ -]?[${dniLetters}]`, 'i'), check: nie },
];

/** One look for any of the labels, before each is looked for. */
const anyLabel = new RegExp(detectors.flatMap(({ label }) => label?.source ?? []).join('|'), 'i');
/** Every one of these numbers has at least as many digits close together. */
const fewestDigits = 4;

/** How far a label may stand from its number. */
const reach = { before: 40, behind: 20 };

/** Numbers given to people by a state, checked by what each can be checked by. */
export function findNationalIds(text: string): Secret[] {
  const count = mostDigitsTogether(text);
  if (count < fewestDigits) return [];
  const labelled = anyLabel.test(text);
  const found: Secret[] = [];
  for (const { kind, digits, pattern, label, check } of detectors) {
    if (count < digits || (label && !(labelled && label.test(text)))) continue;
    for (const match of matchesOf(pattern, text)) {
      const start = match.index;
      const end = start + match[0].length;
      if (
        label &&
        !label.test(text.slice(Math.max(0, start - reach.before), start)) &&
        !label.test(text.slice(end, end + reach.behind))
      )
        continue;
      if (!check(match[0].replace(/[^\p{L}\p{N}]/gu, '').toUpperCase())) continue;
      found.push({ kind, start, end, masked: maskBetween(match[0], 0, kind === 'de-ausweis' ? 2 : 4) });
    }
  }
  return found;
}

/** The most digits of a text that follow each other with at most one character between any two. */
function mostDigitsTogether(text: string): number {
  let most = 0;
  let count = 0;
  let last = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x30 || code > 0x39) continue;
    count = at - last <= 2 ? count + 1 : 1;
    last = at;
    if (count > most) most = count;
  }
  return most;
}
