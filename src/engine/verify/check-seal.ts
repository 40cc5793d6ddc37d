import { createHash } from 'node:crypto';
import { z } from 'zod';
import {
  allowedSignersLine,
  fingerprint,
  isSignerIdentity,
  parsePublicKeyLine,
  publicKeyLine,
} from '../openssh/key.ts';
import { type SshSignatureCheck, verifySsh } from '../openssh/signature.ts';
import { type SealRecord, sealNamespace, sealPaths } from '../referral/seal/seal-package.ts';
import { custodyEntrySchema } from './check-custody.ts';
import type { FindingList } from './finding-list.ts';
import type { PackageSource } from './package-source.ts';
import { readBytes } from './tag-text.ts';
import type { SignatureFacts } from './verification.ts';

const recordSchema = z.strictObject({
  format: z.literal('proffer-seal'),
  version: z.literal(1),
  package: z.string(),
  sealedAt: z.iso.datetime(),
  namespace: z.string(),
  signer: z.strictObject({
    person: z.string(),
    organisation: z.string(),
    identity: z.string().refine(isSignerIdentity),
    publicKey: z.string(),
    fingerprint: z.string(),
  }),
  tool: z.string(),
  tagManifests: z.array(z.strictObject({ path: z.string(), sha256: z.string() })),
  custody: z.array(custodyEntrySchema),
});

export interface SealCheck {
  facts: SignatureFacts;
  /** The record, when its own signature is right. */
  record?: SealRecord;
}

/** Checks the SSHSIG signature over `tagmanifest-sha256.txt`, and for our own packages the whole seal. */
export async function checkSeal(
  source: PackageSource,
  isOurs: boolean,
  allowedSigner: string | undefined,
  findings: FindingList,
): Promise<SealCheck> {
  const signature = await readBytes(source, sealPaths.signature, findings);
  const message = await readBytes(source, 'tagmanifest-sha256.txt', findings);
  if (!signature || !message) {
    const tell = isOurs || allowedSigner !== undefined ? 'error' : 'info';
    findings[tell](
      'signature-missing',
      'The package is not signed: its checksums show damage, but not who made it.',
      {
        path: sealPaths.signature,
      },
    );
    return { facts: { present: false, valid: false } };
  }
  const check = verifySsh(signature, message);
  const valid = reportSignature(check, sealPaths.signature, findings);
  if (check.state === 'malformed') return { facts: { present: true, valid: false } };
  const facts: SignatureFacts = {
    present: true,
    valid,
    fingerprint: check.fingerprint,
    publicKey: publicKeyLine(check.publicKey),
    namespace: check.namespace,
  };
  if (allowedSigner !== undefined) facts.allowed = checkSigner(allowedSigner, check.fingerprint, findings);
  else {
    findings.info(
      'signer-unknown',
      `Compare the key ${check.fingerprint} with one the sender gave you through another channel; the package cannot prove whose key it is.`,
      { found: check.fingerprint },
    );
  }
  for (const path of source.files.keys()) {
    if (path.startsWith('seal/') && !Object.values<string>(sealPaths).includes(path)) {
      findings[isOurs ? 'error' : 'info']('seal-file-unknown', 'A file in seal/ that no signature covers.', {
        path,
      });
    }
  }
  const record = await checkRecord(source, check, isOurs, findings);
  if (!record) return { facts };
  facts.identity = record.signer.identity;
  facts.signedAt = record.sealedAt;
  facts.signer = { person: record.signer.person, organisation: record.signer.organisation };
  return { facts, record };
}

type ReadSignature = Exclude<SshSignatureCheck, { state: 'malformed' }>;

function reportSignature(check: SshSignatureCheck, path: string, findings: FindingList): boolean {
  if (check.state === 'malformed') {
    findings.error('signature-malformed', `The signature cannot be read: ${check.reason}.`, { path });
    return false;
  }
  if (check.state === 'invalid') {
    findings.error(
      'signature-invalid',
      'The signature is not one over this package: something was changed after signing.',
      {
        path,
      },
    );
    return false;
  }
  if (check.namespace !== sealNamespace) {
    findings.error('signature-namespace', 'The signature was made for another purpose.', {
      path,
      expected: sealNamespace,
      found: check.namespace,
    });
    return false;
  }
  if (!check.canonical) {
    findings.error('signature-malformed', 'The signature file was altered around the signature itself.', {
      path,
    });
  }
  return true;
}

