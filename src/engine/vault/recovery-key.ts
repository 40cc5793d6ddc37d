import { createHash, randomBytes } from 'node:crypto';
import { ProfferError } from '../../shared/domain/errors.ts';

/** Crockford's base 32: no I, L, O, U, so that a key survives handwriting and a telephone. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * A recovery key: 32 random bytes and a 3-byte check (start of their SHA-256), 280 bits, written as
 * 56 characters in 14 groups of four.
 */
export function newRecoveryKey(): { secret: Buffer; written: string } {
  const secret = randomBytes(32);
  return { secret, written: writeRecoveryKey(secret) };
}

export function writeRecoveryKey(secret: Buffer): string {
  const bytes = Buffer.concat([secret, checkOf(secret)]);
  let value = BigInt(`0x${bytes.toString('hex')}`);
  let digits = '';
  for (let index = 0; index < 56; index++) {
    digits = alphabet[Number(value & 31n)] + digits;
    value >>= 5n;
  }
  return digits.match(/.{4}/g)!.join('-');
}

/**
 * Reads a recovery key as typed: any case, any spacing, O as 0, I and L as 1.
 * @throws ProfferError `wrong-passphrase` when a character is missing or mistyped.
 */
export function readRecoveryKey(typed: string): Buffer {
  const digits = typed
    .toUpperCase()
    .replace(/[\s\-–—]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  if (digits.length !== 56 || [...digits].some((digit) => !alphabet.includes(digit))) {
    throw new ProfferError(
      'wrong-passphrase',
      'A recovery key has 14 groups of four letters and digits. Check what was typed against the sheet.',
      {
        expectedCharacters: 56,
        foundCharacters: digits.length,
      },
    );
  }
  let value = 0n;
  for (const digit of digits) value = (value << 5n) | BigInt(alphabet.indexOf(digit));
  const bytes = Buffer.from(value.toString(16).padStart(70, '0'), 'hex');
  const secret = bytes.subarray(0, 32);
  if (!checkOf(secret).equals(bytes.subarray(32))) {
    throw new ProfferError(
      'wrong-passphrase',
      'The recovery key holds a mistyped character: its check digits do not fit. Read it again from the sheet.',
    );
  }
  return secret;
}

const checkOf = (secret: Buffer): Buffer => createHash('sha256').update(secret).digest().subarray(0, 3);
