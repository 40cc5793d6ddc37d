import type { Command } from 'commander';
import type { Input, Output } from '../../shared/contract/index.ts';
import { type DuplicateVerdict, duplicateVerdicts, valuesOf } from '../../shared/domain/kinds.ts';
import type { Answer } from '../desk.ts';
import { listAnswer, readList } from '../lists.ts';
import { addListOptions, choice, defined, type ListOptions } from '../options.ts';
import { perform, type Run } from '../perform.ts';
import { caseIdOf } from '../resolve.ts';
import { type Column, table } from '../terminal/table.ts';

type Row = Output<'duplicate.list'>['rows'][number];
type Sort = NonNullable<Input<'duplicate.list'>['sort']>;

const columns: Column<Row>[] = [
  { title: 'Kind', value: (row) => row.first.kind },
  { title: 'First', value: (row) => row.first.display, flexible: true },
  { title: 'Second', value: (row) => row.second.display, flexible: true },
  { title: 'Because', value: (row) => row.because, flexible: true },
  { title: 'Decided', value: (row) => duplicateVerdicts[row.verdict] },
  { title: 'Pair', value: (row) => row.id },
];

const pairAnswer = (pair: Row): Answer => ({ json: pair, text: (page) => table([pair], columns, page) });

/** Records an import was not sure of, and what a person says of them. */
export function addDuplicateCommands(group: Command, run: Run): void {
  addListOptions(
    group
      .command('duplicates')
      .description('pairs of records that may be one')
      .requiredOption('--case <case>', 'reference or id')
      .addOption(
        choice('--verdict <verdict>', 'what was decided (default: open)', valuesOf(duplicateVerdicts)),
      ),
    ['createdAt', 'first'],
  ).action((options: ListOptions<Sort> & { case: string; verdict?: DuplicateVerdict }, command: Command) =>
    perform(run, command, 'vault', async (desk) => {
      const caseId = await caseIdOf(desk, options.case);
      const list = await readList<Row, Sort>(options, (window) =>
        desk.call('duplicate.list', { ...window, caseId, verdict: options.verdict ?? 'open' }),
      );
      return listAnswer(list, columns, 'There is no such pair.');
    }),
  );

  group
    .command('decide')
    .description('say whether the two of a pair are one; "same" makes them one')
    .argument('<pair>', 'id of the pair')
    .argument('<verdict>', valuesOf(duplicateVerdicts).join(', '))
    .option('--keep <id>', 'id of the record that stays (default: the older)')
    .action((id: string, verdict: DuplicateVerdict, options: { keep?: string }, command: Command) =>
      perform(run, command, 'vault', async (desk) =>
        pairAnswer(
          await desk.call('duplicate.decide', { id, verdict, ...defined({ keepId: options.keep }) }),
        ),
      ),
    );
}
