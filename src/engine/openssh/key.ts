import { createHash, createPrivateKey, createPublicKey, KeyObject } from 'node:crypto';
import { ProfferError } from '../../shared/domain/errors.ts';
import { SshReader, sshString } from './wire.ts';

/** Ed25519 keys in the forms OpenSSH knows. Raw public keys are the 32 bytes of RFC 8032. */

const keyType = 'ssh-ed25519';
// PKCS #8 and SubjectPublicKeyInfo wrappers of RFC 8410 around 32 raw bytes.
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex');
const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex');

/** An Ed25519 private key, or the 32-byte seed of one. */
export type SigningKey = KeyObject | Uint8Array;

export function privateKeyOf(key: SigningKey): KeyObject {
  if (key instanceof KeyObject) {
    if (key.type === 'private' && key.asymmetricKeyType === 'ed25519') return key;
    throw new ProfferError('invalid-input', 'The signing key is not an Ed25519 private key.');
  }
  if (key.length !== 32) {
    throw new ProfferError('invalid-input', 'The seed of an Ed25519 signing key has 32 bytes.', {
      found: key.length,
    });
  }
  return createPrivateKey({ key: Buffer.concat([pkcs8Prefix, key]), format: 'der', type: 'pkcs8' });
}

/** The raw public key, 32 bytes, of a private key or seed. */
export function publicKeyOf(key: SigningKey): Uint8Array {
  const spki = createPublicKey(privateKeyOf(key)).export({ format: 'der', type: 'spki' });
  return new Uint8Array(spki.subarray(spkiPrefix.length));
}

export function publicKeyObject(publicKey: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.concat([spkiPrefix, publicKey]), format: 'der', type: 'spki' });
}

export function encodePublicKey(publicKey: Uint8Array): Buffer {
  return Buffer.concat([sshString(keyType), sshString(publicKey)]);
}

/** The raw key of an SSH public key blob; throws `RangeError` for anything but a well-formed Ed25519 key. */
export function decodePublicKey(blob: Uint8Array): Uint8Array {
  const reader = new SshReader(blob);
  const type = reader.string().toString('latin1');
  if (type !== keyType) throw new RangeError(`the key is of type ${JSON.stringify(type)}, not ${keyType}`);
  const raw = reader.string();
  if (raw.length !== 32 || !reader.atEnd) throw new RangeError('the Ed25519 key has the wrong length');
  return new Uint8Array(raw);
}

/** `ssh-ed25519 AAAA… comment`, as in a `.pub` file, without line end. */
export function publicKeyLine(publicKey: Uint8Array, comment = ''): string {
  const line = `${keyType} ${encodePublicKey(publicKey).toString('base64')}`;
  return comment === '' ? line : `${line} ${comment}`;
}

/** Reads a `.pub` line; answers undefined when it is not an Ed25519 key. */
export function parsePublicKeyLine(line: string): Uint8Array | undefined {
  const match = /^ssh-ed25519 ([A-Za-z0-9+/]+={0,2})(?: .*)?$/.exec(line.trim());
  if (!match) return undefined;
  try {
    return decodePublicKey(Buffer.from(match[1]!, 'base64'));
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** `SHA256:…` as `ssh-keygen -l` prints it. */
export function fingerprint(publicKey: Uint8Array): string {
  const digest = createHash('sha256').update(encodePublicKey(publicKey)).digest('base64');
  return `SHA256:${digest.replace(/=+$/, '')}`;
}

/**
 * One line of an allowed signers file (ssh-keygen(1), ALLOWED SIGNERS), with its line end. The identity may not
 * hold characters that have a meaning there: white space, quotes, commas, wildcards.
 */
export function allowedSignersLine(identity: string, publicKey: Uint8Array, namespace: string): string {
  if (!isSignerIdentity(identity)) {
    throw new ProfferError(
      'invalid-input',
      'A signer is named by an e-mail address or a name without spaces, quotes, commas or wildcards.',
      { identity },
    );
  }
  return `${identity} namespaces="${namespace}" ${publicKeyLine(publicKey)}\n`;
}

export function isSignerIdentity(identity: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9._@+-]{0,199}$/.test(identity);
}
