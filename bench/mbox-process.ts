/** Takes a mailbox in, reads it as mail and nothing more, and prints seconds of reading and its own peak memory as JSON; started by the benchmark `mbox`. */
import { mailStep } from '../src/engine/intake/mail/reading/mail-step.ts';
import { readEvidence } from '../src/engine/intake/reading/read-evidence.ts';
import { openNewVault, takeIn } from './desk.ts';
import { ownPeak } from './own-peak.ts';

const [source, vault, resources, expected] = process.argv.slice(2);
if (!source || !vault || !resources || !expected)
  throw new Error('usage: mbox-process MAILBOX VAULT RESOURCES MESSAGES');
const desk = await openNewVault(vault, resources);
await takeIn(desk, source);
const start = performance.now();
const session = desk.engine.session();
const { done, failed } = await readEvidence(
  { caseId: desk.caseId, again: false },
  { session: () => session, signal: new AbortController().signal, progress: () => {} },
  { steps: [mailStep] },
);
if (failed > 0) throw new Error(`${failed} of ${failed + done} pieces could not be read`);
const seconds = (performance.now() - start) / 1000;
const { total } = await desk.engine.call('mail.list', { caseId: desk.caseId, limit: 1 });
if (total !== Number(expected)) throw new Error(`${total} messages were read, and there are ${expected}`);
await desk.engine.close();
console.log(JSON.stringify({ seconds, kibibytes: ownPeak() }));
