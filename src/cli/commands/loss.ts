import type { Command } from 'commander';
import type { Input, Output } from '../../shared/contract/index.ts';
import { type LossMethod, lossMethods, valuesOf } from '../../shared/domain/kinds.ts';
import { formatMoney } from '../../shared/domain/money.ts';
import type { Answer, Desk } from '../desk.ts';
import { addReplaceOption, type EditOptions, editedEvidence } from '../edit-lists.ts';
import { addHideCommand } from '../hide-command.ts';
import { listAnswer, readList } from '../lists.ts';
import { addMoneyOptions, type MoneyOptions, moneyFieldsOf } from '../money-options.ts';
import { addListOptions, choice, defined, type ListOptions, type OfRecord } from '../options.ts';
import { perform, type Run } from '../perform.ts';
import { caseIdOf, caseOfRecord, entityIdOf } from '../resolve.ts';
import { type Column, table } from '../terminal/table.ts';

type Row = Output<'loss.list'>['rows'][number];
type Sort = NonNullable<Input<'loss.list'>['sort']>;
type Total = Output<'loss.totals'>['currencies'][number];

interface LossOptions extends MoneyOptions {
  method?: LossMethod;
}

const columns: Column<Row>[] = [
  { title: 'Victim', value: (row) => row.victim.display, flexible: true },
  { title: 'Amount', value: (row) => formatMoney(row.amount, 'en'), align: 'right' },
  {
    title: 'Recovered',
    value: (row) => (row.recovered ? formatMoney(row.recovered, 'en') : ''),
    align: 'right',
  },
  { title: 'Method', value: (row) => row.method },
  { title: 'To', value: (row) => row.to?.display ?? '', flexible: true },
  { title: 'When', value: (row) => row.when?.edtf ?? '' },
  { title: 'Payments', value: (row) => (row.payments === 0 ? '' : `${row.payments}, ${row.fit}`) },
  { title: 'Id', value: (row) => row.id },
];

const lossAnswer = (loss: Row): Answer => ({ json: loss, text: (page) => table([loss], columns, page) });

const addFields = (command: Command, required: boolean): Command => {
  const method = choice('--method <method>', 'how it was paid', valuesOf(lossMethods));
  const victim = ['--victim <entity>', 'who lost it: text, kind:text or id'] as const;
  command.addOption(required ? method.makeOptionMandatory() : method);
  if (required) command.requiredOption(...victim);
  else command.option(...victim);
  return addMoneyOptions(command, required);
};

const fieldsOf = async (desk: Desk, caseId: string, options: OfRecord<LossOptions>) => ({
  ...(await moneyFieldsOf(desk, caseId, options)),
  ...defined({ method: options.method }),
});

export function addLossCommands(program: Command, run: Run): void {
  const group = program.command('loss').description('money that went');

  addFields(group.command('add').description('record a loss'), true).action(
    (options: LossOptions & { victim: string; amount: string; method: LossMethod }, command: Command) =>
      perform(run, command, 'vault', async (desk) => {
        const caseId = await caseIdOf(desk, options.case);
        const { victimId, amount, method, ...rest } = await fieldsOf(desk, caseId, options);
        return lossAnswer(
          await desk.call('loss.create', {
            caseId,
            victimId: victimId!,
            amount: amount!,
            method: method!,
            ...rest,
          }),
        );
      }),
  );

  addListOptions(
    group
      .command('list')
      .description('the losses of a case')
      .requiredOption('--case <case>', 'reference or id')
      .option('--victim <entity>', 'only those of one victim'),
    ['when', 'amount', 'victim', 'method', 'createdAt'],
  ).action((options: ListOptions<Sort> & { case: string; victim?: string }, command: Command) =>
    perform(run, command, 'vault', async (desk) => {
      const caseId = await caseIdOf(desk, options.case);
      const victim =
        options.victim === undefined ? {} : { victimId: await entityIdOf(desk, caseId, options.victim) };
      const list = await readList<Row, Sort>(options, (window) =>
        desk.call('loss.list', { ...window, ...victim, caseId }),
      );
      return listAnswer(list, columns, 'There is no loss that fits.');
    }),
  );

  addReplaceOption(
    addFields(
      group
        .command('edit')
        .description('change a loss; --evidence adds to what it rests on')
        .argument('<loss>', 'id'),
      false,
    ),
  ).action((id: string, options: OfRecord<LossOptions> & EditOptions, command: Command) =>
    perform(run, command, 'vault', async (desk) => {
      const before = await desk.call('loss.get', { id });
      const given = await fieldsOf(desk, await caseOfRecord(desk, options.case, before), options);
      const fields = defined({ ...given, evidenceIds: editedEvidence(before, given.evidenceIds, options) });
      return lossAnswer(await desk.call('loss.update', { id, fields }));
    }),
  );

  group
    .command('totals')
    .description(
      'what was lost and came back, per currency; money told as a loss and as its payments counts once',
    )
    .requiredOption('--case <case>', 'reference or id')
    .option('--victim <entity>', 'only of one victim')
    .action((options: { case: string; victim?: string }, command: Command) =>
      perform(run, command, 'vault', async (desk) => {
        const caseId = await caseIdOf(desk, options.case);
        const victim =
          options.victim === undefined ? {} : { victimId: await entityIdOf(desk, caseId, options.victim) };
        const totals = await desk.call('loss.totals', { caseId, ...victim });
        const money = (minor: Total['lost']) => formatMoney(minor, 'en');
        return {
          json: totals,
          text: (page) =>
            totals.currencies.length === 0
              ? 'No money was recorded as lost.'
              : table(
                  totals.currencies,
                  [
                    { title: 'Lost', value: (row) => money(row.lost), align: 'right' },
                    { title: 'Recovered', value: (row) => money(row.recovered), align: 'right' },
                    { title: 'Stated', value: (row) => money(row.stated), align: 'right' },
                    { title: 'Itemised', value: (row) => money(row.itemised), align: 'right' },
                    { title: 'Unassigned', value: (row) => money(row.unassigned), align: 'right' },
                    { title: 'Prevented', value: (row) => money(row.prevented), align: 'right' },
                    { title: 'Of nobody', value: (row) => money(row.unattributed), align: 'right' },
                  ],
                  page,
                ),
        };
      }),
    );

  addHideCommand(group, run, 'a loss', async (desk, input) =>
    lossAnswer(await desk.call('loss.hide', input)),
  );
}
