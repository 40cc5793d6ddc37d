import type { Command } from 'commander';
import type { Input, Output } from '../../shared/contract/index.ts';
import {
  type EventKind,
  type EventPart,
  eventKinds,
  eventParts,
  valuesOf,
} from '../../shared/domain/kinds.ts';
import type { TlpLevel } from '../../shared/domain/markings.ts';
import type { Answer, Desk } from '../desk.ts';
import { addReplaceOption, type EditOptions, edited, editedEvidence } from '../edit-lists.ts';
import { addHideCommand } from '../hide-command.ts';
import { listAnswer, readList } from '../lists.ts';
import {
  addCaseOption,
  addListOptions,
  addWhenOptions,
  choice,
  choices,
  defined,
  type ListOptions,
  markingOption,
  type OfRecord,
  several,
  textOrFile,
  type WhenOptions,
  whenOf,
} from '../options.ts';
import { perform, type Run } from '../perform.ts';
import { caseIdOf, caseOfRecord, entityIdOf, evidenceIdsOf } from '../resolve.ts';
import { facts } from '../terminal/table.ts';
import { timelineText } from '../terminal/timeline.ts';
import { UsageError } from '../usage-error.ts';

type Row = Output<'event.list'>['rows'][number];
type Record = Output<'event.get'>;
type Sort = NonNullable<Input<'event.list'>['sort']>;

interface EventOptions extends WhenOptions {
  case: string;
  kind?: EventKind;
  title?: string;
  description?: string;
  descriptionFile?: string;
  marking?: TlpLevel;
  participant?: string[];
  evidence?: string[];
}

const addFields = (command: Command, required: boolean): Command =>
  addCaseOption(addWhenOptions(command), required)
    .option('--description <text>', 'what happened')
    .option('--description-file <file>', 'the same from a file')
    .option(
      '--participant <part=entity>',
      `who or what took part, once for each: ${valuesOf(eventParts).join(', ')}`,
      several,
    )
    .option('--evidence <evidence>', 'what it rests on: E-0007, 7 or id, once for each', several)
    .addOption(markingOption());

async function participantOf(desk: Desk, caseId: string, pair: string) {
  const at = pair.indexOf('=');
  const part = pair.slice(0, Math.max(at, 0));
  if (!Object.hasOwn(eventParts, part)) {
    throw new UsageError(`--participant is part=entity with one of: ${valuesOf(eventParts).join(', ')}.`);
  }
  return { part: part as EventPart, entityId: await entityIdOf(desk, caseId, pair.slice(at + 1)) };
}

async function fieldsOf(desk: Desk, caseId: string, options: OfRecord<EventOptions>) {
  const participants = [];
  for (const pair of options.participant ?? []) participants.push(await participantOf(desk, caseId, pair));
  const { kind, title, marking } = options;
  return defined({
    kind,
    title,
    marking,
    when: whenOf(options),
    description: textOrFile(options.description, options.descriptionFile),
    participants: options.participant ? participants : undefined,
    evidenceIds: options.evidence ? await evidenceIdsOf(desk, caseId, options.evidence) : undefined,
  });
}

