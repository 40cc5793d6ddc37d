import type { Command } from 'commander';
import type { Input, JobResult, Output } from '../../shared/contract/index.ts';
import type { Desk } from '../desk.ts';
import { listAnswer, readList } from '../lists.ts';
import { addListOptions, choice, type ListOptions } from '../options.ts';
import { perform, type Run } from '../perform.ts';
import { caseIdOf } from '../resolve.ts';
import { bytes, counted } from '../terminal/numbers.ts';
import { type Page, table } from '../terminal/table.ts';
import { UsageError } from '../usage-error.ts';

type Intake = JobResult<'evidence.intake'>;
type File = Output<'evidence.leftOut'>['rows'][number];
type Sort = NonNullable<Input<'evidence.leftOut'>['sort']>;
type Which = NonNullable<Input<'evidence.leftOut'>['which']>;

/** Files named at the end of an intake; the whole list has a command of its own. */
const mostNamed = 20;

export function addLeftOutCommand(group: Command, run: Run): void {
  addListOptions(
    group
      .command('left-out')
      .description('the files an intake left out because the case had them, and the pieces that have them')
      .argument('[batch]', 'id of the intake; default is the last of the case that left any out')
      .option('--case <case>', 'reference or id')
      .addOption(
        choice(
          '--which <which>',
          'all (default), left: not taken in to this day, gone: in the case no more',
          ['all', 'left', 'gone'],
        ),
      )
      .option('--take', 'take them in after all, as further copies: with --which gone only those'),
    ['path', 'sizeBytes', 'heldBy'],
  ).action(
    (
      batch: string | undefined,
      options: ListOptions<Sort> & { case?: string; which?: Which; take?: boolean },
      command: Command,
    ) =>
      perform(run, command, 'vault', async (desk) => {
        const batchId = batch ?? (await lastWithLeftOut(desk, options.case));
        const { which = 'all' } = options;
        if (options.take) {
          const taken = await desk.run('evidence.takeLeftOut', {
            batchId,
            which: which === 'gone' ? 'gone' : 'left',
          });
          return { json: taken, text: () => `${counted(taken.added, 'file')} taken in after all.` };
        }
        const list = await readList<File, Sort>(options, ({ hidden: _hidden, ...window }) =>
          desk.call('evidence.leftOut', { ...window, batchId, which }),
        );
        return listAnswer(list, columns, 'This intake left nothing out that fits.');
      }),
  );
}

async function lastWithLeftOut(desk: Desk, caseName: string | undefined): Promise<string> {
  if (caseName === undefined) throw new UsageError('Of which intake? Give its id, or --case.');
  const { batches } = await desk.call('evidence.batches', { caseId: await caseIdOf(desk, caseName) });
  const last = batches.find(({ leftOut }) => leftOut > 0);
  if (!last) throw new UsageError('No intake of this case left anything out.');
  return last.id;
}

const columns = [
  { title: 'File', value: (row: File) => row.path, flexible: true },
  { title: 'Size', value: (row: File) => bytes(row.sizeBytes), align: 'right' as const },
  {
    title: 'The case has it in',
    value: (row: File) => (row.heldBy.hidden ? `${row.heldBy.exhibit}, hidden` : row.heldBy.exhibit),
  },
  { title: 'Taken in as', value: (row: File) => row.takenAs?.exhibit ?? '' },
  { title: 'SHA-256', value: (row: File) => `${row.sha256.slice(0, 16)}…` },
];

/** What an intake left out, in words: the first files by name, and where the others are listed. */
export function leftOutText({ leftOut, batchId }: Intake, page: Page): string {
  const head = `${counted(leftOut.length, 'file')} left out, as the case has ${leftOut.length === 1 ? 'it' : 'them'}:`;
  const named = table(
    leftOut.slice(0, mostNamed),
    [
      { title: 'Left out', value: (row) => row.path, flexible: true },
      { title: 'The case has it in', value: (row) => row.exhibit },
    ],
    page,
  );
  const more = leftOut.length > mostNamed ? `\nand ${leftOut.length - mostNamed} more` : '';
  return `${head}\n${named}${more}\nAll of them: proffer evidence left-out ${batchId}; --take takes them in as further copies.`;
}
