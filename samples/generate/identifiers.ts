import { sha256 } from '@noble/hashes/sha2.js';
import { keccak_256 } from '@noble/hashes/sha3.js';
import { base58, bech32 } from '@scure/base';

/**
 * Twenty bytes nobody has a key to: the head of the SHA-256 of a public sentence. Whatever is sent to an
 * address made of them is lost, so these are burn addresses with valid checksums.
 */
function nobodysHash(label: string): Uint8Array {
  return sha256(new TextEncoder().encode(`Proffer sample case, fictional wallet: ${label}`)).slice(0, 20);
}

/** Bitcoin P2PKH address (Base58Check, version 0) of a burn hash. */
export function burnBitcoinLegacy(label: string): string {
  const payload = new Uint8Array([0, ...nobodysHash(label)]);
  const check = sha256(sha256(payload)).slice(0, 4);
  return base58.encode(new Uint8Array([...payload, ...check]));
}

/** Bitcoin P2WPKH address (BIP 173, witness version 0) of a burn hash. */
export function burnBitcoinSegwit(label: string): string {
  return bech32.encode('bc', [0, ...bech32.toWords(nobodysHash(label))]);
}

/** Ethereum address with the mixed-case checksum of EIP-55, of a burn hash. */
export function burnEthereum(label: string): string {
  const hex = Buffer.from(nobodysHash(label)).toString('hex');
  const check = Buffer.from(keccak_256(new TextEncoder().encode(hex))).toString('hex');
  return `0x${[...hex].map((digit, at) => (Number.parseInt(check[at] ?? '0', 16) >= 8 ? digit.toUpperCase() : digit)).join('')}`;
}

/** A transaction hash that never was: 64 hexadecimal digits from a sentence. */
export function inventedTransaction(label: string): string {
  return Buffer.from(
    sha256(new TextEncoder().encode(`Proffer sample case, fictional transaction: ${label}`)),
  ).toString('hex');
}

/** IBAN with ISO 7064 MOD 97-10 check digits over a basic account number of a bank code nobody holds. */
export function iban(country: string, account: string): string {
  const digits = `${account}${country}00`.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  return `${country}${String(98n - (BigInt(digits) % 97n)).padStart(2, '0')}${account}`;
}

/** Spanish basic account number: bank 9999 (held by nobody), branch 0000, two check digits, ten digits. */
export function spanishAccount(account: string): string {
  const weights = [1, 2, 4, 8, 5, 10, 9, 7, 3, 6];
  const check = (text: string): number => {
    const sum = [...text].reduce((total, digit, at) => total + Number(digit) * (weights[at] ?? 0), 0);
    const rest = 11 - (sum % 11);
    return rest === 11 ? 0 : rest === 10 ? 1 : rest;
  };
  return `99990000${check('0099990000')}${check(account)}${account}`;
}

/** The IBAN in groups of four, as statements print it. */
export function printedIban(text: string): string {
  return text.replace(/(.{4})(?=.)/g, '$1 ');
}
