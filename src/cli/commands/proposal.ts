import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import type { Input, Output } from '../../shared/contract/index.ts';
import { proposalStates } from '../../shared/contract/proposal.ts';
import { placeInText } from '../../shared/domain/because.ts';
import { wordsOfCountry } from '../../shared/domain/country-signs.ts';
import { ProfferError } from '../../shared/domain/errors.ts';
import { formatMoney } from '../../shared/domain/money.ts';
import type { Answer, Desk } from '../desk.ts';
import { exitFinding } from '../exit-codes.ts';
import { listAnswer, readList } from '../lists.ts';
import { addListOptions, choices, defined, type ListOptions } from '../options.ts';
import { perform, type Run } from '../perform.ts';
import { caseIdOf, evidenceIdOf } from '../resolve.ts';
import { counted } from '../terminal/numbers.ts';
import { safeLine } from '../terminal/safe-text.ts';
import { type Column, facts, type Page, table } from '../terminal/table.ts';
import { UsageError } from '../usage-error.ts';

type Row = Output<'proposal.list'>['rows'][number];
type Sort = NonNullable<Input<'proposal.list'>['sort']>;
type State = (typeof proposalStates)[number];

const columns: Column<Row>[] = [
  { title: 'Complaint', value: (row) => row.title, flexible: true },
  { title: 'State', value: (row) => row.state },
  { title: 'Evidence', value: (row) => row.evidence.number, align: 'right' },
  {
    title: 'Losses',
    value: (row) => row.body.losses.map(({ amount }) => formatMoney(amount, 'en')).join(', '),
  },
  { title: 'Things', value: (row) => row.body.entities.length, align: 'right' },
  { title: 'Events', value: (row) => row.body.events.length, align: 'right' },
  { title: 'Id', value: (row) => row.id },
];

interface PartRow {
  what: string;
  text: string;
  line: string;
  quote: string;
}

function partsText(row: Row, page: Page): string {
  const { body } = row;
  const nameOf = (key: string | null) => body.entities.find((one) => one.key === key)?.display ?? '';
  const line = (part: Pick<Row['body']['entities'][number], 'because' | 'include'>) => ({
    line: `${placeInText(part.because)}${part.include ? '' : ' (left out)'}`,
    quote: part.because.quote.replaceAll(/\s+/g, ' '),
  });
  const assumed = (what: string, notes: readonly string[]): PartRow[] =>
    notes.map((text) => ({ what, text, line: '', quote: '' }));
  const rows: PartRow[] = [
    ...body.entities.flatMap((one) => {
      const country = wordsOfCountry(one.country, one.countrySigns);
      return [
        {
          what: one.kind,
          text: [`${one.display} (${one.roles.join(', ')})`, one.phone, one.email, one.country]
            .filter(Boolean)
            .join(', '),
          ...line(one),
        },
        ...assumed('assumed', one.assumed),
        ...assumed(one.country === null ? 'open' : 'assumed', country === null ? [] : [country]),
      ];
    }),
    ...body.losses.flatMap((one) => [
      {
        what: 'loss',
        text: `${formatMoney(one.amount, 'en')} ${one.method} ${nameOf(one.to)}`,
        ...line(one),
      },
      ...assumed('assumed', one.assumed),
    ]),
    ...body.events.flatMap((one) => [
      { what: one.kind, text: `${one.when?.text ?? 'no date'}: ${one.title}`, ...line(one) },
      ...assumed('assumed', one.assumed),
    ]),
    ...body.links.map((one) => ({
      what: 'link',
      text: `${nameOf(one.from)} ${one.kind} ${nameOf(one.to)}`,
      ...line(one),
    })),
  ];
  const head = facts(
    [
      ['Complaint', row.title],
      ['Evidence', `${row.evidence.number} ${row.evidence.name}`],
      ['State', row.state],
    ],
    page,
  );
  const partColumns: Column<PartRow>[] = [
    { title: 'Part', value: (part) => part.what },
    { title: 'What', value: (part) => part.text, flexible: true },
    { title: 'Where', value: (part) => part.line },
    { title: 'Because', value: (part) => part.quote, flexible: true },
  ];
  return `${head}\n\n${table(rows, partColumns, page)}`;
}

const oneAnswer = (row: Row): Answer => ({ json: row, text: (page) => partsText(row, page) });

interface ChoiceOptions {
  case?: string;
  all?: boolean;
}

