export interface Strength {
  /** 0 too short, 1 weak, 2 fair, 3 good, 4 strong. */
  level: 0 | 1 | 2 | 3 | 4;
  note: string;
}

export const minimumLength = 12;

/**
 * A rough word about a passphrase: length in distinct characters and words, which is what a person can change.
 * It is no measure of entropy and says so by never promising more than "strong".
 */
export function passphraseStrength(passphrase: string): Strength {
  const length = [...passphrase].length;
  if (length < minimumLength) {
    return { level: 0, note: `At least ${minimumLength} characters; ${minimumLength - length} to go.` };
  }
  const distinct = new Set(passphrase.toLowerCase()).size;
  if (distinct < 6 || /^(.{1,4})\1+$/.test(passphrase)) {
    return { level: 1, note: 'The same few characters repeat. Use several unrelated words.' };
  }
  const words = new Set(
    passphrase
      .trim()
      .toLowerCase()
      .split(/[\s._-]+/)
      .filter((word) => word.length > 2),
  ).size;
  if (words >= 5 || length >= 28)
    return { level: 4, note: 'Long and varied. Nobody can recover it for you.' };
  if (words >= 4 || length >= 20)
    return { level: 3, note: 'Good. Another unrelated word makes it stronger.' };
  if (length >= 16)
    return { level: 2, note: 'Fair. Four or five unrelated words are better and easier to keep.' };
  return { level: 1, note: 'Short. Four or five unrelated words are better and easier to keep.' };
}
