/** Single letters of European alphabets that compatibility decomposition (NFKD) leaves whole, as people without them on their keyboard type them. */
export const plainLatinLetters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ı: 'i',
};
