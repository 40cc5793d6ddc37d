import type { Command } from 'commander';
import type { Output } from '../../shared/contract/index.ts';
import { entityRoles } from '../../shared/domain/kinds.ts';
import { listAnswer, readList } from '../lists.ts';
import { addListOptions, defined, type ListOptions } from '../options.ts';
import { perform, type Run } from '../perform.ts';
import { caseIdOf, entityIdOf } from '../resolve.ts';
import { counted } from '../terminal/numbers.ts';
import type { Column } from '../terminal/table.ts';
import { UsageError } from '../usage-error.ts';

type Row = Output<'observable.ownContacts'>['rows'][number];

const columns: Column<Row>[] = [
  { title: 'Contact', value: (row) => row.display, flexible: true },
  { title: 'Counts as', value: (row) => row.roles.map((role) => entityRoles[role]).join(', ') },
  { title: 'Belongs to', value: (row) => row.owner.display, flexible: true },
  { title: 'Who is', value: (row) => row.owner.as },
  { title: 'Id', value: (row) => row.id },
];

interface ListedOptions {
  case: string;
  entity?: string;
  import?: string;
}

interface DecideOptions {
  case: string;
  import?: string;
  all?: boolean;
  both?: boolean;
}

/** Accepted finds that proved to be the own telephone, mailbox or account of somebody harmed or helping. */
export function addOwnContactCommands(group: Command, run: Run): void {
  addListOptions(
    group
      .command('own-contacts')
      .description('accepted finds that are the own contact of a victim, reporter or colleague')
      .requiredOption('--case <case>', 'reference or id')
      .option('--entity <entity>', 'only this record: the contact or its owner')
      .option('--import <import>', 'only those this import told: id'),
    ['display'],
  ).action((options: ListOptions<'display'> & ListedOptions, command: Command) =>
    perform(run, command, 'vault', async (desk) => {
      const caseId = await caseIdOf(desk, options.case);
      const entityId =
        options.entity === undefined ? undefined : await entityIdOf(desk, caseId, options.entity);
      const list = await readList<Row, 'display'>(
        options,
        ({ hidden: _hidden, search: _search, ...window }) =>
          desk.call('observable.ownContacts', {
            ...window,
            caseId,
            ...defined({ entityId, importId: options.import }),
          }),
      );
      return listAnswer(list, columns, 'No accepted find is somebody’s own contact.');
    }),
  );

  group
    .command('give-back')
    .description('take off them the roles that came from finds; one undo brings these back')
    .argument('[contact...]', 'records: text, kind:text or id')
    .requiredOption('--case <case>', 'reference or id')
    .option('--all', 'all of them')
    .option('--import <import>', 'with --all: all that this import told; id')
    .option('--both', 'they are both: leave the roles and do not ask again')
    .action((names: string[], options: DecideOptions, command: Command) =>
      perform(run, command, 'vault', async (desk) => {
        if (names.length > 0 === Boolean(options.all)) throw new UsageError('Name contacts, or give --all.');
        if (options.import !== undefined && !options.all)
          throw new UsageError('Give --import together with --all.');
        const caseId = await caseIdOf(desk, options.case);
        const ids = await Promise.all(names.map((name) => entityIdOf(desk, caseId, name)));
        const result = await desk.call('observable.decideOwn', {
          caseId,
          belongsTo: options.both ? 'both' : 'owner',
          ...(ids.length > 0 ? { ids } : {}),
          ...defined({ importId: options.import }),
        });
        const what = options.both ? 'left as they are' : 'given back. Undo: proffer log undo';
        return { json: result, text: () => `${counted(result.changed, 'contact')} ${what}.` };
      }),
    );
}
