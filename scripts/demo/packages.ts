import type { Desk } from '../../src/cli/desk.ts';
import type { JobResult, Output } from '../../src/shared/contract/index.ts';
import type { DemoCase } from './demo-case.ts';

/** The first two profiles: a field office of the FBI takes a letter with its package, the CBI wants a certificate. */
const demoAgencies = ['US-FBI-FO', 'IN-CBI'] as const;

type Missing = Output<'referral.readiness'>['readiness']['items'];

export type PackageOutcome =
  | { agency: string; made: JobResult<'referral.export'>; verification: JobResult<'verify.package'> }
  | { agency: string; missing: Missing };

/** Seals a package for each agency that the case is ready for and checks it as a recipient would. */
export async function makePackages(desk: Desk, demo: DemoCase, folder: string): Promise<PackageOutcome[]> {
  const { caseId, signatory, requests } = demo;
  const { fingerprint } = await desk.call('vault.status', {});
  const outcomes: PackageOutcome[] = [];
  for (const agencyId of demoAgencies) {
    const request = { caseId, agencyId, signatory, requests };
    const { readiness } = await desk.call('referral.readiness', request);
    if (!readiness.ready) {
      const missing = readiness.items.filter((item) => item.level === 'block' && !item.satisfied);
      outcomes.push({ agency: agencyId, missing });
      continue;
    }
    const made = await desk.run('referral.export', { ...request, folder });
    const verification = await desk.run('verify.package', {
      path: made.path,
      fingerprint: fingerprint!,
      fileHash: true,
    });
    outcomes.push({ agency: agencyId, made, verification });
  }
  return outcomes;
}