export function addEventCommands(program: Command, run: Run): void {
  const group = program.command('event').description('what happened, and when');

  addFields(
    group
      .command('add')
      .description('record an event; --when is needed')
      .addOption(choice('--kind <kind>', 'kind', valuesOf(eventKinds)).makeOptionMandatory())
      .requiredOption('--title <text>', 'title'),
    true,
  ).action((options: EventOptions & { kind: EventKind; title: string }, command: Command) =>
    perform(run, command, 'vault', async (desk) => {
      const caseId = await caseIdOf(desk, options.case);
      const when = whenOf(options);
      if (!when)
        throw new UsageError('When did it happen? Give --when; uncertain times are written in EDTF.');
      const { kind, title } = options;
      return eventAnswer(
        await desk.call('event.create', {
          ...(await fieldsOf(desk, caseId, options)),
          caseId,
          kind,
          title,
          when,
        }),
      );
    }),
  );

  addListOptions(
    group
      .command('list')
      .description('the events of a case')
      .requiredOption('--case <case>', 'reference or id')
      .addOption(choices('--kind <kind>', 'only this kind, once for each', valuesOf(eventKinds)))
      .option('--entity <entity>', 'only those it took part in'),
    ['earliest', 'latest', 'title', 'kind', 'changedAt'],
  ).action(
    (options: ListOptions<Sort> & { case: string; kind?: EventKind[]; entity?: string }, command: Command) =>
      perform(run, command, 'vault', async (desk) => {
        const caseId = await caseIdOf(desk, options.case);
        const only = {
          caseId,
          ...defined({ kinds: options.kind }),
          ...(options.entity === undefined
            ? {}
            : { entityId: await entityIdOf(desk, caseId, options.entity) }),
        };
        const list = await readList<Row, Sort>(options, (window) =>
          desk.call('event.list', { ...window, ...only }),
        );
        return listAnswer(
          list,
          [
            { title: 'When', value: (row) => row.when.edtf },
            { title: 'Zone', value: (row) => row.when.zone },
            { title: 'Kind', value: (row) => row.kind },
            { title: 'Title', value: (row) => row.title, flexible: true },
            {
              title: 'Took part',
              value: (row) => row.participants.map((one) => one.display).join(', '),
              flexible: true,
            },
            { title: 'Evidence', value: (row) => row.evidenceCount, align: 'right' },
            { title: 'Id', value: (row) => row.id },
          ],
          'There is no event that fits.',
        );
      }),
  );

  group
    .command('show')
    .description('one event')
    .argument('<event>', 'id')
    .action((id: string, _options: object, command: Command) =>
      perform(run, command, 'vault', async (desk) => eventAnswer(await desk.call('event.get', { id }))),
    );

  addReplaceOption(
    addFields(
      group
        .command('edit')
        .description('change an event; --participant and --evidence add to what there is')
        .argument('<event>', 'id')
        .addOption(choice('--kind <kind>', 'kind', valuesOf(eventKinds)))
        .option('--title <text>', 'title'),
      false,
    ),
  ).action((id: string, options: OfRecord<EventOptions> & EditOptions, command: Command) =>
    perform(run, command, 'vault', async (desk) => {
      const before = await desk.call('event.get', { id });
      const given = await fieldsOf(desk, await caseOfRecord(desk, options.case, before), options);
      const fields = defined({
        ...given,
        participants: edited(
          before.participants.map(({ entityId, part }) => ({ entityId, part })),
          given.participants,
          ({ entityId, part }) => `${part} ${entityId}`,
          options,
        ),
        evidenceIds: editedEvidence(before, given.evidenceIds, options),
      });
      return eventAnswer(await desk.call('event.update', { id, fields }));
    }),
  );

  addHideCommand(group, run, 'an event', async (desk, input) =>
    eventAnswer(await desk.call('event.hide', input)),
  );

  group
    .command('timeline')
    .description('the events on one time axis, as text')
    .requiredOption('--case <case>', 'reference or id')
    .addOption(
      choice('--lanes <by>', 'one lane for each', ['kind', 'entity', 'country', 'role']).default('kind'),
    )
    .action((options: { case: string; lanes: 'kind' | 'entity' | 'country' | 'role' }, command: Command) =>
      perform(run, command, 'vault', async (desk) => {
        const caseId = await caseIdOf(desk, options.case);
        const timeline = await desk.call('event.timeline', { caseId, lanes: options.lanes });
        return { json: timeline, text: (page) => timelineText(timeline, page) };
      }),
    );
}

const eventAnswer = (record: Record): Answer => ({
  json: record,
  text: (page) =>
    facts(
      [
        [eventKinds[record.kind], record.title],
        ['Id', record.id],
        ['When', record.when.asWritten],
        ['EDTF', record.when.edtf],
        ['Zone', record.when.zone],
        ['Assumed', record.when.assumed.join(', ')],
        ['Learnt', record.learnt?.asWritten],
        ...record.participants.map((one) => [eventParts[one.part], one.display] as const),
        ['Evidence', record.evidence.map(({ number, name }) => `${number} ${name}`).join(', ')],
        ['Marking', `TLP:${record.marking.toUpperCase()}`],
        ['Description', record.description],
        ['Hidden', record.hidden ? 'yes' : null],
      ],
      page,
    ),
});
