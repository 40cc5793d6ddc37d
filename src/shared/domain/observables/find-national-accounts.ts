import { abaChecks, type BankScheme } from '../identifiers/bank-schemes.ts';
import { normaliseIdentifier } from '../identifiers/index.ts';
import type { Search } from './finding.ts';

/** A code of a bank or branch as a country writes it, and the account numbers that stand beside it. */
interface Form {
  scheme: BankScheme;
  /** Groups `label` (how it is announced) and `code`. */
  code: RegExp;
  /** Digits of an account number without a word for it, right behind the code. */
  bare: RegExp;
  /** Digits of one that is called an account number. */
  called: readonly [least: number, most: number];
  holds?: (code: string) => boolean;
}

const start = '(?<![\\p{L}\\p{M}\\p{N}])';
const end = '(?![\\p{L}\\p{M}\\p{N}]|[-.,/]\\d)';
const numberWord = '(?:[ \\t]{0,2}(?:numbers?|num|no|nr|code|#|№)\\b)?';
/** What stands between a word and its number; forms align theirs by blanks. */
const is = '[ \\t]{0,2}[.:=#)"]{0,2}(?:[ \\t]{1,2}(?:is|was)\\b)?[ \\t:=#-]{0,30}(?:\\r?\\n[ \\t]{0,30})?';

const accountWord = '(?:(?:bank[ \\t])?acc(?:oun)?t|a/c|acc|ac(?=[ .:#]))';
/** `Sort code / account:` names both, and both follow. */
const bothNamed = `(?:[ \\t]{0,3}(?:[/&+|,]|and\\b)?[ \\t]{0,3}${accountWord}${numberWord})?`;

const labelled = (label: string, code: string): RegExp =>
  new RegExp(`${start}(?<label>${label})${numberWord}${bothNamed}${is}(?<code>${code})${end}`, 'giu');

const labels = {
  'sort-code': 'sort[ -]?code|s/c',
  bsb: 'bsb',
  aba: '(?:aba|ach|wire|bank)?[ \\t]?(?:routing|transit)(?:[ \\t]?(?:/[ \\t]?aba|transit))?|aba(?:[ \\t]rtn)?|rtn',
  ifsc: 'ifsc|ifs[ -]?code|rtgs/neft',
};

const forms: readonly Form[] = [
  {
    scheme: 'sort-code',
    code: labelled(labels['sort-code'], '\\d{6}|\\d\\d-\\d\\d-\\d\\d|\\d\\d \\d\\d \\d\\d'),
    bare: /^\d{8}$/,
    called: [6, 10],
  },
  {
    scheme: 'bsb',
    code: labelled(labels.bsb, '\\d{3}[- ]?\\d{3}'),
    bare: /^\d{6,9}$/,
    called: [5, 10],
  },
  {
    scheme: 'aba',
    code: labelled(labels.aba, '\\d{9}'),
    bare: /^\d{6,17}$/,
    called: [4, 17],
    holds: abaChecks,
  },
  {
    // Its form says what it is; a word for it only lets the number behind it go without one.
    scheme: 'ifsc',
    code: new RegExp(
      `${start}(?:(?<label>${labels.ifsc})${numberWord}${bothNamed}${is})?(?<code>[A-Z]{4}0[A-Z0-9]{6})${end}`,
      'giu',
    ),
    bare: /^\d{9,18}$/,
    called: [6, 18],
  },
];

/** An account number by its name. Groups `digits`. */
const account = new RegExp(
  `${start}${accountWord}(?![ \\t]{0,2}names?\\b)${numberWord}${is}(?<digits>\\d{4,18})${end}|${start}खाता(?:[ \\t](?:संख्या|नंबर))?${is}(?<hindi>\\d{6,18})${end}`,
  'giu',
);
const bareAccount =
  /^[ \t]{0,8}[,;:/|–-]?[ \t]{0,8}(?:\r?\n[ \t]{0,4})?(?<digits>\d{6,18})(?![\p{L}\p{N}]|[-.,/]\d)/u;

/** How far a code reaches for its account number. */
const reach = 120;

