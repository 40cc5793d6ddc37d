import { ProfferError } from './errors.ts';
import { plainLatinLetters } from './latin-letters.ts';

export interface ExhibitNumbering {
  /** As the receiving court wants it: `Ex. {n}`, `Annexure A-{n}`, `Exhibit "{letter}"`, `{initials}/{n}`. */
  pattern: string;
  /** Of the witness who produces the exhibits. */
  initials?: string | undefined;
}

/** 1 to A, 26 to Z, 27 to AA. */
function letters(number: number): string {
  let rest = number;
  let text = '';
  while (rest > 0) {
    rest -= 1;
    text = String.fromCharCode(65 + (rest % 26)) + text;
    rest = Math.floor(rest / 26);
  }
  return text;
}

/**
 * The reference of the n-th exhibit. The pattern holds exactly one of `{n}`, `{n:3}` (padded to three digits)
 * and `{letter}`, and may hold `{initials}`. Fails with `invalid-input` on any other pattern.
 */
export function formatExhibitReference({ pattern, initials }: ExhibitNumbering, number: number): string {
  const refuse = (message: string): never => {
    throw new ProfferError('invalid-input', message, { pattern: pattern.slice(0, 100), number });
  };
  if (!Number.isSafeInteger(number) || number < 1) return refuse('Exhibits are numbered from 1.');
  const counters = pattern.match(/\{(?:n|n:[1-9]|letter)\}/g) ?? [];
  const rest = pattern.replace(/\{(?:n|n:[1-9]|letter|initials)\}/g, '');
  if (counters.length !== 1 || /[{}]/.test(rest)) {
    return refuse('An exhibit pattern holds one {n}, {n:3} or {letter}, and may hold {initials}.');
  }
  if (pattern.includes('{initials}') && !initials?.trim()) {
    return refuse('This exhibit pattern needs the initials of the witness who produces the exhibits.');
  }
  return pattern
    .replaceAll('{initials}', () => initials?.trim() ?? '')
    .replace(/\{n(?::([1-9]))?\}/, (_, width?: string) => String(number).padStart(Number(width ?? '1'), '0'))
    .replace('{letter}', letters(number));
}

/** Device names that Windows opens instead of a file, whatever follows the first dot. */
const reserved = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9]|conin\$|conout\$|clock\$)$/;

const plainLatinPattern = new RegExp(`[${Object.keys(plainLatinLetters).join('')}]`, 'g');

/**
 * Lower-case letters, digits and single hyphens, at most `maxLength` of them; safe as part of a file name on any
 * system. Letters outside Latin are left out; `item` where nothing is left.
 */
export function asciiSlug(text: string, maxLength = 60): string {
  const slug = text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(plainLatinPattern, (letter) => plainLatinLetters[letter] ?? '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, maxLength)
    .replace(/^-+|-+$/g, '');
  return slug === '' || reserved.test(slug) ? 'item' : slug;
}

/**
 * The name of an exhibit's file in a package: `A-001_e-mail.eml`. ASCII, no spaces, no `%`, at most 100
 * characters. `label` says what the file is (`e-mail`, `screenshot`): original names may name people and stay in
 * the index. Names are distinct as long as the references are.
 */
export function payloadName(reference: string, label: string, extension: string): string {
  const stem = reference
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  if (stem === '' || stem.length > 40) {
    throw new ProfferError('invalid-input', 'An exhibit reference has 1 to 40 letters or digits.', {
      reference: reference.slice(0, 100),
    });
  }
  const ending = extension
    .toLowerCase()
    .replace(/^\./, '')
    .replace(/[^a-z0-9]/g, '')
    .slice(0, 10);
  return `${stem}_${asciiSlug(label, 45)}${ending === '' ? '' : `.${ending}`}`;
}
