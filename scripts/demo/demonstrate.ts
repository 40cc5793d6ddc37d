import { randomInt } from 'node:crypto';
import { statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Desk } from '../../src/cli/desk.ts';
import { watchSignals } from '../../src/cli/signals.ts';
import { counted } from '../../src/cli/terminal/numbers.ts';
import { safeLine, safeText } from '../../src/cli/terminal/safe-text.ts';
import { Terminal } from '../../src/cli/terminal/terminal.ts';
import { toErrorData } from '../../src/engine/rpc/failure.ts';
import { hasDisplay, openWorkbench } from '../electron/open.ts';
import type { DemoCase, DemoOwner } from './demo-case.ts';
import { type OutputFolder, outputFolder, stampOf } from './output-folder.ts';
import { makePackages } from './packages.ts';
import { buildPlainCase, plainOwner, plainReference } from './plain-folder.ts';
import { intakeReport, packagesReport } from './report.ts';
import { buildSampleCase, readSampleCase, sampleOwner } from './sample-case.ts';

const usage = `usage: npm run demo [-- options]
  --input DIR    files to take in (default: the sample case of the project)
  --output DIR   where vault and packages go (default: a fresh folder below demo-output)
  --no-window    do not open the workbench on the vault afterwards`;

/** What is demonstrated: whose vault it is, under which name, and how the case is built. */
interface Subject {
  title: string;
  reference: string;
  owner: DemoOwner;
  build: (desk: Desk) => Promise<DemoCase>;
}

function subjectOf(input: string | undefined, now: Date): Subject {
  if (input !== undefined) {
    const reference = plainReference(input, stampOf(now));
    return {
      title: `a demonstration over the files of ${safeLine(input)}`,
      reference,
      owner: plainOwner,
      build: (desk) => buildPlainCase(desk, input, reference, now),
    };
  }
  const script = readSampleCase();
  return {
    title: script.case.title,
    reference: script.case.reference,
    owner: sampleOwner(script),
    build: (desk) => buildSampleCase(desk, script),
  };
}

/** Four letters and digits, five times; without those that are mistaken for each other. About 98 bits. */
function demoPassphrase(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
  const group = () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('');
  return Array.from({ length: 5 }, group).join('-');
}

/**
 * The main job from end to end: a vault is made, files go in, the case is built, packages are sealed and checked.
 * @returns the exit code: 0 where at least one package was made and every one is valid.
 */
export async function demonstrate(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      input: { type: 'string' },
      output: { type: 'string' },
      'no-window': { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const { signal, stoppedBy } = watchSignals();
  const terminal = new Terminal({ json: false, quiet: false, colour: true });
  const desk = new Desk({ json: false, quiet: false, color: true }, terminal, signal);
  // npm changes to the project's folder; what a person typed lies below where they typed it.
  const base = process.env.INIT_CWD ?? process.cwd();
  const now = new Date();
  let made: { code: number; output: OutputFolder };
  try {
    const input = values.input === undefined ? undefined : resolve(base, values.input);
    if (input !== undefined && !statSync(input).isDirectory()) throw new Error(`${input} is no folder.`);
    made = await makeEverything(desk, subjectOf(input, now), { named: values.output, base, now });
  } catch (error) {
    const { message } = toErrorData(error);
    terminal.complain(safeText(message));
    return stoppedBy() ?? 1;
  } finally {
    await desk.engine.close();
  }
  if (made.code !== 0 || values['no-window']) return made.code;
  return openWindow(terminal, made.output.vault);
}

async function makeEverything(
  desk: Desk,
  subject: Subject,
  { named, base, now }: { named: string | undefined; base: string; now: Date },
): Promise<{ code: number; output: OutputFolder }> {
  const { terminal } = desk;
  const prefix = `${subject.reference.toLowerCase()}_`;
  const output = outputFolder(named, base, prefix, now);
  await terminal.answer(`Proffer: ${safeLine(subject.title)}\n`);
  const passphrase = demoPassphrase();
  const { recoveryKey, status } = await desk.call('vault.create', {
    folder: output.vault,
    passphrase,
    owner: subject.owner,
  });
  await desk.call('vault.confirmRecoveryKey', { recoveryKey });
  const demo = await subject.build(desk);
  await terminal.answer(`${intakeReport(desk, demo.intake)}\n`);
  const { counts } = await desk.call('case.overview', { id: demo.caseId });
  await terminal.answer(
    `Case ${subject.reference}: ${counted(counts.entities, 'entity', 'entities')}, ${counted(counts.links, 'link')}, ${counted(counts.events, 'event')}, ${counted(counts.losses, 'loss', 'losses')}, ${counted(counts.victims, 'victim')}.\n`,
  );
  const outcomes = await makePackages(desk, demo, output.folder);
  await terminal.answer(`${packagesReport(desk, outcomes)}\n`);
  const log = await desk.run('log.verify', {});
  const keys = keysText(output.vault, passphrase, recoveryKey, status.fingerprint!);
  writeFileSync(join(output.folder, `${stampOf(now)}-demo-keys.txt`), keys, { flag: 'wx', mode: 0o600 });
  await terminal.answer(
    `Change log: ${counted(log.entries, 'entry', 'entries')}, ${log.intact ? 'intact' : 'NOT intact'}.\n\n${keys}`,
  );
  const packages = outcomes.flatMap((outcome) => ('made' in outcome ? [outcome.verification] : []));
  const good = log.intact && packages.length > 0 && packages.every(({ verdict }) => verdict !== 'invalid');
  return { code: good ? 0 : 1, output };
}

const keysText = (vault: string, passphrase: string, recoveryKey: string, fingerprint: string): string =>
  [
    'DEMONSTRATION ONLY: the keys of a real vault are never printed together, nor kept beside it.',
    `  Vault         ${vault}`,
    `  Passphrase    ${passphrase}`,
    `  Recovery key  ${recoveryKey}`,
    `  Signing key   ${fingerprint}`,
    '',
  ].join('\n');

async function openWindow(terminal: Terminal, vault: string): Promise<number> {
  if (!hasDisplay()) {
    await terminal.answer(
      `There is no display here. To open the vault later: npm start -- --vault "${vault}"`,
    );
    return 0;
  }
  await terminal.answer('Opening the workbench on this vault; the passphrase stands above.');
  try {
    return await openWorkbench({ vault });
  } catch (error) {
    terminal.complain(
      `The packages are made; the workbench could not be opened. ${error instanceof Error ? safeText(error.message) : String(error)}`,
    );
    return 1;
  }
}
