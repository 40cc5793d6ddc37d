import type { Command } from 'commander';
import type { Desk } from './desk.ts';
import {
  addCaseOption,
  addWhenOptions,
  conversionOf,
  defined,
  moneyOf,
  type OfRecord,
  several,
  type WhenOptions,
  whenOf,
} from './options.ts';
import { entityIdOf, evidenceIdsOf } from './resolve.ts';

/** What losses and payments are both told by: money that went from one end to the other at some time. */
export interface MoneyOptions extends WhenOptions {
  case: string;
  victim?: string;
  amount?: string;
  currency?: string;
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

/** All but the victim, which one needs and the other may have; a new record needs the amount. */
export function addMoneyOptions(command: Command, required: boolean): Command {
  const amount = ['--amount <amount>', '1200.50 with --currency, or EUR 1200.50'] as const;
  addCaseOption(command, required)
    .option('--currency <code>', 'ISO 4217, where the amount does not name it')
    .option('--from <entity>', 'the account, wallet or person it left')
    .option('--to <entity>', 'the account, wallet or person it reached')
    .option('--recovered <amount>', 'what came back')
    .option('--reference <text>', 'of the transaction: UTR, hash, wire number')
    .option('--converted <amount>', 'the same in another currency, as EUR 1200.50')
    .option('--rate <rate>', 'one unit of the amount in that currency')
    .option('--rate-date <date>', 'day the rate is of: 2023-10-19')
    .option('--rate-source <text>', 'who published the rate')
    .option('--note <text>', 'remark')
    .option('--evidence <evidence>', 'what it rests on: E-0007, 7 or id, once for each', several);
  if (required) command.requiredOption(...amount);
  else command.option(...amount);
  return addWhenOptions(command);
}

/** The fields of them that were given. */
export async function moneyFieldsOf(desk: Desk, caseId: string, options: OfRecord<MoneyOptions>) {
  const { currency, reference, note } = options;
  const entity = async (name: string | undefined) =>
    name === undefined ? undefined : entityIdOf(desk, caseId, name);
  return defined({
    victimId: await entity(options.victim),
    fromId: await entity(options.from),
    toId: await entity(options.to),
    amount: moneyOf(options.amount, currency),
    recovered: moneyOf(options.recovered, currency),
    conversion: conversionOf(options),
    when: whenOf(options),
    evidenceIds: options.evidence ? await evidenceIdsOf(desk, caseId, options.evidence) : undefined,
    reference,
    note,
  });
}
