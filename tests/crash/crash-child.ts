/**
 * Works on a vault until it is killed: `crash-child.ts VAULT PASSPHRASES CASE FOLDER SEED`. Takes files in, edits, exports,
 * backs up and changes the passphrase, all at the same time. What the engine has answered is acknowledged: one line of JSON
 * on stdout, synced before the next thing is done.
 */
import { fsyncSync, mkdirSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { Engine } from '../../src/engine/engine.ts';
import { ProfferError } from '../../src/shared/domain/errors.ts';

const [vault, passphraseText, caseId, folder, seedText] = process.argv.slice(2);
if (!vault || !passphraseText || !caseId || !folder || !seedText)
  throw new Error('see the head of this file');
const seed = Number(seedText);
let passphrase = passphraseText;
const engine = new Engine({
  resources: new URL('../../resources', import.meta.url).pathname,
  checkOutput: true,
});

function say(line: Record<string, unknown>): void {
  writeSync(1, `${JSON.stringify(line)}\n`);
  fsyncSync(1);
}

/** Others' work between may keep something from being done; then it was not done, and is not acknowledged. */
async function unlessRefused<T>(work: Promise<T>): Promise<T | null> {
  return work.catch((error: unknown) => {
    if (error instanceof ProfferError && error.code === 'conflict') return null;
    throw error;
  });
}

async function intakes(): Promise<void> {
  for (let round = 0; round < 100; round++) {
    const root = join(folder!, 'in', `${seed}-${round}`);
    mkdirSync(root, { recursive: true });
    for (let index = 0; index < 12; index++)
      writeFileSync(join(root, `${index}.txt`), `content ${seed} ${round % 2} ${index}`);
    if (round % 3 === 0) writeFileSync(join(root, 'large.bin'), Buffer.alloc(2_500_000, seed + round));
    const { evidenceIds } = await engine.run('evidence.intake', { caseId: caseId!, paths: [root] });
    say({ kind: 'evidence', ids: evidenceIds });
    const undone = await unlessRefused(engine.call('log.undo', { caseId: caseId! }));
    if (undone) say({ kind: 'change', seq: undone.entry.seq, summary: undone.entry.summary });
  }
}

async function edits(): Promise<void> {
  for (let round = 0; ; round++) {
    const title = `Event ${seed}.${round}`;
    const event = await engine.call('event.create', {
      caseId: caseId!,
      kind: 'call',
      title,
      when: { text: '2025-03-04', zone: 'Europe/Berlin' },
    });
    say({ kind: 'event', id: event.id, title });
    const narrative = `Narrative ${seed}.${round}: they called and said they were the bank.`;
    await engine.call('case.update', { id: caseId!, fields: { narrative } });
    say({ kind: 'narrative', text: narrative });
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

async function deliveries(): Promise<void> {
  for (let round = 0; ; round++) {
    const next = `passphrase ${seed} ${round}`;
    say({ kind: 'changing-passphrase', next });
    await engine.call('vault.changePassphrase', { current: passphrase, next });
    passphrase = next;
    say({ kind: 'passphrase', next });
    const exported = await unlessRefused(
      engine.run('referral.export', {
        caseId: caseId!,
        agencyId: 'US-FBI-FO',
        folder: join(folder!, 'out', `${seed}-${round}`),
        signatory: { name: 'Ada Example', place: 'Nordhaven', address: '1 Example Street' },
      }),
    );
    if (exported) say({ kind: 'package', path: exported.path, sha256: exported.referral.packageSha256 });
    const { folder: backup } = await engine.run('vault.backup', { folder: join(folder!, 'backups') });
    say({ kind: 'backup', folder: backup, passphrase });
  }
}

await engine.call('vault.unlock', { folder: vault, passphrase });
say({ kind: 'open' });
await Promise.all([intakes(), edits(), deliveries()]);
