import { maskSign } from '../../pii.ts';
import { maskSecrets } from './index.ts';

/** Times, ids and hashes are long rows of digits that mean nobody. */
const harmless =
  /^"(?:\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:?\d{2})|[a-z0-9-]*[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-fA-F]{32,128})"$/;
const longestLooked = 50_000;
/** A single word is a secret only where it is a number. */
const mayHold = /[\s:=]|\d(?:\D?\d){6}/;

/** Members of objects nobody foresaw, whose name says that no vault keeps their value. */
const telling =
  /"((?:[a-z_-]{1,20}_)?(?:password|passwd|passphrase|passcode|pwd|pin|otp|one_time_code|cvv2?|cvc2?|security_code|ssn|social_security_number))"(\s{0,9}:\s{0,9})(?:"(?:[^"\\]|\\.)+"|\d+)/gis;
/** Numbers as numbers: those of cards have so many digits. */
const textsAndNumbers = /"(?:[^"\\]|\\.)*"|(?<![\w.+-])\d{13,19}(?![\w.])/gs;

/** Masks card numbers, national numbers and passwords in the texts of a JSON document; all else stays as it was written. */
export function maskTexts(json: string): string {
  return maskLiterals(
    json.replace(telling, (_, name: string, colon: string) => `"${name}"${colon}"${maskSign.repeat(3)}"`),
  );
}

function maskLiterals(json: string): string {
  return json.replace(textsAndNumbers, (literal) => {
    if (!literal.startsWith('"')) {
      const { text } = maskSecrets(literal);
      return text === literal ? literal : `"${text}"`;
    }
    return literal.length < 6 ||
      !mayHold.test(literal) ||
      literal.length > longestLooked ||
      harmless.test(literal)
      ? literal
      : maskSecrets(literal).text;
  });
}
