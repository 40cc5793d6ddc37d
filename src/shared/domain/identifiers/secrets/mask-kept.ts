import { maskSign } from '../../pii.ts';

/** Masks letters and digits but the first and last few of them; blanks and hyphens between stay, so that the form is known. */
export function maskBetween(text: string, first: number, last: number): string {
  const count = text.replace(/[^\p{L}\p{N}]/gu, '').length;
  let at = 0;
  return text.replace(/[\p{L}\p{N}]/gu, (character) => {
    at += 1;
    return at <= first || at > count - last ? character : maskSign;
  });
}
