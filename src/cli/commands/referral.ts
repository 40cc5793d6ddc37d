import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import type { Input, JobResult, Output } from '../../shared/contract/index.ts';
import { signatory } from '../../shared/contract/referral.ts';
import { ProfferError } from '../../shared/domain/errors.ts';
import { type ReferralKind, referralKinds, valuesOf } from '../../shared/domain/kinds.ts';
import type { Answer, Desk } from '../desk.ts';
import { exitFinding } from '../exit-codes.ts';
import { listAnswer, readList } from '../lists.ts';
import { mendingOf } from '../option-hints.ts';
import { addListOptions, choice, choices, defined, type ListOptions, several } from '../options.ts';
import { perform, type Run } from '../perform.ts';
import { caseIdOf, isId } from '../resolve.ts';
import { bytes, counted } from '../terminal/numbers.ts';
import { quoted } from '../terminal/quoted.ts';
import { safeLine } from '../terminal/safe-text.ts';
import { facts, table } from '../terminal/table.ts';

type Row = Output<'referral.list'>['rows'][number];
type Readiness = Output<'referral.readiness'>;
type Sort = NonNullable<Input<'referral.list'>['sort']>;
type Signatory = NonNullable<Input<'referral.readiness'>['signatory']>;

type RequestOptions = { [option: string]: unknown } & {
  case: string;
  agency: string;
  kind?: ReferralKind;
  request?: string[];
};

const signatoryLabels: Record<keyof typeof signatory.shape, string> = {
  name: 'who signs',
  role: 'their title',
  relation: 'their relation to the records, as a certificate asks for it',
  address: 'their address',
  place: 'where they sign',
  deviceKind: 'kind of device the records come from',
  deviceOther: 'the device in words, where the kind is other',
  deviceMake: 'make and model of the device',
  deviceColour: 'colour of the device',
  deviceSerial: 'serial number of the device',
  deviceIdentifier: 'IMEI, UIN, UID, MAC or cloud id of the device',
  deviceNote: 'more on the device',
  control: 'how they had control of it, once for each',
};

/** `deviceKind` becomes `--signatory-device-kind`: one option for each fact only a person can state. */
function signatoryOption(name: keyof typeof signatory.shape): Option {
  const flags = `--signatory-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)} <text>`;
  if (name === 'control')
    return choices(flags, signatoryLabels[name], ['owned', 'maintained', 'managed', 'operated']);
  if (name === 'deviceKind')
    return choice(flags, signatoryLabels[name], signatory.shape.deviceKind.unwrap().options);
  return new Option(flags, signatoryLabels[name]);
}

const signatoryNames = Object.keys(signatoryLabels) as (keyof typeof signatory.shape)[];

function addRequest(command: Command): Command {
  command
    .requiredOption('--case <case>', 'reference or id')
    .requiredOption('--agency <id>', 'see "proffer referral agencies"')
    .addOption(choice('--kind <kind>', 'kind of referral (default: criminal)', valuesOf(referralKinds)))
    .option('--request <text>', 'what the agency is asked to do, once for each', several);
  for (const name of signatoryNames) command.addOption(signatoryOption(name));
  return command;
}

async function requestOf(desk: Desk, options: RequestOptions): Promise<Input<'referral.readiness'>> {
  const stated: { [name: string]: unknown } = {};
  for (const name of signatoryNames) {
    const value = options[`signatory${name[0]!.toUpperCase()}${name.slice(1)}`];
    if (value !== undefined) stated[name] = value;
  }
  return {
    caseId: await caseIdOf(desk, options.case),
    agencyId: options.agency,
    signatory: stated as Signatory,
    ...defined({ kind: options.kind, requests: options.request }),
  };
}

