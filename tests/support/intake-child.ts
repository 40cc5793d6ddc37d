/** Takes a folder into a new case of a vault, in pieces: `intake-child.ts VAULT PASSPHRASE FOLDER`. */
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { Engine } from '../../src/engine/engine.ts';

const [folder, passphrase, input] = process.argv.slice(2);
if (!folder || !passphrase || !input) throw new Error('usage: intake-child.ts VAULT PASSPHRASE FOLDER');
const engine = new Engine({ resources: new URL('../../resources', import.meta.url).pathname });
await engine.call('vault.unlock', { folder, passphrase });
const { id } = await engine.call('case.create', {
  reference: 'C-child',
  title: 'Child',
  scheme: 'tech-support',
});
// New content, or nothing would have to be written.
appendFileSync(join(input, 'large.txt'), 'Canary-Content-Yaffingale\n'.repeat(120_000));
await engine.run('evidence.intake', { caseId: id, paths: [input] });
await engine.close();
