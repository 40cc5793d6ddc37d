import { blake2b } from '@noble/hashes/blake2.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { keccak_256 } from '@noble/hashes/sha3.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { bech32, bech32m } from '@scure/base';
import { type Base58Alphabet, decodeBase58 } from './base58.ts';

/** Chains a wallet can be declared to be on. `evm`: any chain with Ethereum's addresses. */
export const chains = {
  bitcoin: 'Bitcoin',
  'bitcoin-testnet': 'Bitcoin test network',
  'bitcoin-cash': 'Bitcoin Cash',
  litecoin: 'Litecoin',
  dogecoin: 'Dogecoin',
  dash: 'Dash',
  zcash: 'Zcash',
  evm: 'Ethereum or a chain with its addresses',
  tron: 'TRON',
  xrp: 'XRP Ledger',
  monero: 'Monero',
  solana: 'Solana',
  polkadot: 'Polkadot or a chain with its addresses',
  cardano: 'Cardano',
  cosmos: 'Cosmos',
  ton: 'TON',
} as const;
export type Chain = keyof typeof chains;

/** What an address turned out to be on one chain. */
export interface AddressReading {
  chain: Chain;
  normal: string;
  form: string;
  checked: 'valid' | 'invalid' | 'unchecked';
  problem?: string;
}

const wrongSum = 'Its checksum is wrong: mistyped or cut.';

function equal(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, index) => byte === right[index]);
}

/** The payload of Base58Check (four bytes of double SHA-256), or why there is none. */
function base58Check(text: string, alphabet: Base58Alphabet = 'bitcoin'): Uint8Array | 'no' | 'wrong-sum' {
  const bytes = decodeBase58(text, alphabet);
  if (!bytes || bytes.length < 5) return 'no';
  const payload = bytes.subarray(0, -4);
  return equal(sha256(sha256(payload)).subarray(0, 4), bytes.subarray(-4)) ? payload : 'wrong-sum';
}

/** First bytes of 20-byte-hash addresses: version, chain, form. */
const versions: Record<string, { chain: Chain; form: string }> = {
  '00': { chain: 'bitcoin', form: 'P2PKH' },
  '05': { chain: 'bitcoin', form: 'P2SH' },
  '6f': { chain: 'bitcoin-testnet', form: 'P2PKH' },
  c4: { chain: 'bitcoin-testnet', form: 'P2SH' },
  '30': { chain: 'litecoin', form: 'P2PKH' },
  '32': { chain: 'litecoin', form: 'P2SH' },
  '1e': { chain: 'dogecoin', form: 'P2PKH' },
  '16': { chain: 'dogecoin', form: 'P2SH' },
  '4c': { chain: 'dash', form: 'P2PKH' },
  '10': { chain: 'dash', form: 'P2SH' },
  '41': { chain: 'tron', form: 'account' },
  '1cb8': { chain: 'zcash', form: 'P2PKH' },
  '1cbd': { chain: 'zcash', form: 'P2SH' },
};

/** Beginnings and lengths that, with a wrong checksum, still say which chain was meant. */
const base58Shapes: readonly [RegExp, Chain][] = [
  [/^[13][1-9A-HJ-NP-Za-km-z]{25,34}$/, 'bitcoin'],
  [/^T[1-9A-HJ-NP-Za-km-z]{33}$/, 'tron'],
  [/^[LM][1-9A-HJ-NP-Za-km-z]{33}$/, 'litecoin'],
  [/^D[1-9A-HJ-NP-Za-km-z]{33}$/, 'dogecoin'],
  [/^X[1-9A-HJ-NP-Za-km-z]{33}$/, 'dash'],
  [/^t[13][1-9A-HJ-NP-Za-km-z]{33}$/, 'zcash'],
];

export function readBase58Check(text: string): AddressReading | null {
  const payload = base58Check(text);
  if (payload instanceof Uint8Array) {
    const hex = bytesToHex(payload);
    const found = versions[hex.slice(0, (payload.length - 20) * 2)];
    return found && (payload.length === 21 || payload.length === 22)
      ? { ...found, normal: text, checked: 'valid' }
      : null;
  }
  const shape = base58Shapes.find(([pattern]) => pattern.test(text));
  return shape
    ? { chain: shape[1], normal: text, form: 'Base58Check', checked: 'invalid', problem: wrongSum }
    : null;
}

const segwitChains: Record<string, Chain> = { bc: 'bitcoin', tb: 'bitcoin-testnet', ltc: 'litecoin' };

/** Segregated witness addresses: BIP 173 for version 0, BIP 350 for the rest. */
export function readSegwit(text: string): AddressReading | null {
  const lower = text.toLowerCase();
  const prefix = /^(bc|tb|ltc)1[a-z0-9]{6,87}$/.exec(lower)?.[1];
  const chain = prefix ? segwitChains[prefix] : undefined;
  if (!chain) return null;
  const wrong = (problem: string): AddressReading => ({
    chain,
    normal: text,
    form: 'segwit',
    checked: 'invalid',
    problem,
  });
  if (text !== lower && text !== text.toUpperCase())
    return wrong('It mixes upper and lower case, which its format forbids.');
  for (const [coder, versionFits] of [
    [bech32, (version: number) => version === 0],
    [bech32m, (version: number) => version >= 1 && version <= 16],
  ] as const) {
    const decoded = coder.decodeUnsafe(lower, 90);
    if (!decoded) continue;
    const [version = -1, ...words] = decoded.words;
    const program = coder.fromWordsUnsafe(words);
    const length = program?.length ?? 0;
    const fits = version === 0 ? length === 20 || length === 32 : length >= 2 && length <= 40;
    if (!versionFits(version) || !fits) return wrong('Its checksum is right, but not what it holds.');
    const form =
      version === 0
        ? length === 20
          ? 'P2WPKH'
          : 'P2WSH'
        : version === 1 && length === 32
          ? 'P2TR'
          : `witness version ${version}`;
    return { chain, normal: lower, form, checked: 'valid' };
  }
  return wrong(wrongSum);
}

