/** Whether digits stand by themselves or are a piece of something longer: an amount, a date, a number of another kind. */

const unspaced = '\\p{Script=Han}\\p{Script=Hangul}\\p{Script=Thai}\\p{Script=Hiragana}\\p{Script=Katakana}';
/** A letter or digit of a script with blanks between its words. */
const touchesBefore = new RegExp(`(?![${unspaced}])[\\p{L}\\p{N}_]$`, 'u');
const touchesAfter = new RegExp(`^(?![${unspaced}])[\\p{L}\\p{N}_%°]`, 'u');
/** Signs of amounts, references, paths and sums right before. */
const signBefore = /[#$€£¥₹@&%*^~\\][ ]?$/;
/** `202-`, `B/`, `1.`: something goes on here. */
const goesOnBefore = /[\p{L}\p{N})][.\-/–=]$/u;
/** `Tel/`, `tel=`, `call.020…` written without a blank. */
const labelBefore = /(?:\p{L}[:/.]|\btel=)$/u;
const holdsDate =
  /(?<!\d)\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d{2}(?!\d)|(?<!\d)(?:19|20)\d{2}[./-]\d{1,2}[./-]\d{1,2}(?!\d)/;
const unitAfter = /^ ?[€£$%₹]|^ ?(?:eur|usd|gbp|inr|rs|kg|km|mb|gb|ms|units?|pcs)\b/i;

/** Seconds with their fraction, a port, a part of a hardware address; not the colon behind a word. */
const isAfterColonOfNumber = (before: string): boolean =>
  /[\da-f]:$/i.test(before) && !/[g-z]\w*:$/i.test(before);

/**
 * Judges what lies between two indexes of a text by the few characters on either side. A plus says itself where a
 * number begins.
 */
export function standsAlone(plain: string, start: number, end: number): boolean {
  const before = plain.slice(Math.max(0, start - 8), start);
  const after = plain.slice(end, end + 8);
  const text = plain.slice(start, end);
  const digits = text.replace(/\D/g, '').length;
  if (text.startsWith('+')) {
    if (/[A-Za-z0-9_]$/.test(before)) return false;
  } else {
    if (touchesBefore.test(before) || signBefore.test(before) || isAfterColonOfNumber(before)) return false;
    if (goesOnBefore.test(before) && !labelBefore.test(before)) return false;
    if (/\d\)[ .-]?\(?$/.test(before) || holdsDate.test(text)) return false;
  }
  if ((text.match(/\//g)?.length ?? 0) > 1) return false;
  if (touchesAfter.test(after) && !/^x\d/.test(after)) return false;
  if (/^[.\-/:]\p{N}|^-\p{L}/u.test(after) || (/^,\d/.test(after) && digits < 10)) return false;
  if (unitAfter.test(after)) return false;
  return !hasNeighbours(text, before, after);
}

/** A blank and more digits on either side: fine for a number written without blanks, or beside a date or time. */
function hasNeighbours(text: string, before: string, after: string): boolean {
  if (!/\d\s/.test(text)) return false;
  if (!text.startsWith('+') && /\d [(+]?$/.test(before) && !/[:/.,]\d{1,4} [(+]?$/.test(before)) return true;
  return /^ \d/.test(after) && !/^ \d{1,2}[:/.]\d/.test(after) && !/^ \d{1,3}(?:\D|$)/.test(after);
}
