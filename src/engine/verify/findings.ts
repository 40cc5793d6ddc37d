import type { FindingSeverity } from '../../shared/domain/findings.ts';

/**
 * What a verification can say about a package. The codes are a closed list: the screens translate by code,
 * scripts branch on it, and every code has a test that produces it.
 */

/** Archive: what is wrong with the ZIP itself, before any word of BagIt is read. */
const archiveCodes = [
  'serialization-unsupported',
  'archive-damaged',
  'archive-foreign-bytes',
  'archive-overlap',
  'archive-header-mismatch',
  'archive-encrypted',
  'archive-method-unsupported',
  'archive-too-many-entries',
  'archive-too-large',
  'archive-bomb',
  'archive-empty',
  'archive-several-roots',
  'archive-size-mismatch',
  'archive-crc-mismatch',
  'path-unsafe',
  'path-duplicate',
  'path-collision',
  'link-refused',
  'special-file-refused',
] as const;

/** Bag: RFC 8493 and its older versions. */
const bagCodes = [
  'bagit-txt-missing',
  'bagit-txt-malformed',
  'bagit-version-unknown',
  'encoding-unsupported',
  'text-malformed',
  'payload-folder-missing',
  'payload-manifest-missing',
  'algorithm-unsupported',
  'algorithm-weak',
  'manifest-malformed',
  'manifest-path-unsafe',
  'manifest-path-prefixed',
  'manifest-path-outside-payload',
  'manifest-path-in-payload',
  'manifest-entry-repeated',
  'manifest-entry-conflict',
  'manifest-name-clash',
  'manifests-differ',
  'bag-info-malformed',
  'oxum-malformed',
  'oxum-mismatch',
  'fetch-malformed',
  'fetch-path-unsafe',
  'fetch-unlisted',
  'fetch-present',
  'payload-missing',
  'payload-unlisted',
  'tag-file-missing',
  'tag-file-unlisted',
  'hash-mismatch',
  'read-failed',
] as const;

/** BagIt profile (BagIt Profiles Specification 1.4). */
const profileCodes = ['profile-absent', 'profile-malformed', 'profile-mismatch'] as const;

/** Seal: the SSHSIG signature over the tag manifest and the record beside it. */
const sealCodes = [
  'signature-missing',
  'signature-malformed',
  'signature-invalid',
  'signature-namespace',
  'signer-unknown',
  'signer-not-allowed',
  'seal-record-malformed',
  'seal-record-mismatch',
  'seal-file-unknown',
] as const;

/** Custody: the hash-chained entries carried in the package. */
const custodyCodes = [
  'custody-missing',
  'custody-malformed',
  'custody-sequence',
  'custody-chain-broken',
  'custody-entry-altered',
  'custody-exhibit-mismatch',
] as const;

export const findingCodes = [
  ...archiveCodes,
  ...bagCodes,
  ...profileCodes,
  ...sealCodes,
  ...custodyCodes,
] as const;
export type FindingCode = (typeof findingCodes)[number];

export interface Finding {
  code: FindingCode;
  /** `error` makes a package invalid, `warning` is told and lets it stand, `info` only informs. */
  severity: FindingSeverity;
  /** Inside the bag, with forward slashes; inside the archive for archive findings. */
  path?: string;
  algorithm?: string;
  expected?: string;
  found?: string;
  /** One or two sentences: what it means and what to do. */
  message: string;
}

export type Verdict = 'valid' | 'valid-with-warnings' | 'invalid';

export function verdictOf(findings: readonly Finding[]): Verdict {
  if (findings.some((finding) => finding.severity === 'error')) return 'invalid';
  return findings.some((finding) => finding.severity === 'warning') ? 'valid-with-warnings' : 'valid';
}