function checkSigner(allowed: string, found: string, findings: FindingList): boolean {
  const key = parsePublicKeyLine(allowed);
  const expected = key ? fingerprint(key) : allowed.trim();
  if (expected === found) return true;
  findings.error('signer-not-allowed', 'The package is signed by another key than the one you named.', {
    expected,
    found,
  });
  return false;
}

async function checkRecord(
  source: PackageSource,
  signature: ReadSignature,
  isOurs: boolean,
  findings: FindingList,
): Promise<SealRecord | undefined> {
  const bytes = await readBytes(source, sealPaths.record, findings);
  const recordSignature = await readBytes(source, sealPaths.recordSignature, findings);
  if (!bytes || !recordSignature) {
    if (isOurs) {
      findings.error('seal-record-malformed', 'The signed record of the sealing is missing.', {
        path: sealPaths.record,
      });
    }
    return undefined;
  }
  const check = verifySsh(recordSignature, bytes);
  if (!reportSignature(check, sealPaths.recordSignature, findings) || check.state === 'malformed')
    return undefined;
  const record = parseRecord(bytes);
  if (!record) {
    findings.error(
      'seal-record-malformed',
      'The record of the sealing is signed but not of the form known.',
      {
        path: sealPaths.record,
      },
    );
    return undefined;
  }
  const mismatch = (message: string, expected: string, found: string, path: string = sealPaths.record) =>
    findings.error('seal-record-mismatch', message, { path, expected, found });
  if (check.fingerprint !== signature.fingerprint) {
    mismatch('Record and package are signed by different keys.', signature.fingerprint, check.fingerprint);
    return undefined;
  }
  const key = publicKeyLine(signature.publicKey);
  if (record.signer.publicKey !== key)
    mismatch('The record names another key.', key, record.signer.publicKey);
  if (record.signer.fingerprint !== signature.fingerprint) {
    mismatch('The record names another fingerprint.', signature.fingerprint, record.signer.fingerprint);
  }
  if (record.package !== source.name && source.kind === 'zip') {
    mismatch('The record is of a package with another name.', record.package, source.name);
  }
  await compareRecordedFiles(source, record, signature.publicKey, findings, mismatch);
  return record;
}

async function compareRecordedFiles(
  source: PackageSource,
  record: SealRecord,
  publicKey: Uint8Array,
  findings: FindingList,
  mismatch: (message: string, expected: string, found: string, path?: string) => void,
): Promise<void> {
  const paths = new Set(record.tagManifests.map((each) => each.path));
  for (const path of source.files.keys()) if (/^tagmanifest-[^/]+\.txt$/i.test(path)) paths.add(path);
  for (const path of paths) {
    const expected = record.tagManifests.find((each) => each.path === path)?.sha256;
    const bytes = await readBytes(source, path, findings);
    const found = bytes && createHash('sha256').update(bytes).digest('hex');
    if (expected !== found) {
      mismatch(
        'The tag manifest is not the one that was sealed.',
        expected ?? 'no such file',
        found ?? 'missing',
        path,
      );
    }
  }
  const signers = await readBytes(source, sealPaths.allowedSigners, findings);
  const expected = allowedSignersLine(record.signer.identity, publicKey, sealNamespace);
  if (signers?.toString('latin1') !== expected) {
    mismatch(
      'The file for ssh-keygen names another signer than the sealed record.',
      expected.trim(),
      signers?.toString('latin1').trim() ?? 'missing',
      sealPaths.allowedSigners,
    );
  }
}

function parseRecord(bytes: Uint8Array): SealRecord | undefined {
  try {
    const result = recordSchema.safeParse(
      JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)),
    );
    return result.success ? result.data : undefined;
  } catch {
    return undefined;
  }
}
