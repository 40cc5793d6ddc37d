import type { Command } from 'commander';
import type { Input, JobResult, Output } from '../../shared/contract/index.ts';
import { intelObjectStates } from '../../shared/domain/intel-words.ts';
import { entityKinds, valuesOf } from '../../shared/domain/kinds.ts';
import { type TlpLevel, tlpLabel } from '../../shared/domain/markings.ts';
import type { Answer, Desk } from '../desk.ts';
import { listAnswer, readList } from '../lists.ts';
import { addListOptions, choices, defined, type ListOptions, markingOption } from '../options.ts';
import { perform, type Run } from '../perform.ts';
import { caseIdOf, evidenceIdOf } from '../resolve.ts';
import { counted } from '../terminal/numbers.ts';
import { safeText } from '../terminal/safe-text.ts';
import { facts, type Page, table } from '../terminal/table.ts';

type Preview = JobResult<'intel.preview'>;
type Imported = JobResult<'intel.import'>;
type Row = Output<'intel.objects'>['rows'][number];
type Whole = Output<'intel.object'>;
type Sort = NonNullable<Input<'intel.objects'>['sort']>;
type State = Row['state'];

interface ReadOptions {
  case: string;
  marking?: TlpLevel;
  country?: string;
}

export function addIntelCommands(program: Command, run: Run): void {
  const group = program.command('intel').description('bring in STIX 2 and MISP JSON, look at what they held');

  const reading = (name: string, description: string): Command =>
    group
      .command(name)
      .description(description)
      .argument('<evidence>', 'the file, taken in before: E-0007, 7 or id')
      .requiredOption('--case <case>', 'reference or id')
      .addOption(markingOption())
      .option('--country <code>', 'whose national phone numbers and accounts these are: IN, US');

  reading('preview', 'what an import would bring; writes nothing').action(
    (name: string, options: ReadOptions, command: Command) =>
      perform(run, command, 'vault', async (desk) =>
        previewAnswer(await desk.run('intel.preview', await inputOf(desk, name, options))),
      ),
  );

  reading('import', 'bring it into the case as one import, undone as one; twice is once').action(
    (name: string, options: ReadOptions, command: Command) =>
      perform(run, command, 'vault', async (desk) =>
        importAnswer(await desk.run('intel.import', await inputOf(desk, name, options))),
      ),
  );

  addListOptions(
    group
      .command('objects')
      .description('objects of the sources, also those this program has no records for')
      .requiredOption('--case <case>', 'reference or id'),
    ['type', 'title', 'state', 'creator', 'version'],
  )
    .option('--import <id>', 'only what one import brought')
    .option('--type <type>', 'only this type')
    .addOption(choices('--state <state>', 'only in this state', valuesOf(intelObjectStates)))
    .action(
      (
        options: ListOptions<Sort> & { case: string; import?: string; type?: string; state?: State[] },
        command: Command,
      ) =>
        perform(run, command, 'vault', async (desk) => {
          const only = {
            caseId: await caseIdOf(desk, options.case),
            ...defined({ importId: options.import, type: options.type, states: options.state }),
          };
          const list = await readList<Row, Sort>(options, (window) =>
            desk.call('intel.objects', { ...window, ...only }),
          );
          return listAnswer(list, columns, 'There is no such object.');
        }),
    );

  group
    .command('show')
    .description('one object as its source wrote it, with the records it made')
    .argument('<object>', 'id')
    .action((id: string, _options: object, command: Command) =>
      perform(run, command, 'vault', async (desk) => objectAnswer(await desk.call('intel.object', { id }))),
    );
}

async function inputOf(desk: Desk, name: string, { case: caseName, marking, country }: ReadOptions) {
  const caseId = await caseIdOf(desk, caseName);
  const evidenceId = await evidenceIdOf(desk, caseId, name);
  return { caseId, evidenceId, ...defined({ marking, country: country?.toUpperCase() }) };
}

const columns = [
  { title: 'Type', value: (row: Row) => row.type },
  { title: 'Title', value: (row: Row) => row.title, flexible: true },
  { title: 'State', value: (row: Row) => intelObjectStates[row.state] },
  { title: 'TLP', value: (row: Row) => row.marking },
  { title: 'By', value: (row: Row) => row.creator, flexible: true },
  { title: 'Id', value: (row: Row) => row.id },
];

