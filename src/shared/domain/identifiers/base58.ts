import { base58, base58xmr, base58xrp } from '@scure/base';

/** Base58 in the alphabets of Bitcoin, XRP and Monero; null where the text is not in the alphabet. */
export type Base58Alphabet = 'bitcoin' | 'xrp' | 'monero';

const coders = { bitcoin: base58, xrp: base58xrp, monero: base58xmr };

/** Decoding is quadratic in the length; no address comes near this. */
const maxLength = 128;

export function decodeBase58(text: string, alphabet: Base58Alphabet = 'bitcoin'): Uint8Array | null {
  if (text.length === 0 || text.length > maxLength) return null;
  try {
    return coders[alphabet].decode(text);
  } catch {
    return null;
  }
}
