/** The one place where benchmarks use the engine: by its own door, as the application and the command line do. */
import { Engine } from '../src/engine/engine.ts';
import type { Input, JobResult } from '../src/shared/contract/index.ts';

export interface Desk {
  engine: Engine;
  caseId: string;
}

const passphrase = 'for benchmarks only';
/** Least cost of a passphrase: deriving its key is no part of what is measured. */
const kdf = { name: 'scrypt', N: 1024, r: 8, p: 1 } as const;

/** A new vault with an empty case. `resources` is the project's folder of that name. */
export async function openNewVault(folder: string, resources: string): Promise<Desk> {
  const engine = new Engine({ resources, kdf });
  const owner = { person: 'Bea Bench', organisation: 'Benchmark (fictional)', email: 'bea@bench.example' };
  await engine.call('vault.create', { folder, passphrase, owner });
  const { id } = await engine.call('case.create', {
    reference: 'BENCH-1',
    title: 'Benchmark',
    scheme: 'other',
    organisations: [{ name: owner.organisation, part: 'referrer' }],
    narrative: 'A fictional case that holds what a benchmark measures.',
    nexus: ['US', 'IN'].map((recipient) => ({ recipient, text: 'None: this is a benchmark.' })),
  });
  return { engine, caseId: id };
}

/** A vault that `openNewVault` made. */
export async function openVault(folder: string, resources: string): Promise<Desk> {
  const engine = new Engine({ resources, kdf });
  await engine.call('vault.unlock', { folder, passphrase });
  const { rows } = await engine.call('case.list', {});
  return { engine, caseId: rows[0]!.id };
}

/** Takes a file or folder in; resolves when all is recorded and on disk. */
export async function takeIn({ engine, caseId }: Desk, path: string): Promise<JobResult<'evidence.intake'>> {
  // Each round takes the same file in again, whatever the case has.
  const result = await engine.run('evidence.intake', { caseId, paths: [path], copies: 'all' });
  const refused = result.refused[0];
  if (refused) throw new Error(`${refused.path}: ${refused.message}`);
  return result;
}

/** What the form of an agency cannot do without: one victim, one subject. */
export async function addParties({ engine, caseId }: Desk): Promise<void> {
  await engine.call('entity.create', {
    caseId,
    kind: 'person',
    value: 'Vic Example',
    roles: ['victim'],
    country: 'US',
  });
  await engine.call('entity.create', { caseId, kind: 'domain', value: 'scam.example' });
}

/** Changes the case, so that the next export is of a new state and a new version. */
export async function changeCase({ engine, caseId }: Desk, narrative: string): Promise<void> {
  await engine.call('case.update', { id: caseId, fields: { narrative } });
}

/** Seals all evidence into a package below `folder`; answers its path. */
export async function exportTo({ engine, caseId }: Desk, folder: string): Promise<string> {
  const request: Input<'referral.export'> = {
    caseId,
    agencyId: 'US-FBI-FO',
    requests: ['None: this is a benchmark'],
    signatory: { name: 'Bea Bench' },
    folder,
  };
  return (await engine.run('referral.export', request)).path;
}

/** Verifies a package in full and fails where it finds a fault. */
export async function verify({ engine }: Desk, path: string): Promise<void> {
  const { verdict, findings } = await engine.run('verify.package', { path });
  if (verdict === 'invalid') throw new Error(`the package is invalid: ${findings[0]?.message}`);
}
