/** Takes a mailbox in, reads it, and prints seconds of reading and its own peak memory as JSON; started by the benchmark `mbox`. */
import { openNewVault, takeIn } from './desk.ts';
import { ownPeak } from './own-peak.ts';

const [source, vault, resources, expected] = process.argv.slice(2);
if (!source || !vault || !resources || !expected)
  throw new Error('usage: mbox-process MAILBOX VAULT RESOURCES MESSAGES');
const desk = await openNewVault(vault, resources);
await takeIn(desk, source);
const start = performance.now();
await desk.engine.run('evidence.read', { caseId: desk.caseId });
const seconds = (performance.now() - start) / 1000;
const { total } = await desk.engine.call('mail.list', { caseId: desk.caseId, limit: 1 });
if (total !== Number(expected)) throw new Error(`${total} messages were read, and there are ${expected}`);
await desk.engine.close();
console.log(JSON.stringify({ seconds, kibibytes: ownPeak() }));
