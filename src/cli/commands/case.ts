import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import type { Input, Output } from '../../shared/contract/index.ts';
import {
  type CaseStatus,
  caseStatuses,
  type EntityKind,
  entityKinds,
  type Scheme,
  schemes,
  valuesOf,
} from '../../shared/domain/kinds.ts';
import type { TlpLevel } from '../../shared/domain/markings.ts';
import { formatMoney } from '../../shared/domain/money.ts';
import type { Answer } from '../desk.ts';
import { addReplaceOption, type EditOptions, edited } from '../edit-lists.ts';
import { listAnswer, readList } from '../lists.ts';
import {
  addListOptions,
  choice,
  defined,
  type ListOptions,
  markingOption,
  several,
  textOrFile,
} from '../options.ts';
import { perform, type Run } from '../perform.ts';
import { caseIdOf } from '../resolve.ts';
import { bytes, utc } from '../terminal/numbers.ts';
import { quoted } from '../terminal/quoted.ts';
import { safeText } from '../terminal/safe-text.ts';
import { facts, table } from '../terminal/table.ts';
import { UsageError } from '../usage-error.ts';

type CaseRecord = Output<'case.get'>;
type Overview = Output<'case.overview'>;
type Sort = NonNullable<Input<'case.list'>['sort']>;

interface CaseOptions {
  reference?: string;
  title?: string;
  scheme?: Scheme;
  status?: CaseStatus;
  narrative?: string;
  narrativeFile?: string;
  nexus?: string[];
  nexusFile?: string[];
  lead?: string;
  marking?: TlpLevel;
  organisation?: string[];
}

const addFields = (command: Command): Command =>
  command
    .addOption(choice('--status <status>', 'status', valuesOf(caseStatuses)))
    .option('--narrative <text>', 'what happened')
    .option('--narrative-file <file>', 'the same from a file')
    .option(
      '--nexus <recipient=text>',
      'why the agencies of a country (US=…), or one of them (US-IC3=…), have jurisdiction; once for each',
      several,
    )
    .option('--nexus-file <recipient=file>', 'the same from a file', several)
    .option('--lead <name>', 'who leads the case')
    .addOption(markingOption())
    .option(
      '--organisation <json>',
      'an organisation that takes part: {"name":…,"part":"referrer|co-referrer|partner|counsel|agency","address":…,"registrationNumber":…,"contact":…}; once for each',
      several,
    );

function fieldsOf(options: CaseOptions) {
  const { reference, title, scheme, status, lead, marking } = options;
  return defined({
    reference,
    title,
    scheme,
    status,
    lead,
    marking,
    narrative: textOrFile(options.narrative, options.narrativeFile),
    nexus: nexusOf(options),
    organisations: options.organisation?.map(organisationOf),
  });
}

/** `US=text`: what stands before the first `=` is the country or agency. */
function nexusOf(options: CaseOptions): Input<'case.create'>['nexus'] {
  const parted = (pairs: string[] | undefined, option: string) =>
    (pairs ?? []).map((pair) => {
      const [, recipient, value] = /^([A-Z]{2}(?:-[A-Z0-9-]+)?)=(.+)$/s.exec(pair) ?? [];
      if (recipient === undefined || value === undefined)
        throw new UsageError(`${option} names its country or agency first: ${option} US=… or US-IC3=….`);
      return { recipient, value };
    });
  const said = parted(options.nexus, '--nexus').map(({ recipient, value }) => ({ recipient, text: value }));
  const read = parted(options.nexusFile, '--nexus-file').map(({ recipient, value }) => ({
    recipient,
    text: readFileSync(value, 'utf8'),
  }));
  return options.nexus || options.nexusFile ? [...said, ...read] : undefined;
}

/** The contract checks what is in it; here it only has to be JSON. */
function organisationOf(json: string): NonNullable<Input<'case.create'>['organisations']>[number] {
  try {
    return JSON.parse(json);
  } catch {
    throw new UsageError(`--organisation is a JSON object, such as {"name":"Nordhaven","part":"referrer"}.`);
  }
}

