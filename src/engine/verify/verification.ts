import type { Finding, Verdict } from './findings.ts';

/** Facts read from the bag, whether or not it is valid. */
export interface BagFacts {
  /** Name of the one top folder (ZIP) or of the folder itself. */
  name: string;
  /** As `bagit.txt` states it, e.g. `1.0`; absent when it could not be read. */
  version?: string;
  encoding?: string;
  /** Payload-Oxum as stated, `octets.streams`. */
  statedOxum?: string;
  /** Payload as found, `octets.streams`. */
  foundOxum: string;
  /** Manifest algorithms, payload manifests first; normalised (`sha256`). */
  payloadAlgorithms: string[];
  tagAlgorithms: string[];
  payloadFiles: number;
  payloadBytes: number;
  tagFiles: number;
  /** `bag-info.txt` (or `package-info.txt` of old bags), in order, repeated labels kept. */
  info: { label: string; value: string }[];
  /** Identifier of the profile the bag claims, and whether it was found inside and checked. */
  profile?: { identifier: string; checked: boolean };
}

/** Facts of the signature over the tag manifest. */
export interface SignatureFacts {
  present: boolean;
  /** True only when the signature is right for these bytes; says nothing of who the signer is. */
  valid: boolean;
  /** True when the key is the one the caller named in `allowedSigner`; absent when none was named. */
  allowed?: boolean;
  /** `SHA256:…` as `ssh-keygen -l` prints it. */
  fingerprint?: string;
  /** `ssh-ed25519 AAAA…` */
  publicKey?: string;
  namespace?: string;
  /** As the package states it (`seal/allowed_signers`): a claim until compared with a key got elsewhere. */
  identity?: string;
  /** As the signed seal record states it, ISO 8601. */
  signedAt?: string;
  signer?: { person?: string; organisation?: string };
}

/** Facts of the custody chains carried in the package. */
export interface CustodyFacts {
  present: boolean;
  valid: boolean;
  exhibits: number;
  entries: number;
}

export interface Verification {
  verdict: Verdict;
  /** As given by the caller, made absolute. */
  path: string;
  kind: 'zip' | 'folder' | 'unknown';
  /** Bytes of the ZIP; absent for a folder. */
  size?: number;
  /** SHA-256 of the ZIP itself, hexadecimal; only with `fileHash: true`, never for a folder. */
  sha256?: string;
  bag: BagFacts;
  signature: SignatureFacts;
  custody: CustodyFacts;
  /** In the order found; the cheap checks come first. */
  findings: Finding[];
  /** True when structure was too broken to go on and the files were not hashed. */
  stoppedEarly: boolean;
}

export interface VerifyProgress {
  step: 'structure' | 'completeness' | 'hashes' | 'signature' | 'custody';
  /** Bytes hashed so far and to hash in all (each file once, however many algorithms). */
  doneBytes: number;
  totalBytes: number;
}

export interface VerifyOptions {
  onProgress?: (progress: VerifyProgress) => void;
  signal?: AbortSignal;
  /** The key the caller trusts: a public key line (`ssh-ed25519 AAAA…`) or a fingerprint (`SHA256:…`). */
  allowedSigner?: string;
  /**
   * Also compute the SHA-256 of the ZIP itself and the CRC-32 of every entry (as much again as the rest of the
   * hashing). Default false: the manifests cover every byte of content without them.
   */
  fileHash?: boolean;
  /** Worker threads for hashing; default by cores, at least 2. */
  workers?: number;
}
