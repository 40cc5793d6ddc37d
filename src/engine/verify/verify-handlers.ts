import type { z } from 'zod';
import type { verification } from '../../shared/contract/verify.ts';
import type { Handlers, Progress } from '../rpc/handler.ts';
import type { Verification, VerifyProgress } from './verification.ts';
import { verifyPackage } from './verify-package.ts';

export const verifyHandlers: Handlers<'verify.package'> = {
  'verify.package': {
    title: () => 'Verify a package',
    async run({ path, fingerprint, fileHash }, { signal, progress }) {
      const found = await verifyPackage(path, {
        signal,
        fileHash,
        ...(fingerprint === undefined ? {} : { allowedSigner: fingerprint }),
        onProgress: (step) => progress(describe(step)),
      });
      return toContract(found);
    },
  },
};

const stages: Record<VerifyProgress['step'], string> = {
  structure: 'Reading the structure',
  completeness: 'Comparing files with manifests',
  hashes: 'Recomputing hashes',
  signature: 'Checking the signature',
  custody: 'Checking the custody chain',
};

const describe = ({ step, doneBytes, totalBytes }: VerifyProgress): Progress => ({
  stage: stages[step],
  done: doneBytes,
  total: totalBytes,
  unit: 'bytes',
  current: null,
});

function toContract(found: Verification): z.output<typeof verification> {
  const { bag, signature, custody } = found;
  return {
    verdict: found.verdict,
    path: found.path,
    sizeBytes: found.size ?? bag.payloadBytes,
    sha256: found.sha256 ?? null,
    bag:
      bag.version === undefined
        ? null
        : {
            version: bag.version,
            algorithms: bag.payloadAlgorithms,
            payloadFiles: bag.payloadFiles,
            payloadBytes: bag.payloadBytes,
            info: bag.info,
          },
    signature: signature.present
      ? {
          valid: signature.valid,
          fingerprint: signature.fingerprint ?? '',
          signer:
            [signature.signer?.person, signature.signer?.organisation].filter(Boolean).join(', ') ||
            (signature.identity ?? ''),
          namespace: signature.namespace ?? '',
          sealedAt: signature.signedAt ?? null,
          trusted: signature.allowed ?? false,
        }
      : null,
    custody: custody.present
      ? { exhibits: custody.exhibits, entries: custody.entries, intact: custody.valid }
      : null,
    findings: found.findings,
  };
}
