import type { Command } from 'commander';
import { fieldForms, fieldText } from '../../shared/contract/entity-forms.ts';
import type { Input, Output } from '../../shared/contract/index.ts';
import {
  type DuplicateBasis,
  type DuplicateState,
  type DuplicateVerdict,
  duplicateBases,
  duplicateReasons,
  duplicateStates,
  duplicateVerdicts,
} from '../../shared/domain/duplicate-words.ts';
import { entityKinds, valuesOf } from '../../shared/domain/kinds.ts';
import type { Desk } from '../desk.ts';
import { listAnswer, readList } from '../lists.ts';
import { addListOptions, choice, choices, defined, type ListOptions, several } from '../options.ts';
import { perform, type Run } from '../perform.ts';
import { caseIdOf, entityIdOf } from '../resolve.ts';
import { type Column, facts } from '../terminal/table.ts';
import { UsageError } from '../usage-error.ts';

type Group = Output<'duplicate.list'>['rows'][number];
type Sort = NonNullable<Input<'duplicate.list'>['sort']>;
type Key = Pick<Group, 'caseId' | 'kind' | 'basis' | 'match'>;

/** How a group is named on the command line: `person:phone:+12025550123`. */
export const groupName = ({ kind, basis, match }: Omit<Key, 'caseId'>): string => `${kind}:${basis}:${match}`;

const columns: Column<Group>[] = [
  { title: 'Kind', value: (row) => row.kind },
  { title: 'Share', value: (row) => duplicateBases[row.basis] },
  { title: 'Records', value: (row) => row.members, align: 'right' },
  {
    title: 'From, to',
    value: (row) => (row.first === row.last ? row.first : `${row.first}, ${row.last}`),
    flexible: true,
  },
  { title: 'State', value: (row) => duplicateStates[row.state] },
  { title: 'Group', value: groupName, flexible: true },
];

/** Records that may be one, in groups of those that share something, and what a person says of them. */
export function addDuplicateCommands(group: Command, run: Run): void {
  addListOptions(
    group
      .command('duplicates')
      .description('groups of records that may be one, by what they share')
      .requiredOption('--case <case>', 'reference or id')
      .addOption(choice('--state <state>', 'which of them (default: open)', valuesOf(duplicateStates)))
      .addOption(choices('--basis <what>', 'only those that share this', valuesOf(duplicateBases))),
    ['members', 'match', 'first'],
  ).action(
    (
      options: ListOptions<Sort> & { case: string; state?: DuplicateState; basis?: DuplicateBasis[] },
      command: Command,
    ) =>
      perform(run, command, 'vault', async (desk) => {
        const caseId = await caseIdOf(desk, options.case);
        const list = await readList<Group, Sort>(options, (window) =>
          desk.call('duplicate.list', {
            ...window,
            caseId,
            state: options.state ?? 'open',
            ...defined({ bases: options.basis }),
          }),
        );
        return listAnswer(list, columns, 'There is no such group.');
      }),
  );

  addListOptions(
    group
      .command('duplicate')
      .description('one group: what its records share, why they may be one and why not, in what they differ')
      .argument('<group>', 'as "duplicates" names it: kind:what:value')
      .requiredOption('--case <case>', 'reference or id'),
    ['createdAt', 'display', 'country', 'eventCount'],
  ).action((name: string, options: ListOptions<MemberSort> & { case: string }, command: Command) =>
    perform(run, command, 'vault', async (desk) => {
      const key = await keyOf(desk, options.case, name);
      const found = await desk.call('duplicate.get', key);
      const members = await readList<Member, MemberSort>(options, (window) =>
        desk.call('duplicate.members', { ...window, ...key }),
      );
      return {
        json: { ...found, rows: members.rows, total: members.total },
        text: (page) =>
          `${facts(aboutGroup(found), page)}\n\n${listAnswer(members, memberColumns(found), '').text(page)}`,
      };
    }),
  );

  group
    .command('decide')
    .description(`say of a group, or with --only of some of it: ${valuesOf(duplicateVerdicts).join(', ')}`)
    .argument('<group>', 'as "duplicates" names it: kind:what:value')
    .argument('<verdict>', '"same" makes one record of them, "different" is remembered, "later" puts it off')
    .requiredOption('--case <case>', 'reference or id')
    .option('--only <entity>', 'text, kind:text or id of a record; give it several times', several)
    .option('--keep <entity>', 'with "same": the record that stays (default: the oldest)')
    .action(
      (
        name: string,
        verdict: string,
        options: { case: string; only?: string[]; keep?: string },
        command: Command,
      ) =>
        perform(run, command, 'vault', async (desk) => {
          if (!Object.hasOwn(duplicateVerdicts, verdict))
            throw new UsageError(`"${verdict}" is none of ${valuesOf(duplicateVerdicts).join(', ')}.`);
          const key = await keyOf(desk, options.case, name);
          const named = (text: string) => entityIdOf(desk, key.caseId, text);
          const entityIds: string[] = [];
          for (const text of options.only ?? []) entityIds.push(await named(text));
          const left = await desk.call('duplicate.decide', {
            ...key,
            verdict: verdict as DuplicateVerdict,
            ...(entityIds.length > 0 ? { entityIds } : {}),
            ...(options.keep ? { keepId: await named(options.keep) } : {}),
          });
          return {
            json: left,
            text: (page) =>
              facts(
                [
                  ['Records left', left.members],
                  ['State', duplicateStates[left.state]],
                ],
                page,
              ),
          };
        }),
    );
}

type Member = Output<'duplicate.members'>['rows'][number];
type MemberSort = NonNullable<Input<'duplicate.members'>['sort']>;

async function keyOf(desk: Desk, caseName: string, name: string): Promise<Key> {
  const [, kind, basis, match] = /^([^:]+):([^:]+):(.+)$/s.exec(name) ?? [];
  if (!kind || !basis || !match || !Object.hasOwn(entityKinds, kind) || !Object.hasOwn(duplicateBases, basis))
    throw new UsageError(`"${name}" names no group: kind:what:value, as "entity duplicates" shows it.`);
  return {
    caseId: await caseIdOf(desk, caseName),
    kind: kind as Key['kind'],
    basis: basis as Key['basis'],
    match,
  };
}

const aboutGroup = (group: Output<'duplicate.get'>) =>
  [
    [`Share the ${duplicateBases[group.basis].toLowerCase()}`, group.shown],
    ['Records', group.members],
    ['Different names', group.names],
    ['May be one', duplicateReasons[group.basis].may],
    ['May not be', duplicateReasons[group.basis].mayNot],
    [
      'Differ in',
      group.differing
        .map(
          ({ field, values, missing }) => `${field} (${values}${missing > 0 ? `, ${missing} without` : ''})`,
        )
        .join(', '),
    ],
    ['State', duplicateStates[group.state]],
  ] as const;

/** The fields that tell most of them apart. */
const memberColumns = ({ differing }: Output<'duplicate.get'>): Column<Member>[] => [
  { title: 'Entity', value: (row) => row.display, flexible: true },
  ...differing.slice(0, 4).map(
    ({ field }): Column<Member> => ({
      title: isField(field) ? fieldForms[field].label : 'Country',
      value: (row) => (isField(field) ? fieldText(fieldForms[field], row.fields[field]) : row.country),
      flexible: true,
    }),
  ),
  { title: 'Said different', value: (row) => row.apart, align: 'right' },
  { title: 'Id', value: (row) => row.id },
];

const isField = (name: string): name is keyof typeof fieldForms => Object.hasOwn(fieldForms, name);
