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
import { listAnswer, readList } from '../lists.ts';
import {
  addListOptions,
  addWhenOptions,
  choice,
  choices,
  conversionOf,
  defined,
  type ListOptions,
  moneyOf,
  several,
  type WhenOptions,
  whenOf,
} from '../options.ts';
import { perform, type Run } from '../perform.ts';
import { caseIdOf, entityIdOf, evidenceIdsOf } from '../resolve.ts';
import { type Column, table } from '../terminal/table.ts';

type Row = Output<'payment.list'>['rows'][number];
type Sort = NonNullable<Input<'payment.list'>['sort']>;

interface PaymentOptions extends WhenOptions {
  case: string;
  amount?: string;
  currency?: string;
  rail?: LossMethod;
  stage?: PaymentStage;
  status?: PaymentStatus;
  loss?: string;
  victim?: string;
  from?: string;
  to?: string;
  recovered?: string;
  reference?: string;
  converted?: string;
  rate?: string;
  rateDate?: string;
  rateSource?: string;
  note?: string;
  evidence?: string[];
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
  const amount = ['--amount <amount>', '1200.50 with --currency, or EUR 1200.50'] as const;
  const rail = choice('--rail <rail>', 'how it went', valuesOf(lossMethods));
  command
    .requiredOption('--case <case>', 'reference or id')
    .option('--currency <code>', 'ISO 4217, where the amount does not name it')
    .addOption(required ? rail.makeOptionMandatory() : rail)
    .addOption(choice('--stage <stage>', 'where on its way (default: from-victim)', valuesOf(paymentStages)))
    .addOption(choice('--status <status>', 'what came of it', valuesOf(paymentStatuses)))
    .option('--loss <id>', 'the loss it is a part of')
    .option('--victim <entity>', 'whose money it was')
    .option('--from <entity>', 'the account, wallet or person it left')
    .option('--to <entity>', 'the account, wallet or person it reached')
    .option('--recovered <amount>', 'what came back')
    .option('--reference <text>', 'UTR, hash, wire number')
    .option('--converted <amount>', 'the same in another currency, as EUR 1200.50')
    .option('--rate <rate>', 'one unit of the payment in that currency')
    .option('--rate-date <date>', 'day the rate is of: 2023-10-19')
    .option('--rate-source <text>', 'who published the rate')
    .option('--note <text>', 'remark')
    .option('--evidence <evidence>', 'what it rests on: E-0007, 7 or id, once for each', several);
  if (required) command.requiredOption(...amount);
  else command.option(...amount);
  return addWhenOptions(command);
};

async function fieldsOf(desk: Desk, caseId: string, options: PaymentOptions) {
  const { currency, rail, stage, status, reference, note, loss: lossId } = options;
  const entity = async (name: string | undefined) =>
    name === undefined ? undefined : entityIdOf(desk, caseId, name);
  return defined({
    amount: moneyOf(options.amount, currency),
    rail,
    stage,
    status,
    lossId,
    victimId: await entity(options.victim),
    fromId: await entity(options.from),
    toId: await entity(options.to),
    when: whenOf(options),
    recovered: moneyOf(options.recovered, currency),
    conversion: conversionOf(options),
    evidenceIds: options.evidence ? await evidenceIdsOf(desk, caseId, options.evidence) : undefined,
    reference,
    note,
  });
}

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
        return listAnswer(list, columns, 'There is no such payment.');
      }),
  );

  addFields(group.command('edit').description('change a payment').argument('<payment>', 'id'), false).action(
    (id: string, options: PaymentOptions, command: Command) =>
      perform(run, command, 'vault', async (desk) => {
        const fields = await fieldsOf(desk, await caseIdOf(desk, options.case), options);
        return paymentAnswer(await desk.call('payment.update', { id, fields }));
      }),
  );

  group
    .command('hide')
    .description('take a payment out of sight; nothing is deleted')
    .argument('<payment>', 'id')
    .option('--reason <text>', 'why')
    .option('--undo', 'bring it back')
    .action((id: string, options: { reason?: string; undo?: boolean }, command: Command) =>
      perform(run, command, 'vault', async (desk) =>
        paymentAnswer(
          await desk.call('payment.hide', {
            id,
            hidden: !options.undo,
            ...defined({ reason: options.reason }),
          }),
        ),
      ),
    );
}
