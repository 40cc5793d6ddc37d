import { createHash, sign, verify } from 'node:crypto';
import {
  decodePublicKey,
  encodePublicKey,
  fingerprint,
  privateKeyOf,
  publicKeyObject,
  publicKeyOf,
  type SigningKey,
} from './key.ts';
import { SshReader, sshString } from './wire.ts';

/** SSH signatures of files, as `ssh-keygen -Y sign` makes them (OpenSSH, PROTOCOL.sshsig), Ed25519 only. */

const magic = 'SSHSIG';
const begin = '-----BEGIN SSH SIGNATURE-----';
const end = '-----END SSH SIGNATURE-----';
export type SshHash = 'sha256' | 'sha512';

export interface SignSshOptions {
  privateKey: SigningKey;
  message: Uint8Array;
  /** What the signature is for, so that it cannot be passed off as one for something else. */
  namespace: string;
  hash?: SshHash;
}

export type SshSignatureCheck =
  | {
      state: 'valid' | 'invalid';
      /** 32 raw bytes. */
      publicKey: Uint8Array;
      fingerprint: string;
      namespace: string;
      hash: SshHash;
      /** The armour is byte for byte what we and ssh-keygen write. */
      canonical: boolean;
    }
  | { state: 'malformed'; reason: string };

/** The armoured signature, with its last line end. */
export function signSsh(options: SignSshOptions): string {
  const hash = options.hash ?? 'sha512';
  const key = privateKeyOf(options.privateKey);
  const signature = sign(null, signedData(options.message, options.namespace, hash), key);
  const version = Buffer.from([0, 0, 0, 1]);
  return armor(
    Buffer.concat([
      Buffer.from(magic),
      version,
      sshString(encodePublicKey(publicKeyOf(key))),
      sshString(options.namespace),
      sshString(''),
      sshString(hash),
      sshString(Buffer.concat([sshString('ssh-ed25519'), sshString(signature)])),
    ]),
  );
}

/** Checks a signature with the key inside it; whose key that is, the caller has to ask. Never throws on bad input. */
export function verifySsh(armored: Uint8Array | string, message: Uint8Array): SshSignatureCheck {
  try {
    const text = typeof armored === 'string' ? armored : Buffer.from(armored).toString('latin1');
    const blob = unarmor(text);
    const reader = new SshReader(blob);
    if (reader.take(magic.length).toString('latin1') !== magic) throw new RangeError('the magic is missing');
    const version = reader.uint32();
    if (version !== 1) throw new RangeError(`version ${version} is not known`);
    const publicKey = decodePublicKey(reader.string());
    const namespace = reader.string().toString('utf8');
    const reserved = reader.string();
    const hash = reader.string().toString('latin1');
    if (hash !== 'sha256' && hash !== 'sha512')
      throw new RangeError(`hash ${JSON.stringify(hash)} is not known`);
    const signatureReader = new SshReader(reader.string());
    const kind = signatureReader.string().toString('latin1');
    const signature = signatureReader.string();
    if (kind !== 'ssh-ed25519' || signature.length !== 64 || !signatureReader.atEnd || !reader.atEnd) {
      throw new RangeError('it is not a plain Ed25519 signature');
    }
    const right = verify(
      null,
      signedData(message, namespace, hash, reserved),
      publicKeyObject(publicKey),
      signature,
    );
    return {
      state: right ? 'valid' : 'invalid',
      publicKey,
      fingerprint: fingerprint(publicKey),
      namespace,
      hash,
      canonical: armor(blob) === text,
    };
  } catch (error) {
    if (error instanceof RangeError) return { state: 'malformed', reason: error.message };
    throw error;
  }
}

function signedData(
  message: Uint8Array,
  namespace: string,
  hash: SshHash,
  reserved: Uint8Array | string = '',
) {
  return Buffer.concat([
    Buffer.from(magic),
    sshString(namespace),
    sshString(reserved),
    sshString(hash),
    sshString(createHash(hash).update(message).digest()),
  ]);
}

function armor(blob: Uint8Array): string {
  const lines =
    Buffer.from(blob)
      .toString('base64')
      .match(/.{1,70}/g) ?? [];
  return `${[begin, ...lines, end].join('\n')}\n`;
}

function unarmor(text: string): Buffer {
  if (text.length > 64 * 1024) throw new RangeError('the signature file is far too long');
  const match =
    /^-----BEGIN SSH SIGNATURE-----\r?\n([A-Za-z0-9+/=\r\n]+)\r?\n-----END SSH SIGNATURE-----\s*$/.exec(text);
  if (!match) throw new RangeError('the armour lines are missing or hold other text');
  return Buffer.from(match[1]!.replace(/[\r\n]/g, ''), 'base64');
}
