import type { Command } from 'commander';
import type { Input, Output } from '../../shared/contract/index.ts';
import { ProfferError } from '../../shared/domain/errors.ts';
import type { Desk } from '../desk.ts';
import { exitFinding } from '../exit-codes.ts';
import { integer } from '../globals.ts';
import { listAnswer, readList } from '../lists.ts';
import { addListOptions, defined, type ListOptions } from '../options.ts';
import { perform, type Run } from '../perform.ts';
import { caseIdOf } from '../resolve.ts';
import { counted } from '../terminal/numbers.ts';
import { safeLine } from '../terminal/safe-text.ts';
import { facts, table } from '../terminal/table.ts';

type Entry = Output<'log.list'>['rows'][number];
type Sort = NonNullable<Input<'log.list'>['sort']>;

const shownEntry = (entry: Entry): string => `${entry.seq} ${entry.at} ${safeLine(entry.summary)}`;

export function addLogCommands(program: Command, run: Run): void {
  const group = program.command('log').description('the change log: who did what, when, and its proof');

  addListOptions(
    group.command('list').description('entries, the newest first').option('--case <case>', 'reference or id'),
    ['seq'],
  )
    .option('--device <id>', 'only entries of one device')
    .action((options: ListOptions<Sort> & { case?: string; device?: string }, command: Command) =>
      perform(run, command, 'vault', async (desk) => {
        const only = {
          ...(options.case === undefined ? {} : { caseId: await caseIdOf(desk, options.case) }),
          ...defined({ deviceId: options.device }),
        };
        const list = await readList<Entry, Sort>(options, (window) =>
          desk.call('log.list', { ...window, ...only }),
        );
        return listAnswer(
          list,
          [
            { title: 'Entry', value: (row) => row.seq, align: 'right' },
            { title: 'When', value: (row) => row.at },
            { title: 'Who', value: (row) => row.author.person, flexible: true },
            { title: 'Why', value: (row) => row.reason },
            { title: 'What', value: (row) => row.summary, flexible: true },
            { title: 'Undone by', value: (row) => row.undoneBy, align: 'right' },
          ],
          'The log is empty.',
        );
      }),
    );

  group
    .command('show')
    .description('one entry with every field before and after')
    .argument('<entry>', 'number', integer)
    .option('--device <id>', 'whose chain; default is the only one')
    .action((seq: number, options: { device?: string }, command: Command) =>
      perform(run, command, 'vault', async (desk) => {
        const entry = await desk.call('log.get', {
          seq,
          deviceId: options.device ?? (await onlyDevice(desk)),
        });
        return {
          json: entry,
          text: (page) => {
            const head = facts(
              [
                ['Entry', entry.seq],
                ['When', `${entry.at} (${entry.zone})`],
                ['Who', `${entry.author.person}, ${entry.author.organisation}`],
                ['Key', entry.author.key],
                ['Why', entry.reason],
                ['What', entry.summary],
                ['Undone by', entry.undoneBy],
                ['Before it', entry.prevHash],
                ['Hash', entry.hash],
              ],
              page,
            );
            const changes = entry.changes.map(({ table: name, id, before, after }) =>
              safeLine(
                `${name} ${id}\n  before ${JSON.stringify(before)}\n  after  ${JSON.stringify(after)}`,
              ).replaceAll('⟦LF⟧', '\n'),
            );
            const cut = entry.truncatedChanges
              ? [`The first ${entry.changes.length} of ${entry.changeCount} changes.`]
              : [];
            return [head, ...changes, ...cut].join('\n\n');
          },
        };
      }),
    );

  group
    .command('verify')
    .description(
      'recompute every hash and signature; names an entry that was edited, dropped, re-ordered or cut off',
    )
    .option('--no-rows', 'leave out the comparison with the records')
    .action((options: { rows: boolean }, command: Command) =>
      perform(run, command, 'vault', async (desk) => {
        const result = await desk.run('log.verify', { rows: options.rows });
        const entries = counted(result.entries, 'entry', 'entries');
        return {
          json: result,
          code: result.intact ? 0 : exitFinding,
          text: (page) =>
            result.intact
              ? `${desk.terminal.good('Intact')}: ${entries}.\n${result.devices.map((device) => `device ${device.deviceId}: entry ${device.seq}, ${device.hash}`).join('\n')}`
              : `${desk.terminal.bad('Not intact')}: ${entries}.\n${table(
                  result.findings,
                  [
                    { title: 'Finding', value: (row) => row.code },
                    { title: 'Entry', value: (row) => row.seq, align: 'right' },
                    { title: 'What', value: (row) => row.message, flexible: true },
                  ],
                  page,
                )}`,
        };
      }),
    );

  group
    .command('undo')
    .description('take back one change of a case: the last one, or the named entry')
    .argument('[entry]', 'number', integer)
    .requiredOption('--case <case>', 'reference or id')
    .action((seq: number | undefined, options: { case: string }, command: Command) =>
      perform(run, command, 'vault', async (desk) => {
        const caseId = await caseIdOf(desk, options.case);
        const result = await desk.call('log.undo', { caseId, ...defined({ seq }) });
        return {
          json: result,
          text: () => `Taken back: ${shownEntry(result.undone)}\nRecorded:   ${shownEntry(result.entry)}`,
        };
      }),
    );

  group
    .command('undoable')
    .description('the change an undo would take back now')
    .requiredOption('--case <case>', 'reference or id')
    .action((options: { case: string }, command: Command) =>
      perform(run, command, 'vault', async (desk) => {
        const result = await desk.call('log.undoable', { caseId: await caseIdOf(desk, options.case) });
        return {
          json: result,
          text: () => (result.entry ? shownEntry(result.entry) : 'There is nothing to take back.'),
        };
      }),
    );
}

async function onlyDevice(desk: Desk): Promise<string> {
  const list = await readList<Entry, Sort>({ limit: 1 }, (window) => desk.call('log.list', window));
  const deviceId = list.rows[0]?.deviceId;
  if (deviceId === undefined) throw new ProfferError('not-found', 'The log is empty.');
  const own = await desk.call('log.list', { deviceId, limit: 1 });
  if (own.total !== list.total) {
    throw new ProfferError(
      'invalid-input',
      'The log has the chains of several devices: name one with --device.',
    );
  }
  return deviceId;
}
