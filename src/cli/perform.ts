import type { Command } from 'commander';
import { toErrorData } from '../engine/rpc/failure.ts';
import { type Answer, Desk } from './desk.ts';
import { exitCodeOf, exitOk, exitUsage } from './exit-codes.ts';
import type { Globals } from './globals.ts';
import { withOption } from './option-hints.ts';
import { safeJson, safeText } from './terminal/safe-text.ts';
import { Terminal } from './terminal/terminal.ts';
import { UsageError } from './usage-error.ts';

/** The running command, seen from outside: how to stop it and what to exit with. */
export interface Run {
  readonly signal: AbortSignal;
  /** Exit code of the signal that stopped it, or null. */
  stoppedBy(): number | null;
  exitCode: number;
}

export type Need = 'vault' | 'nothing';

/**
 * The one way every command goes: open the vault if it needs one, work, lock, then say the answer. Whatever fails is
 * said once, with its exit code; the vault is locked in every case.
 */
export async function perform(
  run: Run,
  command: Command,
  need: Need,
  work: (desk: Desk) => Promise<Answer>,
): Promise<void> {
  const globals = command.optsWithGlobals<Globals>();
  const terminal = new Terminal({ json: globals.json, quiet: globals.quiet, colour: globals.color });
  const desk = new Desk(globals, terminal, run.signal);
  try {
    let answer: Answer;
    try {
      if (need === 'vault') await desk.unlock();
      answer = await work(desk);
    } finally {
      await desk.engine.close();
    }
    await terminal.answer(globals.json ? safeJson(answer.json) : answer.text(terminal.page));
    run.exitCode = answer.code ?? exitOk;
  } catch (error) {
    run.exitCode = await fail(error, terminal, run, command);
  }
}

/** Says a failure: in words on stderr, with `--json` as `{ "error": … }` on stdout. @returns the exit code. */
export async function fail(
  error: unknown,
  terminal: Terminal,
  run: Run,
  command: Command | null = null,
): Promise<number> {
  if (error instanceof UsageError) {
    const data = { code: 'usage', message: error.message, details: {} };
    if (terminal.options.json) await terminal.answer(safeJson({ error: data }));
    else terminal.complain(safeText(error.message));
    return exitUsage;
  }
  const data = withOption(toErrorData(error), command);
  if (terminal.options.json) await terminal.answer(safeJson({ error: data }));
  else terminal.complain(safeText(data.message));
  return (data.code === 'cancelled' ? run.stoppedBy() : null) ?? exitCodeOf(data.code);
}
