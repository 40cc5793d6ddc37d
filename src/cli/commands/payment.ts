import type { Command } from 'commander';
import type { Input, Output } from '../../shared/contract/index.ts';
import {
  type LossMethod,
  lossMethods,
  type PaymentStage,
  type PaymentStatus,
  paymentStages,
  paymentStatuses,
  valuesOf,
} from '../../shared/domain/kinds.ts';
import { formatMoney } from '../../shared/domain/money.ts';
import type { Answer, Desk } from '../desk.ts';
import { addReplaceOption, type EditOptions, editedEvidence } from '../edit-lists.ts';
import { addHideCommand } from '../hide-command.ts';
import { listAnswer, readList } from '../lists.ts';
import { addMoneyOptions, type MoneyOptions, moneyFieldsOf } from '../money-options.ts';
import { addListOptions, choice, choices, defined, type ListOptions, type OfRecord } from '../options.ts';
import { perform, type Run } from '../perform.ts';
import { caseIdOf, caseOfRecord, entityIdOf } from '../resolve.ts';
import { type Column, table } from '../terminal/table.ts';

type Row = Output<'payment.list'>['rows'][number];
type Sort = NonNullable<Input<'payment.list'>['sort']>;

interface PaymentOptions extends MoneyOptions {
  rail?: LossMethod;
  stage?: PaymentStage;
  status?: PaymentStatus;
  loss?: string;
}

const columns: Column<Row>[] = [
  { title: 'When', value: (row) => row.when?.edtf ?? '' },
  { title: 'Amount', value: (row) => formatMoney(row.amount, 'en'), align: 'right' },
  { title: 'Rail', value: (row) => row.rail },
  { title: 'Stage', value: (row) => row.stage },
  { title: 'Status', value: (row) => row.status },
  { title: 'Victim', value: (row) => row.victim?.display ?? '', flexible: true },
  { title: 'From', value: (row) => row.from?.display ?? '', flexible: true },
  { title: 'To', value: (row) => row.to?.display ?? '', flexible: true },
  { title: 'Loss', value: (row) => (row.loss ? formatMoney(row.loss.amount, 'en') : '') },
  { title: 'Id', value: (row) => row.id },
];

const paymentAnswer = (payment: Row): Answer => ({
  json: payment,
  text: (page) => table([payment], columns, page),
});

const addFields = (command: Command, required: boolean): Command => {
  const rail = choice('--rail <rail>', 'how it went', valuesOf(lossMethods));
  command
    .addOption(required ? rail.makeOptionMandatory() : rail)
    .addOption(choice('--stage <stage>', 'where on its way (default: from-victim)', valuesOf(paymentStages)))
    .addOption(choice('--status <status>', 'what came of it', valuesOf(paymentStatuses)))
    .option('--loss <id>', 'the loss it is a part of')
    .option('--victim <entity>', 'whose money it was');
  return addMoneyOptions(command, required);
};

const fieldsOf = async (desk: Desk, caseId: string, options: OfRecord<PaymentOptions>) => ({
  ...(await moneyFieldsOf(desk, caseId, options)),
  ...defined({ rail: options.rail, stage: options.stage, status: options.status, lossId: options.loss }),
});

export function addPaymentCommands(program: Command, run: Run): void {
  const group = program.command('payment').description('transfers of money, each once');

  addFields(group.command('add').description('record a payment'), true).action(
    (options: PaymentOptions, command: Command) =>
      perform(run, command, 'vault', async (desk) => {
        const caseId = await caseIdOf(desk, options.case);
        const { amount, rail, ...rest } = await fieldsOf(desk, caseId, options);
        return paymentAnswer(
          await desk.call('payment.create', { caseId, amount: amount!, rail: rail!, ...rest }),
        );
      }),
  );

  addListOptions(
    group
      .command('list')
      .description('the payments of a case')
      .requiredOption('--case <case>', 'reference or id')
      .option('--victim <entity>', 'only those of one victim')
      .option('--entity <entity>', 'only those it paid or received')
      .option('--loss <id>', 'only those that are a part of this loss')
      .addOption(choices('--stage <stage>', 'only this stage, once for each', valuesOf(paymentStages)))
      .option('--unassigned', 'only those that left a victim and belong to no loss'),
    ['when', 'amount', 'victim', 'rail', 'stage', 'createdAt'],
  ).action(
    (
      options: ListOptions<Sort> & {
        case: string;
        victim?: string;
        entity?: string;
        loss?: string;
        stage?: PaymentStage[];
        unassigned?: boolean;
      },
      command: Command,
    ) =>
      perform(run, command, 'vault', async (desk) => {
        const caseId = await caseIdOf(desk, options.case);
        const only = defined({
          victimId: options.victim && (await entityIdOf(desk, caseId, options.victim)),
          entityId: options.entity && (await entityIdOf(desk, caseId, options.entity)),
          lossId: options.loss,
          stages: options.stage,
          unassigned: options.unassigned,
        });
        const list = await readList<Row, Sort>(options, (window) =>
          desk.call('payment.list', { ...window, ...only, caseId }),
        );
        return listAnswer(list, columns, 'There is no payment that fits.');
      }),
  );

  addReplaceOption(
    addFields(
      group
        .command('edit')
        .description('change a payment; --evidence adds to what it rests on')
        .argument('<payment>', 'id'),
      false,
    ),
  ).action((id: string, options: OfRecord<PaymentOptions> & EditOptions, command: Command) =>
    perform(run, command, 'vault', async (desk) => {
      const before = await desk.call('payment.get', { id });
      const given = await fieldsOf(desk, await caseOfRecord(desk, options.case, before), options);
      const fields = defined({ ...given, evidenceIds: editedEvidence(before, given.evidenceIds, options) });
      return paymentAnswer(await desk.call('payment.update', { id, fields }));
    }),
  );

  addHideCommand(group, run, 'a payment', async (desk, input) =>
    paymentAnswer(await desk.call('payment.hide', input)),
  );
}
