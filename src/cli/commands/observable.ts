import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import type { Input, JobResult, Output } from '../../shared/contract/index.ts';
import { observableStates } from '../../shared/contract/observable.ts';
import { type EntityRole, entityRoles, valuesOf } from '../../shared/domain/kinds.ts';
import type { TlpLevel } from '../../shared/domain/markings.ts';
import { type ObservableKind, observableKinds } from '../../shared/domain/observables/observable.ts';
import type { Answer, Desk } from '../desk.ts';
import { exitFinding } from '../exit-codes.ts';
import { listAnswer, readList } from '../lists.ts';
import { addListOptions, choice, choices, defined, type ListOptions, markingOption } from '../options.ts';
import { perform, type Run } from '../perform.ts';
import { caseIdOf, evidenceIdOf, isId } from '../resolve.ts';
import { counted } from '../terminal/numbers.ts';
import { quoted } from '../terminal/quoted.ts';
import { safeLine } from '../terminal/safe-text.ts';
import { type Column, table } from '../terminal/table.ts';
import { UsageError } from '../usage-error.ts';
import { addOwnContactCommands } from './own-contact.ts';

type Row = Output<'observable.list'>['rows'][number];
type Rule = Output<'observable.rules'>['rules'][number];
type Sort = NonNullable<Input<'observable.list'>['sort']>;
type State = (typeof observableStates)[number];

interface Selection {
  case: string;
  kind?: ObservableKind[];
  evidence?: string;
  search?: string;
  valid?: boolean;
  sure?: boolean;
}

const columns: Column<Row>[] = [
  { title: 'Found', value: (row) => row.display, flexible: true },
  { title: 'Kind', value: (row) => row.kind },
  { title: 'Form', value: (row) => row.checked },
  { title: 'State', value: (row) => row.state },
  { title: 'Places', value: (row) => row.count, align: 'right' },
  { title: 'Evidence', value: (row) => row.evidenceCount, align: 'right' },
  { title: 'Id', value: (row) => row.id },
];

const ruleColumns: Column<Rule>[] = [
  { title: 'Kind', value: (rule) => rule.kind },
  { title: 'Passed over', value: (rule) => rule.pattern, flexible: true },
  { title: 'Where', value: (rule) => (rule.caseId === null ? 'every case' : 'this case') },
  { title: 'Id', value: (rule) => rule.id },
];

const addSelection = (command: Command): Command =>
  command
    .requiredOption('--case <case>', 'reference or id')
    .addOption(choices('--kind <kind>', 'only these kinds', valuesOf(observableKinds)))
    .option('--evidence <evidence>', 'only what stands in this piece: E-0007, 7 or id')
    .option('--valid', 'only what passed every check of its kind')
    .option('--sure', 'nothing that is doubtful: refused by its kind, odd, or read with an assumption');

async function selectionOf(desk: Desk, caseId: string, options: Selection) {
  const { kind: kinds, search } = options;
  const evidenceId =
    options.evidence === undefined ? undefined : await evidenceIdOf(desk, caseId, options.evidence);
  return {
    ...defined({ kinds, search, evidenceId }),
    ...(options.valid ? { validOnly: true } : {}),
    ...(options.sure ? { doubtful: 'without' as const } : {}),
  };
}

/** Which finds a decision is about: ids, or with `--all` everything open that fits the filters. */
async function chosenOf(desk: Desk, ids: string[], options: Selection & { all?: boolean; state?: State }) {
  const caseId = await caseIdOf(desk, options.case);
  if (ids.length > 0) {
    if (options.all) throw new UsageError('Give ids or --all, not both.');
    const wrong = ids.find((id) => !isId(id));
    if (wrong !== undefined)
      throw new UsageError(`${wrong} is not an id; "proffer observable list" shows them.`);
    return { caseId, ids };
  }
  if (!options.all) throw new UsageError('Name finds by their ids, or give --all with the filters.');
  return {
    caseId,
    all: { ...(await selectionOf(desk, caseId, options)), states: [options.state ?? ('open' as const)] },
  };
}

