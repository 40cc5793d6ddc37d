/**
 * A text as it is compared: decomposed, without case, accents, invisible characters, and with one kind of blank.
 * `at[i]` is the index in the original where the folded character `i` came from; `at[length]` is its end.
 */
export interface FoldedText {
  folded: string;
  at: number[];
}

// Soft hyphen, joiners, bidi controls, variation selectors: they may not hide a name.
const invisible = /\p{Default_Ignorable_Code_Point}/u;
// Accents, points and vowel signs that are left out at will. Those of Indic scripts are letters and stay.
const accent =
  /(?=\p{Mn})(?:\p{Script=Inherited}|\p{Script=Greek}|\p{Script=Cyrillic}|\p{Script=Hebrew}|\p{Script=Arabic})/u;
const letters: Record<string, string> = {
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ı: 'i',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
  ς: 'σ',
};

/** Folds for comparison. Compatibility forms (fullwidth, ligatures) fold to their plain ones. */
export function fold(text: string): FoldedText {
  let folded = '';
  const at: number[] = [];
  let index = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) {
      folded += character.toLowerCase();
      at.push(index);
    } else if (!invisible.test(character)) {
      for (const part of character.normalize('NFKD').toLowerCase().normalize('NFKD')) {
        if (accent.test(part)) continue;
        const plain = /\s/u.test(part) ? ' ' : (letters[part] ?? part);
        for (let offset = 0; offset < plain.length; offset += 1) at.push(index);
        folded += plain;
      }
    }
    index += character.length;
  }
  at.push(index);
  return { folded, at };
}

export interface Token {
  text: string;
  /** In the folded text. */
  start: number;
  end: number;
}

const word = /[\p{L}\p{N}\p{M}]+/gu;

/** Words of a folded text: letters, digits and the marks that belong to them. */
export function tokens(folded: string): Token[] {
  const found: Token[] = [];
  for (const match of folded.matchAll(word)) {
    found.push({ text: match[0], start: match.index, end: match.index + match[0].length });
  }
  return found;
}
