import type { Command } from 'commander';
import type { Input, Output } from '../../shared/contract/index.ts';
import {
  type Confidence,
  confidences,
  type LinkKind,
  linkKinds,
  valuesOf,
} from '../../shared/domain/kinds.ts';
import type { Answer } from '../desk.ts';
import { addReplaceOption, type EditOptions, editedEvidence } from '../edit-lists.ts';
import { addHideCommand } from '../hide-command.ts';
import { listAnswer, readList } from '../lists.ts';
import { addListOptions, choice, defined, type ListOptions, type OfRecord, several } from '../options.ts';
import { perform, type Run } from '../perform.ts';
import { caseIdOf, caseOfRecord, entityIdOf, evidenceIdsOf } from '../resolve.ts';
import type { Column } from '../terminal/table.ts';
import { table } from '../terminal/table.ts';
import { UsageError } from '../usage-error.ts';

type Row = Output<'link.list'>['rows'][number];
type Sort = NonNullable<Input<'link.list'>['sort']>;

interface LinkOptions {
  case: string;
  began?: string;
  ended?: string;
  zone?: string;
  confidence?: Confidence;
  note?: string;
  evidence?: string[];
}

const columns: Column<Row>[] = [
  { title: 'From', value: (row) => row.from.display, flexible: true },
  { title: 'Link', value: (row) => linkKinds[row.kind] },
  { title: 'To', value: (row) => row.to.display, flexible: true },
  { title: 'Began', value: (row) => row.began?.edtf ?? '' },
  { title: 'Confidence', value: (row) => row.confidence },
  { title: 'Evidence', value: (row) => row.evidenceIds.length, align: 'right' },
  { title: 'Id', value: (row) => row.id },
];

const linkAnswer = (link: Row): Answer => ({ json: link, text: (page) => table([link], columns, page) });

export function addLinkCommands(program: Command, run: Run): void {
  const group = program.command('link').description('relations between entities');

  group
    .command('add')
    .description('record that one entity stands in a relation to another')
    .argument('<from>', 'entity: text, kind:text or id')
    .argument('<kind>', valuesOf(linkKinds).join(', '))
    .argument('<to>', 'entity: text, kind:text or id')
    .requiredOption('--case <case>', 'reference or id')
    .option('--began <time>', 'as written, or EDTF')
    .option('--ended <time>', 'as written, or EDTF')
    .option('--zone <zone>', 'IANA zone of these times')
    .addOption(choice('--confidence <degree>', 'how sure', valuesOf(confidences)))
    .option('--note <text>', 'remark')
    .option('--evidence <evidence>', 'what it rests on: E-0007, 7 or id, once for each', several)
    .action((from: string, kind: LinkKind, to: string, options: LinkOptions, command: Command) =>
      perform(run, command, 'vault', async (desk) => {
        if (!Object.hasOwn(linkKinds, kind))
          throw new UsageError(`There is no link ${kind}. Links: ${valuesOf(linkKinds).join(', ')}.`);
        const caseId = await caseIdOf(desk, options.case);
        const { zone, confidence, note } = options;
        const timeOf = (text: string | undefined) =>
          text === undefined ? undefined : { text, ...defined({ zone }) };
        return linkAnswer(
          await desk.call('link.create', {
            caseId,
            kind,
            fromId: await entityIdOf(desk, caseId, from),
            toId: await entityIdOf(desk, caseId, to),
            ...defined({ confidence, note, began: timeOf(options.began), ended: timeOf(options.ended) }),
            ...(options.evidence ? { evidenceIds: await evidenceIdsOf(desk, caseId, options.evidence) } : {}),
          }),
        );
      }),
    );

  addListOptions(
    group
      .command('list')
      .description('the links of a case')
      .requiredOption('--case <case>', 'reference or id')
      .option('--entity <entity>', 'only links of this entity'),
    ['kind', 'from', 'to', 'began', 'confidence'],
  ).action((options: ListOptions<Sort> & { case: string; entity?: string }, command: Command) =>
    perform(run, command, 'vault', async (desk) => {
      const caseId = await caseIdOf(desk, options.case);
      const entity =
        options.entity === undefined ? {} : { entityId: await entityIdOf(desk, caseId, options.entity) };
      const list = await readList<Row, Sort>(options, (window) =>
        desk.call('link.list', { ...window, ...entity, caseId }),
      );
      return listAnswer(list, columns, 'There is no link that fits.');
    }),
  );

  const edit = group
    .command('edit')
    .description('change a link; --evidence adds to what it rests on')
    .argument('<link>', 'id')
    .option('--case <case>', 'reference or id; the record tells it')
    .addOption(choice('--kind <kind>', 'the relation', valuesOf(linkKinds)))
    .option('--began <time>', 'as written, or EDTF')
    .option('--ended <time>', 'as written, or EDTF')
    .option('--zone <zone>', 'IANA zone of these times')
    .addOption(choice('--confidence <degree>', 'how sure', valuesOf(confidences)))
    .option('--note <text>', 'remark')
    .option('--evidence <evidence>', 'what it rests on: E-0007, 7 or id, once for each', several);
  addReplaceOption(edit).action(
    (id: string, options: OfRecord<LinkOptions> & EditOptions & { kind?: LinkKind }, command: Command) =>
      perform(run, command, 'vault', async (desk) => {
        const { zone, kind, confidence, note } = options;
        const timeOf = (text: string | undefined) =>
          text === undefined ? undefined : { text, ...defined({ zone }) };
        const before = await desk.call('link.get', { id });
        const caseId = await caseOfRecord(desk, options.case, before);
        const evidenceIds = options.evidence && (await evidenceIdsOf(desk, caseId, options.evidence));
        const fields = defined({
          kind,
          confidence,
          note,
          began: timeOf(options.began),
          ended: timeOf(options.ended),
          evidenceIds: editedEvidence(before, evidenceIds, options),
        });
        return linkAnswer(await desk.call('link.update', { id, fields }));
      }),
  );

  addHideCommand(group, run, 'a link', async (desk, input) =>
    linkAnswer(await desk.call('link.hide', input)),
  );
}
