import { createHash } from 'node:crypto';
import { plainJson } from '../../../shared/domain/text-safety.ts';
import type { ChainedCustody } from '../../evidence/custody-chain.ts';
import {
  allowedSignersLine,
  fingerprint,
  publicKeyLine,
  publicKeyOf,
  type SigningKey,
} from '../../openssh/key.ts';
import { signSsh } from '../../openssh/signature.ts';
import type { TagFile, TagManifests } from '../bag/bag-types.ts';

/** What a referral package is signed for; `ssh-keygen -n`. */
export const sealNamespace = 'proffer-referral';

export const sealPaths = {
  signature: 'seal/tagmanifest-sha256.txt.sig',
  allowedSigners: 'seal/allowed_signers',
  record: 'seal/seal.json',
  recordSignature: 'seal/seal.json.sig',
} as const;

export interface SealSigner {
  person: string;
  organisation: string;
  /** How `ssh-keygen -I` names the signer, usually an e-mail address: letters, digits, `._@+-`. */
  identity: string;
}

/** `seal/seal.json`. */
export interface SealRecord {
  format: 'proffer-seal';
  version: 1;
  /** Name of the top folder. */
  package: string;
  /** ISO 8601, UTC. */
  sealedAt: string;
  namespace: string;
  signer: SealSigner & { publicKey: string; fingerprint: string };
  tool: string;
  tagManifests: { path: string; sha256: string }[];
  /** The export's own custody entries, going on from those in `data/custody/chain.json`. */
  custody: ChainedCustody[];
}

export interface SealOptions {
  privateKey: SigningKey;
  bagName: string;
  signer: SealSigner;
  sealedAt: Date;
  /** Name and version of the program. */
  tool: string;
  custody?: readonly ChainedCustody[];
}

/** Makes the `seal` function of `writeBag`: signs the tag manifest and a record of the sealing. */
export function sealPackage(options: SealOptions): (tagManifests: TagManifests) => Promise<TagFile[]> {
  const publicKey = publicKeyOf(options.privateKey);
  const allowedSigners = allowedSignersLine(options.signer.identity, publicKey, sealNamespace);
  return async (tagManifests) => {
    const record: SealRecord = {
      format: 'proffer-seal',
      version: 1,
      package: options.bagName,
      sealedAt: options.sealedAt.toISOString(),
      namespace: sealNamespace,
      signer: {
        ...options.signer,
        publicKey: publicKeyLine(publicKey),
        fingerprint: fingerprint(publicKey),
      },
      tool: options.tool,
      tagManifests: [
        { path: 'tagmanifest-sha256.txt', sha256: sha256(tagManifests.sha256) },
        { path: 'tagmanifest-sha512.txt', sha256: sha256(tagManifests.sha512) },
      ],
      custody: [...(options.custody ?? [])],
    };
    const recordBytes = Buffer.from(`${plainJson(record, 2)}\n`, 'utf8');
    const sign = (message: Uint8Array) =>
      Buffer.from(signSsh({ privateKey: options.privateKey, message, namespace: sealNamespace }), 'ascii');
    return [
      { path: sealPaths.allowedSigners, bytes: Buffer.from(allowedSigners, 'ascii') },
      { path: sealPaths.record, bytes: recordBytes },
      { path: sealPaths.recordSignature, bytes: sign(recordBytes) },
      { path: sealPaths.signature, bytes: sign(tagManifests.sha256) },
    ];
  };
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