export function addReferralCommands(program: Command, run: Run): void {
  const group = program.command('referral').description('prepare, seal, list referrals to agencies');

  group
    .command('agencies')
    .description('agencies there is a profile for; needs no vault')
    .action((_options: object, command: Command) =>
      perform(run, command, 'nothing', async (desk) => {
        const found = await desk.call('referral.agencies', {});
        const answer = listAnswer(
          { rows: found.agencies, total: found.agencies.length },
          [
            { title: 'Agency', value: (row) => row.id },
            { title: 'Country', value: (row) => row.country },
            {
              title: 'Name',
              value: (row) => [row.name, row.unit].filter(Boolean).join(', '),
              flexible: true,
            },
            { title: 'Paper', value: (row) => row.paper },
            { title: 'Language', value: (row) => row.locale },
            { title: 'As of', value: (row) => row.asOf },
          ],
          'There is no profile.',
        );
        return { ...answer, json: found };
      }),
    );

  addRequest(
    group.command('check').description('what the agency wants and the case lacks; what will be disclosed'),
  ).action((options: RequestOptions, command: Command) =>
    perform(run, command, 'vault', async (desk) =>
      readinessAnswer(desk, await desk.call('referral.readiness', await requestOf(desk, options))),
    ),
  );

  addRequest(
    group
      .command('preview')
      .description('write the documents, unsealed, into a folder to read; overwrites nothing')
      .requiredOption('--to <folder>', 'where to'),
  ).action((options: RequestOptions & { to: string }, command: Command) =>
    perform(run, command, 'vault', async (desk) =>
      writePreview(
        desk,
        await desk.run('referral.preview', await requestOf(desk, options)),
        resolve(options.to),
      ),
    ),
  );

  addRequest(
    group
      .command('export')
      .description('verify the evidence, make the documents, seal the package and record it')
      .requiredOption('--to <folder>', 'where to'),
  ).action((options: RequestOptions & { to: string }, command: Command) =>
    perform(run, command, 'vault', async (desk) => {
      const request = await requestOf(desk, options);
      const made = await withCheckNamed(options, () =>
        desk.run('referral.export', { ...request, folder: resolve(options.to) }),
      );
      desk.next(`proffer verify ${quoted(made.path)} --fingerprint ${made.referral.fingerprint}`);
      return {
        json: made,
        text: (page) => facts([['Package', made.path], ...referralFacts(made.referral)], page),
      };
    }),
  );

  addListOptions(
    group
      .command('list')
      .description('the packages of a case')
      .requiredOption('--case <case>', 'reference or id'),
    ['sealedAt', 'version'],
  ).action((options: ListOptions<Sort> & { case: string }, command: Command) =>
    perform(run, command, 'vault', async (desk) => {
      const caseId = await caseIdOf(desk, options.case);
      const list = await readList<Row, Sort>(options, (window) =>
        desk.call('referral.list', { ...window, caseId }),
      );
      return listAnswer(
        list,
        [
          { title: 'Agency', value: (row) => row.agencyId },
          { title: 'Version', value: (row) => row.version, align: 'right' },
          { title: 'Package', value: (row) => row.packageName, flexible: true },
          { title: 'Size', value: (row) => bytes(row.packageBytes), align: 'right' },
          { title: 'SHA-256', value: (row) => `${row.packageSha256.slice(0, 16)}…` },
          { title: 'Sealed', value: (row) => row.sealedAt },
          { title: 'Id', value: (row) => row.id },
        ],
        'Nothing was sealed yet.',
      );
    }),
  );

  group
    .command('show')
    .description('one sealed package')
    .argument('<referral>', 'id')
    .action((id: string, _options: object, command: Command) =>
      perform(run, command, 'vault', async (desk) => {
        if (!isId(id))
          throw new ProfferError('invalid-input', 'A referral is named by its id; "referral list" tells it.');
        const row = await desk.call('referral.get', { id });
        return {
          json: row,
          text: (page) => facts([['Package', row.packagePath], ...referralFacts(row)], page),
        };
      }),
    );
}

/** A refusal of what is not ready says where each missing thing is told with the command that mends it. */
async function withCheckNamed<T>({ case: name, agency }: RequestOptions, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ProfferError) || error.details.missing === undefined) throw error;
    const check = `proffer referral check --case ${quoted(name)} --agency ${quoted(agency)}`;
    throw new ProfferError(error.code, `${error.message} How to mend each: ${check}`, error.details);
  }
}

const referralFacts = (row: Row) =>
  [
    ['Agency', row.agencyName],
    ['Kind', referralKinds[row.kind]],
    ['Version', row.version],
    ['SHA-256', row.packageSha256],
    ['Size', bytes(row.packageBytes)],
    ['Exhibits', row.exhibits],
    ['Sealed', row.sealedAt],
    ['Signing key', row.fingerprint],
    ['Tag manifest', row.tagManifestSha256],
    ['State', row.stateHash],
    ['Id', row.id],
  ] as const;

/** Previews are read before anything leaves; they are plain files, so the folder is the reader's to guard. */
async function writePreview(
  desk: Desk,
  { documents }: JobResult<'referral.preview'>,
  folder: string,
): Promise<Answer> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const written: (JobResult<'referral.preview'>['documents'][number] & { path: string })[] = [];
  for (const document of documents) {
    const preview = desk.engine.previews.get(document.previewId);
    if (!preview) throw new ProfferError('internal', 'The preview was rendered and is gone.');
    const path = join(folder, document.name.replaceAll('/', '_'));
    await writeFile(path, preview.bytes, { flag: 'wx', mode: 0o600 });
    written.push({ ...document, path });
  }
  return {
    json: { documents: written },
    text: () =>
      written
        .map((one) => `${safeLine(one.path)}  ${counted(one.pages, 'page')}, ${bytes(one.sizeBytes)}`)
        .join('\n'),
  };
}

const readinessAnswer = (desk: Desk, found: Readiness): Answer => ({
  json: found,
  code: found.readiness.ready ? 0 : exitFinding,
  text: (page) => {
    const { items, ready } = found.readiness;
    const head = ready ? desk.terminal.good('Ready') : desk.terminal.bad('Not ready');
    const missing = items.filter((item) => !item.satisfied);
    const lacking =
      missing.length === 0
        ? ''
        : `\n\n${table(
            missing,
            [
              { title: 'Level', value: (row) => row.level },
              { title: 'What', value: (row) => row.message, flexible: true },
              {
                title: 'Mend with',
                value: (row) => mendingOf(row.field) ?? (row.mend === 'none' ? '' : row.mend),
              },
            ],
            page,
          )}`;
    const disclosed =
      found.disclosures.length === 0
        ? ''
        : `\n\n${table(
            found.disclosures,
            [
              { title: 'Disclosed', value: (row) => row.category, flexible: true },
              { title: 'How', value: (row) => row.action },
              { title: 'Count', value: (row) => row.count, align: 'right' },
              { title: 'Why', value: (row) => row.reason, flexible: true },
            ],
            page,
          )}`;
    return `${head}: ${counted(found.exhibits, 'exhibit')}, ${bytes(found.exhibitBytes)}.${lacking}${disclosed}`;
  },
});