export function addCaseCommands(program: Command, run: Run): void {
  const group = program.command('case').description('open, list, read, edit cases');

  addFields(
    group
      .command('create')
      .description('open a case')
      .requiredOption('--reference <text>', 'reference, unique in the vault')
      .requiredOption('--title <text>', 'title')
      .addOption(choice('--scheme <scheme>', 'kind of fraud', valuesOf(schemes)).makeOptionMandatory()),
  ).action((options: CaseOptions & { reference: string; title: string; scheme: Scheme }, command: Command) =>
    perform(run, command, 'vault', async (desk) => {
      const { reference, title, scheme } = options;
      const made = await desk.call('case.create', { ...fieldsOf(options), reference, title, scheme });
      desk.next(`proffer evidence add FOLDER --case ${quoted(reference)} --source NAME --read`);
      return caseAnswer(made);
    }),
  );

  addListOptions(group.command('list').description('the cases of the vault'), [
    'reference',
    'title',
    'status',
    'changedAt',
    'createdAt',
  ]).action((options: ListOptions<Sort>, command: Command) =>
    perform(run, command, 'vault', async (desk) => {
      const list = await readList<Output<'case.list'>['rows'][number], Sort>(options, (window) =>
        desk.call('case.list', window),
      );
      return listAnswer(
        list,
        [
          { title: 'Reference', value: (row) => row.reference },
          { title: 'Title', value: (row) => row.title, flexible: true },
          { title: 'Status', value: (row) => row.status },
          { title: 'Evidence', value: (row) => row.evidenceCount, align: 'right' },
          { title: 'Entities', value: (row) => row.entityCount, align: 'right' },
          { title: 'Events', value: (row) => row.eventCount, align: 'right' },
          { title: 'Victims', value: (row) => row.victimCount, align: 'right' },
          { title: 'Changed (UTC)', value: (row) => row.changedAt.slice(0, 16).replace('T', ' ') },
        ],
        'There is no case yet.',
      );
    }),
  );

  group
    .command('show')
    .description('one case')
    .argument('<case>', 'reference or id')
    .action((name: string, _options: object, command: Command) =>
      perform(run, command, 'vault', async (desk) =>
        caseAnswer(await desk.call('case.get', { id: await caseIdOf(desk, name) })),
      ),
    );

  addReplaceOption(
    addFields(
      group
        .command('edit')
        .description('change fields of a case')
        .argument('<case>', 'reference or id')
        .option('--reference <text>', 'reference')
        .option('--title <text>', 'title')
        .addOption(choice('--scheme <scheme>', 'kind of fraud', valuesOf(schemes))),
    ),
  ).action((name: string, options: CaseOptions & EditOptions, command: Command) =>
    perform(run, command, 'vault', async (desk) => {
      const id = await caseIdOf(desk, name);
      const before = await desk.call('case.get', { id });
      const given = fieldsOf(options);
      const fields = defined({
        ...given,
        nexus: edited(before.nexus, given.nexus, ({ recipient }) => recipient, options),
        organisations: edited(before.organisations, given.organisations, (one) => one.name, options),
      });
      return caseAnswer(await desk.call('case.update', { id, fields }));
    }),
  );

  group
    .command('hide')
    .description('take a case out of sight; nothing is deleted')
    .argument('<case>', 'reference or id')
    .option('--reason <text>', 'why')
    .option('--undo', 'bring it back')
    .action((name: string, options: { reason?: string; undo?: boolean }, command: Command) =>
      perform(run, command, 'vault', async (desk) => {
        const id = await caseIdOf(desk, name);
        return caseAnswer(
          await desk.call('case.hide', { id, hidden: !options.undo, ...defined({ reason: options.reason }) }),
        );
      }),
    );

  group
    .command('overview')
    .description('counts, losses, victims by country')
    .argument('<case>', 'reference or id')
    .action((name: string, _options: object, command: Command) =>
      perform(run, command, 'vault', async (desk) =>
        overviewAnswer(await desk.call('case.overview', { id: await caseIdOf(desk, name) })),
      ),
    );
}

const caseAnswer = (record: CaseRecord): Answer => ({
  json: record,
  text: (page) => {
    const head = facts(
      [
        ['Reference', record.reference],
        ['Title', record.title],
        ['Id', record.id],
        ['Scheme', schemes[record.scheme]],
        ['Status', caseStatuses[record.status]],
        ['Marking', `TLP:${record.marking.toUpperCase()}`],
        ['Lead', record.lead],
        ...record.nexus.map(
          ({ recipient, text }) => [`Nexus${recipient ? ` for ${recipient}` : ''}`, text] as [string, string],
        ),
        ['Changed', record.changedAt],
        ['Hidden', record.hidden ? 'yes' : null],
      ],
      page,
    );
    const organisations = record.organisations.map(({ name, part }) => ({ name, part }));
    const parts = organisations.length
      ? `\n\n${table(
          organisations,
          [
            { title: 'Organisation', value: (row) => row.name, flexible: true },
            { title: 'Part', value: (row) => row.part },
          ],
          page,
        )}`
      : '';
    return `${head}${parts}${record.narrative ? `\n\n${safeText(record.narrative)}` : ''}`;
  },
});

const amounts = (losses: { minor: number; currency: string }[]): string =>
  losses.map((amount) => formatMoney(amount, 'en')).join(', ');

const overviewAnswer = (overview: Overview): Answer => ({
  json: overview,
  text: (page) => {
    const { counts, integrity } = overview;
    const head = facts(
      [
        ['Case', `${overview.case.reference}: ${overview.case.title}`],
        ['Evidence', `${counts.evidence} (${bytes(counts.evidenceBytes)})`],
        ['Entities', counts.entities],
        ['Links', counts.links],
        ['Events', counts.events],
        ['From, to (UTC)', [utc(overview.firstEvent), utc(overview.lastEvent)].filter(Boolean).join(' to ')],
        ['Losses', counts.losses],
        ['Lost', amounts(overview.losses.map(({ lost }) => lost))],
        [
          'Recovered',
          amounts(overview.losses.map(({ recovered }) => recovered).filter(({ minor }) => minor !== 0)),
        ],
        ['Victims', counts.victims],
        ['Referrals', counts.referrals],
        ['Evidence that failed its check', integrity.failed],
        ['Last verified', integrity.lastVerifiedAt],
      ],
      page,
    );
    const countries = overview.victimsByCountry.length
      ? `\n\n${table(
          overview.victimsByCountry,
          [
            { title: 'Country', value: (row) => row.country || '(unknown)' },
            { title: 'Victims', value: (row) => row.victims, align: 'right' },
            { title: 'Losses', value: (row) => amounts(row.losses), flexible: true },
          ],
          page,
        )}`
      : '';
    const kinds = overview.entitiesByKind.length
      ? `\n\n${table(
          overview.entitiesByKind,
          [
            { title: 'Kind', value: (row) => entityKinds[row.kind as EntityKind] ?? row.kind },
            { title: 'Entities', value: (row) => row.count, align: 'right' },
          ],
          page,
        )}`
      : '';
    return `${head}${countries}${kinds}`;
  },
});
