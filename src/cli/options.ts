import { readFileSync } from 'node:fs';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { ProfferError } from '../shared/domain/errors.ts';
import { parseTlp, type TlpLevel } from '../shared/domain/markings.ts';
import { parseMoney } from '../shared/domain/money.ts';
import { type DayOrder, dayOrders } from '../shared/domain/written-date.ts';
import { integer } from './globals.ts';
import { UsageError } from './usage-error.ts';

/** A command on a record named by its id: the record knows its case. */
export type OfRecord<T extends { case: string }> = Omit<T, 'case'> & { case?: string };

export const addCaseOption = (command: Command, required: boolean): Command =>
  required
    ? command.requiredOption('--case <case>', 'reference or id')
    : command.option('--case <case>', 'reference or id; the record tells it');

/** Collects an option that may be given several times. */
export const several = (value: string, before: string[] | undefined): string[] => [...(before ?? []), value];

export const choice = (flags: string, description: string, values: readonly string[]): Option =>
  new Option(flags, description).choices(values);

/** An option of a closed list that may be given several times. */
export const choices = (flags: string, description: string, values: readonly string[]): Option =>
  new Option(flags, `${description}: ${values.join(', ')}`).argParser(
    (value: string, before: string[] | undefined) => {
      if (!values.includes(value)) throw new InvalidArgumentError(`Allowed: ${values.join(', ')}.`);
      return several(value, before);
    },
  );

export const markingOption = (): Option =>
  new Option('--marking <tlp>', 'traffic light marking: clear, green, amber, amber+strict, red').argParser(
    (text: string): TlpLevel => {
      try {
        return parseTlp(text);
      } catch (error) {
        throw new InvalidArgumentError(error instanceof ProfferError ? error.message : String(error));
      }
    },
  );

/** How a list is cut and ordered: the fields of the contract's page. */
export interface ListOptions<S extends string> {
  offset?: number;
  limit?: number;
  all?: boolean;
  sort?: S;
  descending?: boolean;
  search?: string;
  hidden?: 'without' | 'with' | 'only';
}

export const addListOptions = (command: Command, sorts: readonly string[]): Command =>
  command
    .option('--search <text>', 'only rows that hold this text')
    .addOption(choice('--sort <field>', 'order by', sorts))
    .option('--descending', 'the other way round')
    .option('--offset <n>', 'leave out the first n', integer)
    .option('--limit <n>', 'at most n rows, up to 1000 (default: 100)', integer)
    .option('--all', 'every row, however many')
    .addOption(choice('--hidden <which>', 'hidden rows', ['without', 'with', 'only']));

/** Text from an option or, for long ones, from a file. */
export function textOrFile(text: string | undefined, file: string | undefined): string | undefined {
  return file === undefined ? text : readFileSync(file, 'utf8');
}

export interface WhenOptions {
  when?: string;
  zone?: string;
  dayOrder?: DayOrder;
}

export const addWhenOptions = (command: Command): Command =>
  command
    .option(
      '--when <time>',
      'as written, or EDTF: 2025-03-04 10:00, 2025-03, 2025-03-04/2025-03-09, 2025-03-04~',
    )
    .option('--zone <zone>', 'IANA zone of the clock it was read from, such as Europe/Berlin')
    .addOption(choice('--day-order <order>', 'order of day and month in the text', dayOrders));

export const whenOf = ({ when, zone, dayOrder }: WhenOptions) =>
  when === undefined ? undefined : { text: when, ...defined({ zone, dayOrder }) };

/** Reads `1200.50` with `--currency`, or an amount that names its currency. */
export const moneyOf = (text: string | undefined, currency: string | undefined) =>
  text === undefined ? undefined : parseMoney({ text, ...defined({ currency }) });

/** A conversion with all that makes it one somebody can check. */
export function conversionOf(options: {
  converted?: string;
  rate?: string;
  rateDate?: string;
  rateSource?: string;
}) {
  const { converted, rate, rateDate: date, rateSource: source } = options;
  if (converted === undefined && rate === undefined && date === undefined && source === undefined)
    return undefined;
  if (converted === undefined || rate === undefined || date === undefined || source === undefined)
    throw new UsageError('A conversion needs --converted, --rate, --rate-date and --rate-source.');
  return { money: parseMoney({ text: converted }), rate, date, source };
}

/** The fields that were given: what was not said is not sent. */
export function defined<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