interface Number {
  digits: string;
  /** Indexes into the plain text. */
  start: number;
  end: number;
  /** What lies between it and the code, without the words for either. */
  gap: string;
}

const anyCode = new RegExp(`${start}(?:${Object.values(labels).join('|')})(?![\\p{L}\\p{N}])`, 'iu');

/**
 * Whether a gap joins what stands on its two sides: lines of a form that name the holder or the bank may lie between; an
 * empty line, the end of a sentence or the code of another account part them.
 */
const isNear = ({ gap }: Number): boolean =>
  !/\n[ \t]*\r?\n/.test(gap) &&
  gap.split('\n').length <= 4 &&
  !/[.!?]\s+\p{Lu}\p{Ll}+\s/u.test(gap) &&
  !/[.!?;][ \t]*\r?\n|;\s*\p{L}/u.test(gap) &&
  !anyCode.test(gap);

/** Fewer lines first, then fewer characters. */
const distance = ({ gap }: Number): number => (gap.split('\n').length - 1) * 1000 + gap.trim().length;

function behind(plain: string, from: number): Number | null {
  const text = plain.slice(from, from + reach);
  for (const match of text.matchAll(account)) {
    const digits = match.groups?.digits ?? match.groups?.hindi ?? '';
    const last = from + match.index + match[0].length;
    return { digits, start: last - digits.length, end: last, gap: text.slice(0, match.index) };
  }
  return null;
}

function before(plain: string, to: number): Number | null {
  const from = Math.max(0, to - reach);
  const text = plain.slice(from, to);
  const match = [...text.matchAll(account)].at(-1);
  if (!match) return null;
  const digits = match.groups?.digits ?? match.groups?.hindi ?? '';
  const last = from + match.index + match[0].length;
  return { digits, start: last - digits.length, end: last, gap: plain.slice(last, to) };
}

/**
 * Accounts of countries without IBANs, where the code of the bank and the account number stand beside each other and the
 * words around say what they are: a sort code, a BSB, a routing number whose check digit is right, an IFSC. A code alone
 * is no account and is left in the text.
 */
export function findNationalAccounts(search: Search): void {
  for (const form of forms) for (const match of search.plain.matchAll(form.code)) join(search, form, match);
}

function join(search: Search, form: Form, match: RegExpExecArray): void {
  const { plain } = search;
  const { label, code = '' } = match.groups ?? {};
  const codeEnd = match.index + match[0].length;
  const codeStart = codeEnd - code.length;
  if (form.holds && !form.holds(code)) return;
  if (label === undefined && code !== code.toUpperCase()) return;
  const [least, most] = form.called;
  const candidates = [before(plain, match.index), behind(plain, codeEnd)]
    .filter((one) => one !== null)
    .filter((one) => one.digits.length >= least && one.digits.length <= most && isNear(one))
    .filter((one) => search.isFree(Math.min(one.start, codeStart), Math.max(one.end, codeEnd)))
    .sort((one, other) => distance(one) - distance(other));
  const chosen = candidates[0] ?? (label === undefined ? null : unnamed(search, form, codeEnd));
  if (!chosen) return;
  const bank = code.replace(/[- ]/g, '').toUpperCase();
  const identifier = normaliseIdentifier('bank-account', `${bank} ${chosen.digits}`, { scheme: form.scheme });
  if (identifier.checked === 'invalid') return;
  const from = Math.min(chosen.start, codeStart);
  search.add('bank-account', from, closed(plain, from, Math.max(chosen.end, codeEnd)), identifier);
}

/** `50100099912345 (IFSC ZZZZ0000001)` ends with its bracket. */
const closed = (plain: string, from: number, to: number): number =>
  plain.charAt(to) === ')' && /\([^)]*$/.test(plain.slice(from, to)) ? to + 1 : to;

/** Digits right behind an announced code. */
function unnamed(search: Search, { bare }: Form, from: number): Number | null {
  const match = bareAccount.exec(search.plain.slice(from, from + 40));
  const digits = match?.groups?.digits ?? '';
  if (!match || !bare.test(digits)) return null;
  const last = from + match[0].length;
  return search.isFree(from, last) ? { digits, start: last - digits.length, end: last, gap: '' } : null;
}
