import type { z } from 'zod';
import { fieldName } from './field-names.ts';

/** As many fields as a person reads in one go; `details.issues` has more. */
const mostTold = 5;
export const mostIssues = 100;

type RawIssue = Parameters<NonNullable<z.core.ParseContext<z.core.$ZodIssue>['error']>>[0];

/**
 * Why a value does not fit, to be read after the name of its field: `must be one of open, closed`. Goes to the schema
 * as its words for all checks that have none of their own; those of the contract read on from the field in the same way.
 */
export function predicateOf(issue: RawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? `is missing: give ${things[issue.expected] ?? 'it'}`
        : `must be ${things[issue.expected] ?? 'another kind of value'}`;
    case 'invalid_value':
      return issue.values.length === 1
        ? `must be ${String(issue.values[0])}`
        : `must be one of ${issue.values.map(String).join(', ')}`;
    case 'too_small':
      return tooSmall(issue);
    case 'too_big':
      return tooBig(issue);
    case 'invalid_format':
      return `must be ${forms[issue.format] ?? 'written in another form'}`;
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`;
    case 'unrecognized_keys':
      return `has nothing called ${issue.keys.map((key) => key.slice(0, 60)).join(', ')}`;
    case 'invalid_union':
      return oneOfSeveral(issue);
    default:
      return 'must be something else';
  }
}

const things: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'yes or no (true or false)',
  array: 'a list',
  object: 'a set of named fields',
  record: 'a set of named fields',
  null: 'nothing (null)',
};

const forms: Readonly<Record<string, string>> = {
  datetime: 'a time in UTC, such as 2025-03-04T10:00:00.000Z',
  date: 'a day, such as 2025-03-04',
};

type Limit = { origin: string; exact?: boolean | undefined; inclusive?: boolean | undefined };

const units: Readonly<Record<string, readonly [string, string]>> = {
  string: ['character', 'characters'],
  array: ['entry', 'entries'],
};

const counted = (limit: number | bigint, [one, many]: readonly [string, string]) =>
  `${limit} ${Number(limit) === 1 ? one : many}`;

function tooSmall(issue: Limit & { minimum: number | bigint }): string {
  const unit = units[issue.origin];
  if (!unit) return `must be ${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}`;
  if (issue.exact) return `must have exactly ${counted(issue.minimum, unit)}`;
  return Number(issue.minimum) === 1
    ? 'must not be empty'
    : `must have at least ${counted(issue.minimum, unit)}`;
}

function tooBig(issue: Limit & { maximum: number | bigint }): string {
  const unit = units[issue.origin];
  if (!unit) return `must be ${issue.inclusive === false ? 'less than' : 'at most'} ${issue.maximum}`;
  return issue.exact
    ? `must have exactly ${counted(issue.maximum, unit)}`
    : `must have at most ${counted(issue.maximum, unit)}`;
}

function oneOfSeveral(issue: RawIssue & { code: 'invalid_union' }): string {
  const { options } = issue as { options?: readonly unknown[] };
  if (options && options.length > 0) return `must be one of ${options.map(String).join(', ')}`;
  const ways = issue.errors.flatMap((errors) => errors.slice(0, 1)).map(({ message }) => message);
  return ways.length > 0 ? [...new Set(ways)].join(', or ') : 'must be something else';
}

/** What was refused, a sentence for each field as the person knows it. */
export function refusalOf(issues: readonly { path: readonly PropertyKey[]; message: string }[]): string {
  const told = [
    ...new Set(issues.slice(0, mostIssues).map((one) => `${fieldName(one.path)} ${one.message}.`)),
  ];
  const more = issues.length - mostTold;
  return more > 0
    ? `${told.slice(0, mostTold).join(' ')} And ${more} more like these.`
    : told.slice(0, mostTold).join(' ');
}
