import type { Desk } from '../../src/cli/desk.ts';
import { bytes, counted } from '../../src/cli/terminal/numbers.ts';
import { safeLine } from '../../src/cli/terminal/safe-text.ts';
import { facts, table } from '../../src/cli/terminal/table.ts';
import type { JobResult } from '../../src/shared/contract/index.ts';
import type { PackageOutcome } from './packages.ts';

type Intake = JobResult<'evidence.intake'>;

/** What went in, and what was kept out and why. */
export function intakeReport(desk: Desk, intakes: readonly Intake[]): string {
  const added = intakes.reduce((sum, intake) => sum + intake.added, 0);
  const size = intakes.reduce((sum, intake) => sum + intake.addedBytes, 0);
  const refused = intakes.flatMap((intake) => intake.refused);
  const head = `${counted(added, 'file')} taken in as evidence, ${bytes(size)}; ${counted(refused.length, 'entry', 'entries')} refused${refused.length > 0 ? ':' : '.'}`;
  if (refused.length === 0) return head;
  const columns = [
    { title: 'Refused', value: (row: Intake['refused'][number]) => row.reason },
    { title: 'File', value: (row: Intake['refused'][number]) => row.path },
    { title: 'Why', value: (row: Intake['refused'][number]) => row.message },
  ];
  return `${head}\n${table(refused, columns, { ...desk.terminal.page, columns: null })}`;
}

/** Each package with what a recipient needs to check it, or exactly what an agency's profile lacks. */
export function packagesReport(desk: Desk, outcomes: readonly PackageOutcome[]): string {
  const page = { ...desk.terminal.page, columns: null };
  return outcomes
    .map((outcome) => {
      if ('missing' in outcome) {
        const lines = outcome.missing.map((item) => `  - ${safeLine(item.message)}`);
        return `${outcome.agency}: ${desk.terminal.bad('no package')}, because the case cannot state what this agency must have:\n${lines.join('\n')}`;
      }
      const { referral, path } = outcome.made;
      const { verification } = outcome;
      const verdict =
        verification.verdict === 'invalid'
          ? desk.terminal.bad(verification.verdict)
          : desk.terminal.good(verification.verdict);
      const findings = verification.findings.map(
        (finding) => `  - ${finding.severity}: ${safeLine(finding.message)}`,
      );
      return [
        `${outcome.agency}: ${safeLine(referral.agencyName)}, verified: ${verdict}`,
        facts(
          [
            ['  Package', path],
            ['  SHA-256', referral.packageSha256],
            ['  Size', bytes(referral.packageBytes)],
            ['  Exhibits', referral.exhibits],
            ['  Custody', verification.custody && counted(verification.custody.entries, 'entry', 'entries')],
            ['  Signed by', `${verification.signature?.signer} (${referral.fingerprint})`],
          ],
          page,
        ),
        ...findings,
      ].join('\n');
    })
    .join('\n\n');
}