/** More would push what was done off the screen; all are kept with the import. */
const mostRefusedShown = 20;

function acceptAnswer(result: JobResult<'observable.accept'>): Answer {
  return {
    json: result,
    text: () =>
      [
        `${counted(result.added, 'record')} added, ${result.matched} in the case before${result.unsure > 0 ? `, ${result.unsure} new that may be one with another (entity duplicates)` : ''}${result.hosts > 0 ? `; ${counted(result.hosts, 'host')} of web addresses added` : ''}. Undo: proffer import undo ${result.importId}`,
        ...result.refused
          .slice(0, mostRefusedShown)
          .map(({ display, message }) => `not accepted: ${safeLine(display)}: ${safeLine(message)}`),
        ...(result.refused.length > mostRefusedShown
          ? [
              `and ${result.refused.length - mostRefusedShown} more: proffer import findings ${result.importId} --severity warning`,
            ]
          : []),
      ].join('\n'),
    ...(result.refused.length > 0 ? { code: exitFinding } : {}),
  };
}

/** What was found in evidence, from the command line. */
export function addObservableCommands(program: Command, run: Run): void {
  const group = program
    .command('observable')
    .description('what was found in evidence: review, accept, pass over');

  addListOptions(
    addSelection(group.command('list').description('finds, each thing once')).addOption(
      choices('--state <state>', 'only these states (default: open)', observableStates),
    ),
    ['display', 'kind', 'count', 'evidenceCount', 'foundAt'],
  ).action((options: ListOptions<Sort> & Selection & { state?: State[] }, command: Command) =>
    perform(run, command, 'vault', async (desk) => {
      const caseId = await caseIdOf(desk, options.case);
      const selection = await selectionOf(desk, caseId, options);
      const list = await readList<Row, Sort>(options, ({ hidden: _hidden, ...window }) =>
        desk.call('observable.list', {
          ...window,
          ...selection,
          caseId,
          ...defined({ states: options.state }),
        }),
      );
      const { countries } = await desk.call('observable.countries', { caseId });
      if (countries.length === 0)
        desk.next(
          `proffer observable countries CODE --case ${quoted(options.case)}    until then telephone numbers without a country code are not looked for`,
        );
      return listAnswer(list, columns, 'Nothing was found that fits.');
    }),
  );

  addSelection(group.command('accept').description('make records of finds: one import, one undo'))
    .argument('[id...]', 'finds')
    .option('--all', 'everything open that fits the filters')
    .option('--search <text>', 'with --all: only what holds this text')
    .addOption(choices('--role <role>', 'role in the case', valuesOf(entityRoles)).conflicts('roleByKind'))
    .option('--role-by-kind', 'accounts and wallets as where money went, the rest as infrastructure')
    .addOption(markingOption())
    .option('--keep-invalid', 'also what its plan or checksum refuses')
    .action(
      (
        ids: string[],
        options: Selection & {
          all?: boolean;
          role?: EntityRole[];
          roleByKind?: boolean;
          marking?: TlpLevel;
          keepInvalid?: boolean;
        },
        command: Command,
      ) =>
        perform(run, command, 'vault', async (desk) =>
          acceptAnswer(
            await desk.run('observable.accept', {
              ...(await chosenOf(desk, ids, options)),
              ...defined({
                roles: options.role,
                rolesByKind: options.roleByKind,
                marking: options.marking,
                keepInvalid: options.keepInvalid,
              }),
            }),
          ),
        ),
    );

  for (const [name, state, description] of [
    ['reject', 'rejected', 'put finds aside'],
    ['ignore', 'ignored', 'pass finds over in this case'],
    ['reopen', 'open', 'have finds open again'],
  ] as const)
    addSelection(group.command(name).description(description))
      .argument('[id...]', 'finds')
      .option('--all', 'everything that fits the filters')
      .option('--search <text>', 'with --all: only what holds this text')
      .addOption(choice('--state <state>', 'with --all: of this state', ['open', 'rejected', 'ignored']))
      .action((ids: string[], options: Selection & { all?: boolean; state?: State }, command: Command) =>
        perform(run, command, 'vault', async (desk) => {
          const result = await desk.call('observable.decide', {
            ...(await chosenOf(desk, ids, options)),
            state,
          });
          return { json: result, text: () => `${counted(result.changed, 'find')} changed.` };
        }),
      );

  group
    .command('paste')
    .description('keep a text as evidence with its source and look for observables in it')
    .argument('<file>', 'text file, or - for standard input')
    .requiredOption('--case <case>', 'reference or id')
    .requiredOption('--source <source>', 'from whom, or where it was copied')
    .option('--name <name>', 'name of the piece')
    .addOption(markingOption())
    .action(
      (
        file: string,
        options: { case: string; source: string; name?: string; marking?: TlpLevel },
        command: Command,
      ) =>
        perform(run, command, 'vault', async (desk) => {
          const { source, name, marking } = options;
          const result = await desk.run('observable.paste', {
            caseId: await caseIdOf(desk, options.case),
            text: readFileSync(file === '-' ? 0 : file, 'utf8'),
            source,
            ...defined({ name, marking }),
          });
          return { json: result, text: () => `Evidence ${result.number}: ${result.found} found.` };
        }),
    );

  addRuleCommands(group, run);
  addOwnContactCommands(group, run);

  group
    .command('countries')
    .description('whose national phone numbers are looked for; with codes, declares them')
    .argument('[code...]', 'ISO 3166-1 alpha-2, likeliest first')
    .requiredOption('--case <case>', 'reference or id')
    .action((codes: string[], options: { case: string }, command: Command) =>
      perform(run, command, 'vault', async (desk) => {
        const caseId = await caseIdOf(desk, options.case);
        const result =
          codes.length > 0
            ? await desk.call('observable.setCountries', {
                caseId,
                countries: codes.map((code) => code.toUpperCase()),
              })
            : await desk.call('observable.countries', { caseId });
        const how = result.declared ? 'declared' : 'taken from the case, not declared';
        return { json: result, text: () => `${result.countries.join(' ') || 'none'} (${how})` };
      }),
    );
}

