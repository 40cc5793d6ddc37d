import { matchesOf } from '../../matches.ts';
import { maskSign } from '../../pii.ts';
import type { Secret, SecretKind } from './secret.ts';

const hidden = maskSign.repeat(4);

/** A label, what joins it to its value, and the value in group 1. Bounded repeats only: texts are hostile. */
const forms: readonly { kind: SecretKind; pattern: RegExp }[] = [
  {
    kind: 'password',
    pattern:
      /\b(?:pass ?word|pass ?phrase|pwd|passwort|kennwort|contrase(?:ñ|n)a|mot de passe|पासवर्ड)\s{0,3}(?:[:=]|\b(?:is|was|ist|war|es|est)\b\s{0,2}(?=["'“„«]|\S*\d))\s{0,3}["'“„«]?([^\s"'”»,;]{3,64})/giu,
  },
  {
    kind: 'one-time-code',
    pattern:
      /\b(?:otp|one[- ]time (?:code|password|passcode|pin)|verification code|security code|2fa code|sms code|(?:sms|push|photo)?tan|c(?:ó|o)digo de verificaci(?:ó|o)n|best(?:ä|ae)tigungscode)\s{0,3}(?:[:=#]|\b(?:is|was|ist|war|es|no\.?|number)\b)?\s{0,3}(\d{3}[ -]?\d{1,5}|\d{4,8})(?!\d)/giu,
  },
  {
    kind: 'one-time-code',
    pattern: /(?<!\d)(\d{4,8}|\d{3}[ -]\d{3}) is your (?:[\w-]{1,20} ){0,3}(?:code|otp|passcode|pin)\b/giu,
  },
  {
    kind: 'one-time-code',
    // "PIN code" is a postal code in India.
    pattern:
      /\b(?:atm |upi |card |bank )?pin(?! ?code)\s{0,3}(?:[:=#]|\b(?:is|was)\b)\s{0,3}(\d{4})(?!\d)/giu,
  },
  {
    kind: 'card-code',
    pattern: /\b(?:cvv2?|cvc2?|cid)\s{0,3}(?:[:=#]|\b(?:is|was|code|number)\b){0,2}\s{0,3}(\d{3,4})(?!\d)/giu,
  },
];

/** One look for any of the labels, before each is looked for with what belongs to it. */
const anyLabel = /pass|pwd|kennwort|contrase|पासवर्ड|otp|pin|tan\b|cv[vc]|\bcid\b|code|c(?:ó|o)digo/iu;

/** Passwords, PINs, one-time and security codes, where a label says that they are. */
export function findCredentials(text: string): Secret[] {
  if (!anyLabel.test(text)) return [];
  const found: Secret[] = [];
  for (const { kind, pattern } of forms) {
    for (const match of matchesOf(pattern, text)) {
      const value = match[1];
      if (value === undefined || value.includes(maskSign)) continue;
      const start = match.index + (match[0].startsWith(value) ? 0 : match[0].lastIndexOf(value));
      found.push({ kind, start, end: start + value.length, masked: hidden });
    }
  }
  return found;
}
