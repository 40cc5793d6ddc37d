import type { Command } from 'commander';
import type { Output } from '../../shared/contract/index.ts';
import type { TlpLevel } from '../../shared/domain/markings.ts';
import type { Answer, Desk } from '../desk.ts';
import { defined, markingOption } from '../options.ts';
import { perform, type Run } from '../perform.ts';
import { caseIdOf, evidenceIdsOf } from '../resolve.ts';
import { counted } from '../terminal/numbers.ts';
import { UsageError } from '../usage-error.ts';

type Row = Output<'evidence.get'>;

interface EditOptions {
  case?: string;
  source?: string;
  place?: string;
  acquiredBy?: string;
  description?: string;
  note?: string;
  marking?: TlpLevel;
}

/** What is said about pieces of evidence after they were taken in; their bytes and their custody never change. */
export function addEvidenceEditing(group: Command, run: Run, answer: (record: Row) => Answer): void {
  group
    .command('edit')
    .description('say where pieces came from, and what they are; their content never changes')
    .argument('<evidence...>', 'E-0007, 7 or id')
    .option('--case <case>', 'reference or id')
    .option('--source <text>', 'from whom or what it was acquired')
    .option('--place <text>', 'where')
    .option('--acquired-by <name>', 'who acquired it')
    .option('--description <text>', 'what it is')
    .option('--note <text>', 'remark')
    .addOption(markingOption())
    .action((names: string[], options: EditOptions, command: Command) =>
      perform(run, command, 'vault', async (desk) => {
        const records = await edit(desk, names, options);
        return records.length === 1
          ? answer(records[0]!)
          : { json: { evidence: records }, text: () => `${counted(records.length, 'piece')} changed.` };
      }),
    );
}

async function edit(desk: Desk, names: string[], { case: name, ...given }: EditOptions): Promise<Row[]> {
  const fields = defined(given);
  if (Object.keys(fields).length === 0)
    throw new UsageError('Say what to change, such as --source. "proffer evidence edit --help" lists all.');
  const ids = await evidenceIdsOf(desk, name === undefined ? null : await caseIdOf(desk, name), names);
  const records: Row[] = [];
  for (const id of ids) records.push(await desk.call('evidence.update', { id, fields }));
  return records;
}
