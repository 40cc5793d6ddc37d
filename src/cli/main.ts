import '../engine/entry/no-network.ts';
import { CommanderError } from 'commander';
import { exitOk, exitUsage } from './exit-codes.ts';
import { fail, type Run } from './perform.ts';
import { buildProgram } from './program.ts';
import { watchSignals } from './signals.ts';
import { Terminal } from './terminal/terminal.ts';
import { UsageError } from './usage-error.ts';

const run: Run = { ...watchSignals(), exitCode: exitOk };
const json = process.argv.includes('--json');

try {
  await buildProgram(run, { silent: json }).parseAsync(process.argv);
} catch (error) {
  const terminal = new Terminal({ json, quiet: false, colour: false });
  if (!(error instanceof CommanderError)) run.exitCode = await fail(error, terminal, run);
  else if (error.exitCode !== 0) {
    run.exitCode = exitUsage;
    // Without --json commander has said it already, with the usage.
    if (json) await fail(new UsageError(error.message.replace(/^error: /, '')), terminal, run);
  }
}
process.exit(run.exitCode);
