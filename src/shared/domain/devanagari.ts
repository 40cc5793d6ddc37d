/**
 * Devanagari in Latin letters by ISO 15919:2001, letter by letter: the vowel that every consonant carries is written
 * also where modern Hindi does not speak it. What is not Devanagari stays. For people who cannot read the script; never
 * an identity.
 */
export function romaniseDevanagari(text: string): string {
  let out = '';
  // NFD parts the letters that have a dot below from the dot.
  const letters = [...text.normalize('NFD')];
  for (let at = 0; at < letters.length; at++) {
    const letter = letters[at]!;
    const dotted = letters[at + 1] === nukta;
    const consonant = (dotted ? withNukta[letter] : undefined) ?? consonants[letter];
    if (consonant === undefined) {
      out += vowels[letter] ?? signs[letter] ?? letter;
      continue;
    }
    if (dotted) at += 1;
    const next = letters[at + 1] ?? '';
    if (next === virama) at += 1;
    else if (vowelSigns[next] !== undefined) at += 1;
    out += consonant + (next === virama ? '' : (vowelSigns[next] ?? 'a'));
  }
  return out.normalize('NFC');
}

/** The alias that is the same name in Latin letters, by its consonants; null where none is. */
export function latinAliasOf(name: string, aliases: readonly string[]): string | null {
  const wanted = skeleton(romaniseDevanagari(name));
  if (wanted === '') return null;
  return aliases.find((alias) => !hasDevanagari(alias) && skeleton(alias) === wanted) ?? null;
}

export const hasDevanagari = (text: string): boolean => /\p{Script=Devanagari}/u.test(text);

/** Consonants alone, as people spell them: `sh` and `ś`, `v` and `w`, `m̐` and `n` are one. */
const skeleton = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[śṣ]/gu, 'sh')
    .replace(/c(?!h)/gu, 'ch')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/w/gu, 'v')
    .replace(/[^a-z]|[aeiou]/gu, '')
    .replace(/(.)\1+/gu, '$1');

const virama = '\u094d';
const nukta = '\u093c';

const consonants: Record<string, string> = Object.fromEntries(
  'क k,ख kh,ग g,घ gh,ङ ṅ,च c,छ ch,ज j,झ jh,ञ ñ,ट ṭ,ठ ṭh,ड ḍ,ढ ḍh,ण ṇ,त t,थ th,द d,ध dh,न n,प p,फ ph,ब b,भ bh,म m,य y,र r,ल l,ळ ḷ,व v,श ś,ष ṣ,स s,ह h'
    .split(',')
    .map((pair) => pair.split(' ') as [string, string]),
);
const withNukta: Record<string, string> = {
  क: 'q',
  ख: 'ḵẖ',
  ग: 'ġ',
  ज: 'z',
  ड: 'ṛ',
  ढ: 'ṛh',
  फ: 'f',
  य: 'ẏ',
  न: 'ṉ',
  र: 'ṟ',
  ळ: 'ḻ',
};
const vowels: Record<string, string> = Object.fromEntries(
  'अ a,आ ā,इ i,ई ī,उ u,ऊ ū,ऋ r̥,ए ē,ऐ ai,ओ ō,औ au,ऍ ê,ऑ ô'
    .split(',')
    .map((pair) => pair.split(' ') as [string, string]),
);
const vowelSigns: Record<string, string> = {
  '\u093e': 'ā',
  '\u093f': 'i',
  '\u0940': 'ī',
  '\u0941': 'u',
  '\u0942': 'ū',
  '\u0943': 'r̥',
  '\u0945': 'ê',
  '\u0947': 'ē',
  '\u0948': 'ai',
  '\u0949': 'ô',
  '\u094b': 'ō',
  '\u094c': 'au',
};
const signs: Record<string, string> = {
  '\u0902': 'ṁ',
  '\u0901': 'm̐',
  '\u0903': 'ḥ',
  '\u0964': '.',
  '\u0965': '.',
  ...Object.fromEntries([...'०१२३४५६७८९'].map((digit, value) => [digit, String(value)])),
};