function addRuleCommands(group: Command, run: Run): void {
  group
    .command('rules')
    .description('what is passed over')
    .requiredOption('--case <case>', 'reference or id')
    .action((options: { case: string }, command: Command) =>
      perform(run, command, 'vault', async (desk) => {
        const result = await desk.call('observable.rules', { caseId: await caseIdOf(desk, options.case) });
        return {
          json: result,
          text: (page) =>
            result.rules.length === 0 ? 'Nothing is passed over.' : table(result.rules, ruleColumns, page),
        };
      }),
    );

  group
    .command('pass-over')
    .description('pass over from now on, and where it was found already')
    .argument('<kind>', valuesOf(observableKinds).join(', '))
    .argument('<pattern>', 'such as *.example.com, +1800*, *@example.com, 203.0.113.0/24')
    .requiredOption('--case <case>', 'reference or id')
    .option('--every-case', 'in every case of the vault')
    .option('--note <text>', 'why')
    .action(
      (
        kind: ObservableKind,
        pattern: string,
        options: { case: string; everyCase?: boolean; note?: string },
        command: Command,
      ) =>
        perform(run, command, 'vault', async (desk) => {
          if (!Object.hasOwn(observableKinds, kind))
            throw new UsageError(`There is no kind ${kind}. Kinds: ${valuesOf(observableKinds).join(', ')}.`);
          const rule = await desk.call('observable.addRule', {
            caseId: await caseIdOf(desk, options.case),
            kind,
            pattern,
            wholeVault: options.everyCase ?? false,
            ...defined({ note: options.note }),
          });
          return { json: rule, text: (page) => table([rule], ruleColumns, page) };
        }),
    );

  group
    .command('no-rule')
    .description('take a rule away')
    .argument('<rule>', 'id')
    .action((id: string, _options: object, command: Command) =>
      perform(run, command, 'vault', async (desk) => {
        const result = await desk.call('observable.removeRule', { id });
        return { json: result, text: () => 'It is offered again where it was found.' };
      }),
    );
}
