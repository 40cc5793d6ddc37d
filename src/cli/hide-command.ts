import type { Command } from 'commander';
import type { Answer, Desk } from './desk.ts';
import { defined } from './options.ts';
import { perform, type Run } from './perform.ts';

/** `hide <id>` of records that go by their id alone; `noun` with its article: `an event`. */
export function addHideCommand(
  group: Command,
  run: Run,
  noun: string,
  hide: (desk: Desk, input: { id: string; hidden: boolean; reason?: string }) => Promise<Answer>,
): void {
  group
    .command('hide')
    .description(`take ${noun} out of sight; nothing is deleted`)
    .argument(`<${noun.split(' ')[1]}>`, 'id')
    .option('--reason <text>', 'why')
    .option('--undo', 'bring it back')
    .action((id: string, options: { reason?: string; undo?: boolean }, command: Command) =>
      perform(run, command, 'vault', (desk) =>
        hide(desk, { id, hidden: !options.undo, ...defined({ reason: options.reason }) }),
      ),
    );
}
