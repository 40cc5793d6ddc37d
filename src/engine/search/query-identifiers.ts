import { parsePhoneNumberWithError } from 'libphonenumber-js/max';
import { foldDigits } from '../../shared/domain/digits.ts';
import { type Identifier, normaliseIdentifier } from '../../shared/domain/identifiers/index.ts';
import { hostToUnicode } from '../../shared/domain/identifiers/punycode.ts';
import { refang } from '../../shared/domain/identifiers/refang.ts';
import { type EntityKind, entityKinds, valuesOf } from '../../shared/domain/kinds.ts';
import type { Term } from './search-query.ts';
import { tailOf, tailWord, wordsOf } from './search-text.ts';

/** What a query is when it is read as one identifier. */
export interface QueryIdentifiers {
  /** Kind and normal form of everything it can be, to be looked up as it is. */
  readings: { kind: EntityKind; normal: string }[];
  /** Those that only this kind of thing is written like: told to the person. */
  told: Pick<Identifier, 'kind' | 'normal' | 'display'>[];
  /** Any one of these in a text is a find of it. */
  terms: Term[];
  /** Digits of a number without its country: what ends with them is meant. */
  tail: string | null;
}

/** Written so that nothing else looks like them. */
const telling = new Set<EntityKind>(['domain', 'url', 'ip', 'phone', 'email', 'wallet', 'bank-account']);
/** These are never written with blanks in them; a sentence must not be read as one. */
const withoutBlanks = new Set<EntityKind>(['domain', 'url', 'ip', 'email', 'wallet']);
const longest = 2000;
/** Fewer digits end too many numbers. */
const shortestTail = 5;

export function identifiersIn(plain: string): QueryIdentifiers {
  const found: QueryIdentifiers = { readings: [], told: [], terms: [], tail: null };
  if (plain === '' || plain.length > longest) return found;
  const blanks = /\s/.test(refang(plain));
  const digits = foldDigits(plain).replace(/[\s().\-/]/g, '');
  const isNumber = /^\d+$/.test(digits);
  const isMail = normaliseIdentifier('email', plain).checked !== 'invalid';
  for (const kind of valuesOf(entityKinds)) {
    if (blanks && withoutBlanks.has(kind)) continue;
    // Browsers would read it as a host with a name before it.
    if (kind === 'url' && isMail) continue;
    const identifier = normaliseIdentifier(kind, plain);
    if (identifier.checked === 'invalid' && !(kind === 'phone' && identifier.normal.startsWith('+')))
      continue;
    const { normal } = identifier;
    found.readings.push({ kind, normal });
    if (!telling.has(kind)) continue;
    if (kind === 'phone' && !normal.startsWith('+')) {
      found.tail = nationalTail(normal);
      continue;
    }
    // A number is an address to a browser and a telephone number to everybody else: neither is told.
    if (!isNumber || (kind !== 'ip' && kind !== 'url'))
      found.told.push({ kind, normal, display: identifier.defanged });
    found.terms.push(...termsOf(identifier));
    if (kind === 'url') found.readings.push(...hostOf(identifier));
  }
  if (found.tail === null && found.told.length === 0 && isNumber) found.tail = nationalTail(digits);
  if (found.tail !== null && found.told.length === 0) found.terms.push(...tailTerms(found.tail));
  if (found.terms.length > 0) found.terms.push(...phrase(plain));
  found.terms = distinct(found.terms);
  return found;
}

/** A host is a domain and a URL, and often what was typed: looking for it once is enough. */
const distinct = (terms: readonly Term[]): Term[] => [
  ...new Map(terms.map((term) => [`${term.column ?? ''} ${term.words.join(' ')}`, term])).values(),
];

/** Without the trunk prefix, which the international form does not have. */
function nationalTail(digits: string): string | null {
  const tail = digits.replace(/^0+/, '');
  return tail.length >= shortestTail ? tail : null;
}

/** A number without its country: with its trunk prefix, without, and whatever stands before it. */
function tailTerms(tail: string): Term[] {
  const [word, spread] = [tailWord(tail), tailOf(tail)];
  const anywhere: Term[] =
    word && spread ? [{ words: [word], prefix: false, column: 'codes', spread, ending: true }] : [];
  return [joined(tail), joined(`0${tail}`), ...anywhere];
}

const phrase = (text: string): Term[] => {
  const words = wordsOf(text);
  return words.length === 0 ? [] : [{ words, prefix: false }];
};
const joined = (word: string): Term => ({ words: [word], prefix: false, spread: word });

/** A URL that is nothing but its host is the host, too. */
function hostOf({ normal, facts }: Identifier): QueryIdentifiers['readings'] {
  if (!/^[a-z]+:\/\/[^/]+\/?$/.test(normal) || facts.port) return [];
  return facts.ip ? [{ kind: 'ip', normal: facts.ip }] : [{ kind: 'domain', normal: facts.host ?? '' }];
}

function termsOf({ kind, normal, facts }: Identifier): Term[] {
  switch (kind) {
    case 'phone':
      return phoneTerms(normal);
    case 'bank-account':
      return [...phrase(normal), ...(/^[A-Z]{2}\d{2}/.test(normal) ? [joined(normal.toLowerCase())] : [])];
    case 'url': {
      const { host = '' } = facts;
      const rest = normal.slice(normal.indexOf(host) + host.length);
      return hostForms(host).flatMap((form) => phrase(`${form}${rest}`));
    }
    case 'domain':
      return hostForms(normal).flatMap(phrase);
    case 'email': {
      const at = normal.lastIndexOf('@');
      return hostForms(normal.slice(at + 1)).flatMap((host) => phrase(`${normal.slice(0, at)}@${host}`));
    }
    default:
      return phrase(normal);
  }
}

function hostForms(host: string): string[] {
  const unicode = hostToUnicode(host);
  return unicode === host ? [host] : [host, unicode];
}

/** `912265550199`, and as it is dialled within its country: `2265550199`, `02265550199`. */
function phoneTerms(normal: string): Term[] {
  const digits = normal.slice(1);
  const forms = new Set([digits]);
  const number = parsePhoneNumberWithError(normal);
  for (const national of [number.nationalNumber as string, number.formatNational().replace(/\D/g, '')])
    if (national.length >= 7) forms.add(national);
  return [...forms].map(joined);
}
