import { foldDigits } from '../../digits.ts';
import { findCards } from './card-numbers.ts';
import { findCredentials } from './credentials.ts';
import { findNationalIds } from './national-ids.ts';
import { type Secret, type SecretKind, secretKinds } from './secret.ts';

export { type Secret, type SecretKind, secretKinds } from './secret.ts';

/** Of other scripts than ours. */
const otherDigits = /[^\P{Nd}0-9]/u;

/**
 * What in a text may not be kept whole, in order, none overlapping another. Only finds whose form, check digit or label
 * says what they are: a phone number or a reference stays.
 */
export function findSecrets(written: string): Secret[] {
  const plain = otherDigits.test(written) ? foldDigits(written) : written;
  // Some scripts have digits of two units: places would shift.
  const text = plain.length === written.length ? plain : written;
  const all = [...findCards(text), ...findNationalIds(text), ...findCredentials(text)];
  if (all.length < 2) return all;
  all.sort((left, right) => left.start - right.start || right.end - left.end);
  let end = 0;
  return all.filter((secret) => {
    if (secret.start < end) return false;
    end = secret.end;
    return true;
  });
}

/** The text without them, and how many of each were taken out. Masking twice changes nothing more. */
export function maskSecrets(text: string): { text: string; masked: { kind: SecretKind; count: number }[] } {
  const secrets = findSecrets(text);
  if (secrets.length === 0) return { text, masked: [] };
  let out = '';
  let at = 0;
  const counts = new Map<SecretKind, number>();
  for (const { kind, start, end, masked } of secrets) {
    out += text.slice(at, start) + masked;
    at = end;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return { text: out + text.slice(at), masked: [...counts].map(([kind, count]) => ({ kind, count })) };
}

/** What a person is told when something of what they wrote was not kept whole. */
export function maskedNotice(maskings: readonly { kind: SecretKind; count: number }[]): string {
  const counts = new Map<SecretKind, number>();
  for (const { kind, count } of maskings) counts.set(kind, (counts.get(kind) ?? 0) + count);
  const words = [...counts].map(([kind, count]) =>
    count === 1 ? `1 ${secretKinds[kind]}` : `${count} × ${secretKinds[kind]}`,
  );
  return `Masked before it was saved: ${words.join(', ')}. Such numbers are never kept whole; the evidence itself is not touched.`;
}
