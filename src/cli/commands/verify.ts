import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { JobResult } from '../../shared/contract/index.ts';
import { exitFinding } from '../exit-codes.ts';
import { defined } from '../options.ts';
import { perform, type Run } from '../perform.ts';
import { bytes, counted } from '../terminal/numbers.ts';
import { facts, type Page, table } from '../terminal/table.ts';
import type { Terminal } from '../terminal/terminal.ts';

type Verification = JobResult<'verify.package'>;

export function addVerifyCommand(program: Command, run: Run): void {
  program
    .command('verify')
    .description('check a package or a BagIt bag: structure, hashes, signature, custody; needs no vault')
    .argument('<package>', 'ZIP or folder')
    .option(
      '--fingerprint <key>',
      'the sender’s key, got through another channel: SHA256:… or an ssh-ed25519 line',
    )
    .option('--file-hash', 'also tell the SHA-256 of the ZIP itself')
    .action((path: string, options: { fingerprint?: string; fileHash?: boolean }, command: Command) =>
      perform(run, command, 'nothing', async (desk) => {
        const result = await desk.run('verify.package', {
          path: resolve(path),
          fileHash: options.fileHash === true,
          ...defined({ fingerprint: options.fingerprint }),
        });
        return {
          json: result,
          code: result.verdict === 'invalid' ? exitFinding : 0,
          text: (page) => verificationText(result, page, desk.terminal),
        };
      }),
    );
}

const verdicts = {
  valid: 'Valid',
  'valid-with-warnings': 'Valid, with warnings',
  invalid: 'Invalid',
} as const;

function compared(trusted: boolean, findings: Verification['findings']): string {
  if (trusted) return 'the one you named';
  return findings.some(({ code }) => code === 'signer-not-allowed')
    ? 'NOT the one you named'
    : 'not compared with one you trust';
}

export function verificationText(result: Verification, page: Page, terminal: Terminal): string {
  const { bag, signature, custody } = result;
  const verdict = verdicts[result.verdict];
  const head = facts(
    [
      ['Package', result.path],
      // A folder has no size of its own; its bag tells that of its payload.
      ['Size', result.sizeBytes === 0 && bag !== null ? null : bytes(result.sizeBytes)],
      ['SHA-256', result.sha256],
      [
        'Bag',
        bag &&
          `BagIt ${bag.version}, ${bag.algorithms.join(' and ')}, ${counted(bag.payloadFiles, 'file')}, ${bytes(bag.payloadBytes)}`,
      ],
      ['Signature', signature && `${signature.valid ? 'good' : 'BAD'}, ${signature.signer}`],
      ['Key', signature && `${signature.fingerprint} (${compared(signature.trusted, result.findings)})`],
      ['Sealed', signature?.sealedAt],
      [
        'Custody',
        custody &&
          `${counted(custody.exhibits, 'exhibit')}, ${counted(custody.entries, 'entry', 'entries')}, ${custody.intact ? 'intact' : 'NOT intact'}`,
      ],
    ],
    page,
  );
  const findings =
    result.findings.length === 0
      ? ''
      : `\n\n${table(
          result.findings,
          [
            { title: 'Severity', value: (row) => row.severity },
            { title: 'Finding', value: (row) => row.code },
            { title: 'Where', value: (row) => row.path ?? '', flexible: true },
            { title: 'What', value: (row) => row.message, flexible: true },
          ],
          page,
        )}`;
  return `${result.verdict === 'invalid' ? terminal.bad(verdict) : terminal.good(verdict)}\n${head}${findings}`;
}
