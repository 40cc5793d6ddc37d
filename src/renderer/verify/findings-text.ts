import type { JobResult } from '../../shared/contract/index.ts';
import { formatBytes } from '../ui/format.ts';

export type Verification = JobResult<'verify.package'>;

export const verdictWords: Record<Verification['verdict'], string> = {
  valid: 'Valid',
  'valid-with-warnings': 'Valid, with warnings',
  invalid: 'Not valid',
};

/** The whole result as plain text, for a mail or a file note. */
export function verificationText(result: Verification): string {
  const lines = [
    `Verification of ${result.path}`,
    `Verdict: ${verdictWords[result.verdict]}`,
    `Size: ${formatBytes(result.sizeBytes)}`,
  ];
  if (result.sha256) lines.push(`SHA-256: ${result.sha256}`);
  if (result.bag) {
    lines.push(
      `Bag: BagIt ${result.bag.version}, ${result.bag.algorithms.join(', ')}, ${result.bag.payloadFiles} files, ${formatBytes(result.bag.payloadBytes)}`,
    );
  }
  if (result.signature) {
    const { signature } = result;
    lines.push(
      `Signature: ${signature.valid ? 'valid' : 'NOT valid'}, ${signature.signer}, ${signature.fingerprint}${signature.trusted ? '' : ', key not compared'}`,
    );
  } else {
    lines.push('Signature: none');
  }
  if (result.custody) {
    lines.push(
      `Custody: ${result.custody.exhibits} exhibits, ${result.custody.entries} entries, chain ${result.custody.intact ? 'intact' : 'BROKEN'}`,
    );
  }
  lines.push('', result.findings.length ? 'Findings:' : 'No findings.');
  for (const finding of result.findings) {
    const where = finding.path ? ` ${finding.path}:` : '';
    lines.push(`- ${finding.severity} ${finding.code}:${where} ${finding.message}`);
  }
  return `${lines.join('\n')}\n`;
}
