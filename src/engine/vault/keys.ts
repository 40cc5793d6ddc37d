import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';

/** What each derived key is for. The label is part of the vault format: a released one never changes. */
const labels = {
  database: 'proffer/1/database',
  evidence: 'proffer/1/evidence',
  names: 'proffer/1/evidence-names',
  signing: 'proffer/1/signing',
  header: 'proffer/1/header',
} as const;

/** The keys of an open vault, all 32 bytes, all derived from its one random master key (HKDF-SHA256, RFC 5869). */
export interface VaultKeys {
  master: Buffer;
  database: Buffer;
  evidence: Buffer;
  names: Buffer;
  header: Buffer;
  signing: KeyObject;
  /** Raw 32-byte Ed25519 public key. */
  publicKey: Buffer;
}

export const newMasterKey = (): Buffer => randomBytes(32);

export function deriveKeys(master: Buffer, vaultId: string): VaultKeys {
  const derive = (label: string) => Buffer.from(hkdfSync('sha256', master, vaultId, label, 32));
  const signing = ed25519FromSeed(derive(labels.signing));
  const publicKey = createPublicKey(signing).export({ format: 'der', type: 'spki' }).subarray(-32);
  return {
    master,
    database: derive(labels.database),
    evidence: derive(labels.evidence),
    names: derive(labels.names),
    header: derive(labels.header),
    signing,
    publicKey,
  };
}

/** Overwrites the secrets in memory, as far as a garbage-collected runtime lets one. */
export function forgetKeys(keys: VaultKeys): void {
  for (const key of [keys.master, keys.database, keys.evidence, keys.names, keys.header]) key.fill(0);
}

export const headerMac = (key: Buffer, canonical: string): string =>
  createHmac('sha256', key).update(canonical).digest('base64');

/** Ed25519 private key from its 32-byte seed: the PKCS #8 prefix of RFC 8410 and the seed. */
function ed25519FromSeed(seed: Buffer): KeyObject {
  const prefix = Buffer.from('302e020100300506032b657004220420', 'hex');
  return createPrivateKey({ key: Buffer.concat([prefix, seed]), format: 'der', type: 'pkcs8' });
}