function previewAnswer(preview: Preview): Answer {
  return {
    json: preview,
    text: (page) => {
      const known = preview.entities.map(({ kind, added, matched, unsure }) => ({
        kind: entityKinds[kind],
        added,
        matched,
        unsure,
      }));
      const parts = [
        facts(
          [
            ['Format', preview.formatName],
            ['Title', preview.title],
            ['Links', preview.links],
            ['Events', preview.events],
            ['Objects', objectsText(preview.objects)],
            ['Known objects', knownText(preview)],
            ['Kept types', preview.keptTypes.map(({ type, count }) => `${type} ${count}`).join(', ')],
            [
              'Markings',
              preview.markings.map(({ marking, count }) => `${tlpLabel(marking)} ${count}`).join(', '),
            ],
          ],
          page,
        ),
        known.length > 0
          ? table(
              known,
              [
                { title: 'Entities', value: (row) => row.kind },
                { title: 'New', value: (row) => row.added, align: 'right' },
                { title: 'In the case', value: (row) => row.matched, align: 'right' },
                { title: 'Perhaps', value: (row) => row.unsure, align: 'right' },
              ],
              page,
            )
          : 'No entities.',
        findingsText(preview, page),
      ];
      return parts.filter(Boolean).join('\n\n');
    },
  };
}

const objectsText = ({ read, partly, kept, revoked }: Preview['objects']): string =>
  `${read} in records, ${partly} partly, ${kept} kept, ${revoked} revoked`;

const knownText = ({ unchanged, changed }: Preview): string =>
  unchanged + changed === 0 ? '' : `${unchanged} unchanged, ${changed} in another version`;

function findingsText({ findings, sampleFindings }: Preview, page: Page): string {
  if (findings.length === 0) return '';
  const first = (code: string) => sampleFindings.find((finding) => finding.code === code);
  return table(
    findings,
    [
      { title: 'Finding', value: (row) => row.code },
      { title: 'Severity', value: (row) => row.severity },
      { title: 'Times', value: (row) => row.count, align: 'right' },
      {
        title: 'First',
        value: (row) => `${first(row.code)?.place ?? ''} ${first(row.code)?.message ?? ''}`,
        flexible: true,
      },
    ],
    page,
  );
}

function importAnswer(result: Imported): Answer {
  const { added = 0, matched = 0, unsure = 0, links = 0, events = 0, unchanged = 0 } = result.counts;
  const { hosts = 0 } = result.counts;
  return {
    json: result,
    text: (page) =>
      `${facts(
        [
          ['Import', result.batchId],
          ['Format', result.formatName],
          ['Title', result.title],
          ['Objects', objectsText(result.objects)],
        ],
        page,
      )}\n\n${counted(added + unsure, 'entity', 'entities')} added${unsure > 0 ? ` (${unsure} perhaps there already)` : ''}, ${matched} in the case before, ${hosts > 0 ? `${counted(hosts, 'host')} of web addresses, ` : ''}${counted(links, 'link')}, ${counted(events, 'event')}, ${counted(unchanged, 'object')} unchanged.`,
  };
}

function objectAnswer(object: Whole): Answer {
  return {
    json: object,
    text: (page) => {
      const records = object.records.map(({ kind, relation, display, hidden }) => ({
        kind,
        relation: relation === 'made' ? 'made' : 'speaks of',
        display: hidden ? `${display} (hidden)` : display,
      }));
      return [
        facts(
          [
            ['Type', object.type],
            ['Title', object.title],
            ['Source id', object.sourceId],
            ['State', intelObjectStates[object.state]],
            ['By', object.creator],
            ['Version', object.version],
            ['Marking', tlpLabel(object.marking)],
            ['Tags', object.tags.join(', ')],
            ['Left over', object.leftOver.join(', ')],
            [
              'Evidence',
              object.evidence ? `E-${object.evidence.number} ${object.evidence.name} ${object.pointer}` : '',
            ],
          ],
          page,
        ),
        records.length > 0
          ? table(
              records,
              [
                { title: 'Record', value: (row) => row.kind },
                { title: '', value: (row) => row.relation },
                { title: 'Name', value: (row) => row.display, flexible: true },
              ],
              page,
            )
          : '',
        object.json === '' ? '' : safeText(object.json),
      ]
        .filter(Boolean)
        .join('\n\n');
    },
  };
}
