import { findHiddenCharacters } from '../text-safety.ts';
import { facts, type Identifier, invalid } from './identifier.ts';

/**
 * The form names are compared by: NFKC, case folded, invisible characters out, blanks collapsed. Diacritics
 * stay: Müller and Muller are two names. Lower case with ß and final ς folded is full Unicode case folding for
 * the scripts of names after NFKC, and unlike upper case keeps Turkish ı.
 */
export function foldName(name: string): string {
  const fold = (text: string) =>
    text
      .normalize('NFKC')
      .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
      .replace(/[\p{Cc}\s]+/gu, ' ')
      .trim()
      .toLowerCase()
      .replaceAll('ß', 'ss')
      .replaceAll('ς', 'σ')
      .normalize('NFKC');
  let before = name;
  let after = fold(name);
  while (after !== before) {
    before = after;
    after = fold(before);
  }
  return after;
}

/** A name for people: NFC, control characters and runs of blanks as one blank, else as found. */
function tidyName(name: string): string {
  return name
    .normalize('NFC')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
}

function normaliseName(kind: 'person' | 'organisation', asFound: string): Identifier {
  if (asFound.length > 1000) return invalid(kind, asFound, 'It is too long for a name.');
  const normal = foldName(asFound);
  if (!/[\p{L}\p{N}]/u.test(normal))
    return invalid(kind, asFound, 'A name has at least one letter or digit.');
  const display = tidyName(asFound);
  const initials = display
    .split(' ')
    .map((word) => [...word].find((letter) => /[\p{L}\p{N}]/u.test(letter)))
    .filter((letter) => letter !== undefined)
    .map((letter) => `${letter}.`);
  const hidden = findHiddenCharacters(asFound);
  return {
    kind,
    asFound,
    normal,
    display,
    defanged: display,
    masked: kind === 'person' ? initials.join(' ') : display,
    checked: 'unchecked',
    problems:
      hidden.length > 0
        ? ['It holds characters that cannot be seen or that turn the reading direction.']
        : [],
    facts: facts({ hidden: hidden.length > 0 ? hidden.map((found) => found.code).join(' ') : null }),
  };
}

/** A person's name; never `valid`, as nothing can confirm a name. */
export function normalisePerson(asFound: string): Identifier {
  return normaliseName('person', asFound);
}

/** An organisation's name. Legal forms (Ltd, GmbH) stay: two companies may differ by nothing else. */
export function normaliseOrganisation(asFound: string): Identifier {
  return normaliseName('organisation', asFound);
}
