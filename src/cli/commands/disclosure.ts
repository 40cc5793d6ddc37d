import type { Command } from 'commander';
import type { Input, Output } from '../../shared/contract/index.ts';
import { listAnswer, readList } from '../lists.ts';
import {
  addListOptions,
  addWhenOptions,
  defined,
  type ListOptions,
  several,
  type WhenOptions,
  whenOf,
} from '../options.ts';
import { perform, type Run } from '../perform.ts';
import { caseIdOf, entityIdOf, evidenceIdsOf } from '../resolve.ts';
import { utc } from '../terminal/numbers.ts';
import { type Column, table } from '../terminal/table.ts';

type Row = Output<'disclosure.list'>['rows'][number];
type Sort = NonNullable<Input<'disclosure.list'>['sort']>;

interface DiscloseOptions extends WhenOptions {
  case: string;
  to: string;
  what: string;
  basis?: string;
  note?: string;
  evidence?: string[];
}

const columns: Column<Row>[] = [
  { title: 'When (UTC)', value: (row) => utc(row.at) },
  { title: 'To', value: (row) => row.recipient, flexible: true },
  { title: 'What', value: (row) => row.what, flexible: true },
  { title: 'Basis', value: (row) => row.basis, flexible: true },
  { title: 'Id', value: (row) => row.id ?? 'from a referral' },
];

/** What was told of a person, to whom. */
export function addDisclosureCommands(group: Command, run: Run): void {
  addWhenOptions(
    group
      .command('disclose')
      .description('note that something of a person was disclosed to somebody outside of a referral')
      .argument('<entity>', 'text, kind:text or id')
      .requiredOption('--case <case>', 'reference or id')
      .requiredOption('--to <recipient>', 'who was told')
      .requiredOption('--what <text>', 'what was told')
      .option('--basis <text>', 'why it was lawful: consent, statute, request')
      .option('--note <text>', 'remark')
      .option('--evidence <evidence>', 'what it rests on: E-0007, 7 or id, once for each', several),
  ).action((name: string, options: DiscloseOptions, command: Command) =>
    perform(run, command, 'vault', async (desk) => {
      const caseId = await caseIdOf(desk, options.case);
      const made = await desk.call('disclosure.create', {
        caseId,
        entityId: await entityIdOf(desk, caseId, name),
        recipient: options.to,
        what: options.what,
        ...defined({ basis: options.basis, note: options.note, when: whenOf(options) }),
        ...(options.evidence ? { evidenceIds: await evidenceIdsOf(desk, caseId, options.evidence) } : {}),
      });
      return { json: made, text: (page) => table([made], columns, page) };
    }),
  );

  addListOptions(
    group
      .command('disclosures')
      .description('what was disclosed of a person, to whom: noted by hand, and by sealed referrals')
      .argument('<entity>', 'text, kind:text or id')
      .requiredOption('--case <case>', 'reference or id'),
    ['at', 'recipient'],
  ).action((name: string, options: ListOptions<Sort> & { case: string }, command: Command) =>
    perform(run, command, 'vault', async (desk) => {
      const caseId = await caseIdOf(desk, options.case);
      const entityId = await entityIdOf(desk, caseId, name);
      const list = await readList<Row, Sort>(options, (window) =>
        desk.call('disclosure.list', { ...window, caseId, entityId }),
      );
      return listAnswer(list, columns, 'Nothing was disclosed.');
    }),
  );
}
