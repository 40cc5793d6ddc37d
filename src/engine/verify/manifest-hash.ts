import { getHashes } from 'node:crypto';
import type { HashName } from '../hashing/hash-protocol.ts';

// Manifest names are the algorithm in lower case without punctuation (RFC 8493, section 2.4).
const byManifestName: Record<string, HashName> = {
  md5: 'md5',
  sha1: 'sha1',
  sha224: 'sha224',
  sha256: 'sha256',
  sha384: 'sha384',
  sha512: 'sha512',
  sha3224: 'sha3-224',
  sha3256: 'sha3-256',
  sha3384: 'sha3-384',
  sha3512: 'sha3-512',
  blake2b512: 'blake2b512',
};
const hexLengths: Record<HashName, number> = {
  md5: 32,
  sha1: 40,
  sha224: 56,
  sha256: 64,
  sha384: 96,
  sha512: 128,
  'sha3-224': 56,
  'sha3-256': 64,
  'sha3-384': 96,
  'sha3-512': 128,
  blake2b512: 128,
};

let available: Set<string> | undefined;

/** The algorithm a manifest name stands for, when this runtime can compute it. */
export function hashOfManifestName(name: string): HashName | undefined {
  const hash = byManifestName[name.toLowerCase().replace(/[^a-z0-9]/g, '')];
  // Electron's crypto library knows fewer algorithms than Node's.
  available ??= new Set(getHashes().map((each) => each.toLowerCase()));
  return hash !== undefined && available.has(hash) ? hash : undefined;
}

/** Hexadecimal digits of a digest. */
export function hexLengthOf(hash: HashName): number {
  return hexLengths[hash] ?? 0;
}