/** The mixed-case checksum of EIP-55. */
export function eip55(lowerHex: string): string {
  const hash = bytesToHex(keccak_256(utf8ToBytes(lowerHex)));
  const letters = [...lowerHex].map((letter, index) =>
    Number.parseInt(hash[index] ?? '0', 16) >= 8 ? letter.toUpperCase() : letter,
  );
  return `0x${letters.join('')}`;
}

export function readEvm(text: string): AddressReading | null {
  const hex = /^0[xX]([0-9a-fA-F]{40})$/.exec(text)?.[1];
  if (!hex) return null;
  const lower = hex.toLowerCase();
  const normal = eip55(lower);
  const base = { chain: 'evm' as const, normal, form: 'account' };
  if (hex === lower || hex === hex.toUpperCase()) {
    // Forty digits without a letter have no case and so nothing to check either.
    return {
      ...base,
      checked: 'unchecked',
      problem: 'It is written in one case, so its checksum (EIP-55) cannot be checked.',
    };
  }
  return `0x${hex}` === normal
    ? { ...base, checked: 'valid' }
    : {
        ...base,
        checked: 'invalid',
        problem: 'Its upper and lower case do not fit its checksum (EIP-55): mistyped.',
      };
}

export function readXrp(text: string): AddressReading | null {
  if (!/^r[1-9A-HJ-NP-Za-km-z]{24,34}$/.test(text)) return null;
  const payload = base58Check(text, 'xrp');
  const base = { chain: 'xrp' as const, normal: text, form: 'account' };
  if (payload instanceof Uint8Array && payload.length === 21 && payload[0] === 0)
    return { ...base, checked: 'valid' };
  return { ...base, checked: 'invalid', problem: wrongSum };
}

export function readMonero(text: string): AddressReading | null {
  if (!/^[48][1-9A-HJ-NP-Za-km-z]{94}(?:[1-9A-HJ-NP-Za-km-z]{11})?$/.test(text)) return null;
  const bytes = decodeBase58(text, 'monero');
  const base = { chain: 'monero' as const, normal: text };
  const form = { 18: 'standard', 19: 'integrated', 42: 'subaddress' }[bytes?.[0] ?? 0];
  if (!bytes || !form || !equal(keccak_256(bytes.subarray(0, -4)).subarray(0, 4), bytes.subarray(-4))) {
    return { ...base, form: 'address', checked: 'invalid', problem: wrongSum };
  }
  return { ...base, form, checked: 'valid' };
}

/** SS58 of Substrate: two bytes of BLAKE2b over `SS58PRE` and the payload. */
export function readPolkadot(text: string): AddressReading | null {
  if (!/^[1-9A-HJ-NP-Za-km-z]{46,49}$/.test(text)) return null;
  const bytes = decodeBase58(text);
  if (!bytes || (bytes.length !== 35 && bytes.length !== 36)) return null;
  const payload = bytes.subarray(0, -2);
  const preimage = new Uint8Array([...utf8ToBytes('SS58PRE'), ...payload]);
  if (!equal(blake2b(preimage).subarray(0, 2), bytes.subarray(-2))) return null;
  return { chain: 'polkadot', normal: text, form: 'SS58', checked: 'valid' };
}

/** Chains whose checksum is not taken apart here, or that have none: form only. */
const shapes: readonly [RegExp, Chain, string][] = [
  [/^(?:bitcoincash:)?[qp][0-9ac-hj-np-z]{41}$/, 'bitcoin-cash', 'CashAddr'],
  [/^addr1[02-9ac-hj-np-z]{53,98}$/, 'cardano', 'Shelley'],
  [/^(?:cosmos|osmo|terra|inj)1[02-9ac-hj-np-z]{38}$/, 'cosmos', 'account'],
  [/^[EU]Q[A-Za-z0-9_-]{46}$/, 'ton', 'account'],
];

export function readShape(text: string): AddressReading | null {
  const found = shapes.find(([pattern]) => pattern.test(text));
  if (!found) return null;
  const [, chain, form] = found;
  return {
    chain,
    normal: text,
    form,
    checked: 'unchecked',
    problem: `Proffer does not check addresses of ${chains[chain]}.`,
  };
}

/** 32 bytes in Base58 without any checksum: only where Solana was declared, or nothing else fits. */
export function readSolana(text: string): AddressReading | null {
  if (!/^[1-9A-HJ-NP-Za-km-z]{32,44}$/.test(text) || decodeBase58(text)?.length !== 32) return null;
  return {
    chain: 'solana',
    normal: text,
    form: 'account',
    checked: 'unchecked',
    problem: 'Addresses of Solana have no checksum.',
  };
}