/** What a decision is about: the proposals given, whose case they know themselves, or with `--all` every one of a case. */
async function chosenOf(
  desk: Desk,
  ids: string[],
  options: ChoiceOptions,
  state: State,
): Promise<{ caseId: string; ids: string[] }> {
  if (ids.length > 0) {
    if (options.all) throw new UsageError('Give ids or --all, not both.');
    const caseId =
      options.case === undefined
        ? (await desk.call('proposal.get', { id: ids[0]! })).caseId
        : await caseIdOf(desk, options.case);
    return { caseId, ids };
  }
  if (!options.all || options.case === undefined)
    throw new UsageError('Name proposals by their ids, or give --all with --case.');
  const caseId = await caseIdOf(desk, options.case);
  const { rows } = await readList<Row, Sort>({ all: true }, ({ hidden: _hidden, ...window }) =>
    desk.call('proposal.list', { ...window, caseId, states: [state] }),
  );
  if (rows.length === 0) throw new ProfferError('not-found', `This case has no proposal that is ${state}.`);
  return { caseId, ids: rows.map(({ id }) => id) };
}

/** Complaints as records, from the command line. */
export function addProposalCommands(program: Command, run: Run): void {
  const group = program.command('proposal').description('what complaints tell, as records to take or leave');

  addListOptions(
    group
      .command('list')
      .description('proposals of a case')
      .requiredOption('--case <case>', 'reference or id')
      .option('--evidence <evidence>', 'only from this piece: E-0007, 7 or id')
      .addOption(choices('--state <state>', 'only these states (default: open)', proposalStates)),
    ['evidence', 'title', 'foundAt'],
  ).action(
    (options: ListOptions<Sort> & { case: string; evidence?: string; state?: State[] }, command: Command) =>
      perform(run, command, 'vault', async (desk) => {
        const caseId = await caseIdOf(desk, options.case);
        const evidenceId =
          options.evidence === undefined ? undefined : await evidenceIdOf(desk, caseId, options.evidence);
        const list = await readList<Row, Sort>(options, ({ hidden: _hidden, ...window }) =>
          desk.call('proposal.list', {
            ...window,
            caseId,
            ...defined({ evidenceId, states: options.state }),
          }),
        );
        return listAnswer(list, columns, 'There is no proposal that fits.');
      }),
  );

  group
    .command('show')
    .description('one proposal with the line each part comes from')
    .argument('<proposal>', 'id')
    .action((id: string, _options: object, command: Command) =>
      perform(run, command, 'vault', async (desk) => oneAnswer(await desk.call('proposal.get', { id }))),
    );

  group
    .command('edit')
    .description('change what is proposed: the "body" of "proposal show --json", corrected')
    .argument('<proposal>', 'id')
    .requiredOption('--body <file>', 'JSON file')
    .action((id: string, options: { body: string }, command: Command) =>
      perform(run, command, 'vault', async (desk) => {
        let read: unknown;
        try {
          read = JSON.parse(readFileSync(options.body, 'utf8'));
        } catch (error) {
          throw new ProfferError(
            'invalid-input',
            `${options.body} cannot be read as JSON. "proffer proposal show ID --json" has the body to start from.`,
            {},
            { cause: error },
          );
        }
        // The engine checks it, and names what does not fit.
        const body = read as Input<'proposal.update'>['body'];
        return oneAnswer(await desk.call('proposal.update', { id, body }));
      }),
    );

  group
    .command('accept')
    .description('make records of proposals: one import, one undo')
    .argument('[proposal...]', 'ids')
    .option('--case <case>', 'reference or id; with --all')
    .option('--all', 'every open one')
    .action((ids: string[], options: ChoiceOptions, command: Command) =>
      perform(run, command, 'vault', async (desk) => {
        const result = await desk.run('proposal.accept', await chosenOf(desk, ids, options, 'open'));
        return {
          json: result,
          text: () =>
            [
              `${counted(result.accepted, 'proposal')} accepted: ${counted(result.entities, 'thing')}, ${counted(result.events, 'event')}, ${counted(result.losses, 'loss', 'losses')} and ${counted(result.links, 'link')} added, ${result.matched} in the case already. Undo: proffer import undo ${result.importId}`,
              ...(result.takenOut > 0
                ? [`${counted(result.takenOut, 'message')} taken out of a mailbox as evidence`]
                : []),
              ...result.refused.map(
                ({ title, message }) => `not accepted: ${safeLine(title)}: ${safeLine(message)}`,
              ),
            ].join('\n'),
          ...(result.refused.length > 0 ? { code: exitFinding } : {}),
        };
      }),
    );

  for (const [name, state, from, description] of [
    ['reject', 'rejected', 'open', 'put proposals aside'],
    ['reopen', 'open', 'rejected', 'have rejected proposals open again'],
  ] as const)
    group
      .command(name)
      .description(description)
      .argument('[proposal...]', 'ids')
      .option('--case <case>', 'reference or id; with --all')
      .option('--all', `every ${from} one`)
      .action((ids: string[], options: ChoiceOptions, command: Command) =>
        perform(run, command, 'vault', async (desk) => {
          const chosen = await chosenOf(desk, ids, options, from);
          const result = await desk.call('proposal.decide', { ...chosen, state });
          return { json: result, text: () => `${result.changed} changed.` };
        }),
      );
}
