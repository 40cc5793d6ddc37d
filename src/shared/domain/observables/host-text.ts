import { unspaced } from './finding.ts';
import { hasOwnName, isKnownSuffix } from './suffix.ts';

/** Endings nobody registers as a name under another ending: `example.com.be` is `example.com` and the next sentence. */
const isEnding = (label: string): boolean => /^(?:com|net|org|info|biz|example|test|invalid)$/i.test(label);
/** `com.au` and its like are suffixes themselves. */
const isSuffixPair = (labels: readonly string[]): boolean =>
  !hasOwnName(labels.slice(-2).join('.').toLowerCase());

const titleCase = /^\p{Lu}\p{Ll}+$/u;
const ascii = /[A-Za-z0-9]/;

/**
 * The part of a run of letters, digits, dots and hyphens that is one host name: without what the neighbouring words of an unspaced script or
 * the next sentence ("example.com.Please") added. Offsets into the run; null where no part of it ends as hosts do.
 */
export function hostWithin(run: string): { start: number; end: number } | null {
  let start = 0;
  let end = run.length;
  if (unspaced.test(run)) {
    // Words of the sentence before the name, then those behind it.
    const head = /^.*?(?=[A-Za-z0-9][A-Za-z0-9_-]*\.)/su.exec(run)?.[0] ?? '';
    if (head !== '' && !head.includes('.') && unspaced.test(head.at(-1) ?? '')) start = head.length;
    if (ascii.test(run.charAt(start))) {
      const tail = run.slice(start).search(unspaced);
      const upTo = tail < 0 ? '' : run.slice(start, start + tail);
      const last = upTo.split('.').at(-1) ?? '';
      if (upTo.includes('.') && isKnownSuffix(last)) end = start + tail;
    }
  }
  while (start < end && /[.-]/.test(run.charAt(start))) start++;
  while (end > start && /[.\-_]/.test(run.charAt(end - 1))) end--;
  // `example.org-down`: what follows a hyphen behind an ending is another word.
  const lastLabel = run.slice(start, end).split('.').at(-1) ?? '';
  const hyphen = lastLabel.indexOf('-');
  if (hyphen > 0 && !isKnownSuffix(lastLabel) && isKnownSuffix(lastLabel.slice(0, hyphen)))
    end -= lastLabel.length - hyphen;
  const labels = run.slice(start, end).split('.');
  while (labels.length > 2) {
    const last = labels.at(-1) ?? '';
    const rest = labels.slice(0, -1);
    const glued = titleCase.test(last) && !rest.every((label) => titleCase.test(label));
    const ends = isKnownSuffix(last);
    const sentence =
      ends &&
      /^(?:in|is|it|me|no|so|to|at|be|do|am|us|my|as|by|id|ad|de|es|la|an|please|call|click|now)$/i.test(
        last,
      ) &&
      isEnding(rest.at(-1) ?? '') &&
      hasOwnName(rest.join('.')) &&
      !isSuffixPair(labels);
    if (ends && !sentence && !(glued && isKnownSuffix(rest.at(-1) ?? ''))) break;
    if (!ends && !/^\p{Lu}/u.test(last)) return null;
    labels.pop();
    end -= last.length + 1;
  }
  return labels.length >= 2 && isKnownSuffix(labels.at(-1) ?? '') ? { start, end } : null;
}
