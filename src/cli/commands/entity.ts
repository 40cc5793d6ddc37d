import type { Command } from 'commander';
import { type EntityFieldName, entityFields } from '../../shared/contract/entity-fields.ts';
import { type FieldForm, fieldForms, fieldText } from '../../shared/contract/entity-forms.ts';
import type { Input, Output } from '../../shared/contract/index.ts';
import { duplicateBases } from '../../shared/domain/duplicate-words.ts';
import { deviceNumberings } from '../../shared/domain/identifiers/device.ts';
import {
  type Confidence,
  confidences,
  type EntityKind,
  type EntityRole,
  entityKinds,
  entityRoles,
  valuesOf,
} from '../../shared/domain/kinds.ts';
import type { TlpLevel } from '../../shared/domain/markings.ts';
import type { Answer, Desk } from '../desk.ts';
import { addReplaceOption, type EditOptions, editedEvidence, editedIds } from '../edit-lists.ts';
import { listAnswer, readList } from '../lists.ts';
import {
  addListOptions,
  choice,
  choices,
  defined,
  type ListOptions,
  markingOption,
  several,
  textOrFile,
} from '../options.ts';
import { perform, type Run } from '../perform.ts';
import { caseIdOf, entityIdOf, evidenceIdsOf } from '../resolve.ts';
import { utc } from '../terminal/numbers.ts';
import { facts } from '../terminal/table.ts';
import { UsageError } from '../usage-error.ts';
import { addDisclosureCommands } from './disclosure.ts';
import { addDuplicateCommands, groupName } from './duplicate.ts';

type Row = Output<'entity.list'>['rows'][number];
type Record = Output<'entity.get'>;
type Fields = NonNullable<Input<'entity.create'>['fields']>;
type Sort = NonNullable<Input<'entity.list'>['sort']>;

interface EntityOptions {
  case: string;
  role?: EntityRole[];
  country?: string;
  marking?: TlpLevel;
  confidence?: Confidence;
  note?: string;
  noteFile?: string;
  field?: string[];
  evidence?: string[];
  defaultCountry?: string;
  chain?: string;
  scheme?: string;
  platform?: string;
  tool?: string;
  numbering?: string;
  seenFrom?: string;
  seenTo?: string;
  zone?: string;
  keepInvalid?: boolean;
}

const addFields = (command: Command): Command =>
  command
    .requiredOption('--case <case>', 'reference or id')
    .addOption(choices('--role <role>', 'role in the case, once for each', valuesOf(entityRoles)))
    .option('--country <code>', 'where it is or belongs (ISO 3166-1: two capital letters)')
    .addOption(choice('--confidence <degree>', 'how sure', valuesOf(confidences)))
    .addOption(markingOption())
    .option('--note <text>', 'remark')
    .option('--note-file <file>', 'the same from a file')
    .option(
      '--field <name=value>',
      `a fact, once for each: ${Object.keys(entityFields.shape).join(', ')}`,
      several,
    )
    .option('--evidence <evidence>', 'what it rests on: E-0007, 7 or id, once for each', several)
    .option(
      '--default-country <code>',
      'country in which a national telephone number or account is to be read',
    )
    .option('--chain <chain>', 'chain of a wallet')
    .option('--scheme <scheme>', 'numbering scheme of a bank account')
    .option(
      '--platform <platform>',
      'platform of a social or messaging account, where the text does not name it',
    )
    .option('--tool <program>', 'program of a remote-access ID, where the text does not name it')
    .addOption(choice('--numbering <what>', 'what the number of a device is', Object.keys(deviceNumberings)))
    .option('--seen-from <time>', 'first seen, as the source writes it, or EDTF')
    .option('--seen-to <time>', 'last seen, as the source writes it, or EDTF')
    .option('--zone <zone>', 'IANA zone of these times')
    .option('--keep-invalid', 'record it although it cannot be valid');

/**
 * `name=value` pairs in the types the contract has for them, beside the facts there are `before`; what it does not know is
 * refused there. `name=` takes a fact away.
 */
function entityFieldsOf(pairs: readonly string[] | undefined, before: Fields = {}): Fields | undefined {
  if (!pairs) return undefined;
  const fields: { [name: string]: unknown } = { ...before };
  for (const pair of pairs) {
    const at = pair.indexOf('=');
    const name = pair.slice(0, Math.max(at, 0));
    const value = pair.slice(at + 1);
    if (at < 1 || !Object.hasOwn(entityFields.shape, name)) {
      throw new UsageError(
        `--field is name=value with one of: ${Object.keys(entityFields.shape).join(', ')}.`,
      );
    }
    if (value === '') delete fields[name];
    else fields[name] = fieldValue(fieldForms[name as EntityFieldName], name, value, fields[name]);
  }
  return fields as Fields;
}

/** One value in the type its field has; those that may hold several are given once for each. */
function fieldValue(form: FieldForm, name: string, value: string, before: unknown): unknown {
  if (form.type === 'flag') return yesOrNo(name, value);
  if (form.type === 'choice' || form.type === 'choices') {
    if (!Object.hasOwn(form.words, value))
      throw new UsageError(`--field ${name}= is one of: ${Object.keys(form.words).join(', ')}.`);
  }
  return form.type === 'list' || form.type === 'choices'
    ? [...new Set([...((before as string[] | undefined) ?? []), value])]
    : value;
}

function yesOrNo(name: string, value: string): boolean {
  if (value === 'yes' || value === 'true') return true;
  if (value === 'no' || value === 'false') return false;
  throw new UsageError(`--field ${name}= is yes or no.`);
}

async function commonOf(desk: Desk, caseId: string, options: EntityOptions) {
  const { role: roles, country, marking, confidence, defaultCountry, keepInvalid, zone } = options;
  const { chain, scheme, platform, tool, numbering } = options;
  const seen = (text: string | undefined) =>
    text === undefined ? undefined : { text, ...defined({ zone }) };
  return defined({
    roles,
    country,
    marking,
    confidence,
    defaultCountry,
    chain,
    scheme,
    platform,
    tool,
    numbering,
    seenFrom: seen(options.seenFrom),
    seenTo: seen(options.seenTo),
    keepInvalid,
    note: textOrFile(options.note, options.noteFile),
    evidenceIds: options.evidence ? await evidenceIdsOf(desk, caseId, options.evidence) : undefined,
  });
}

export function addEntityCommands(program: Command, run: Run): void {
  const group = program.command('entity').description('persons, organisations, identifiers of a case');

  addFields(
    group
      .command('add')
      .description('record an entity; its identifier is brought into normal form and checked')
      .argument('<kind>', valuesOf(entityKinds).join(', '))
      .argument('<value>', 'name, number or address as found; defanged ones are read too'),
  ).action((kind: EntityKind, value: string, options: EntityOptions, command: Command) =>
    perform(run, command, 'vault', async (desk) => {
      if (!Object.hasOwn(entityKinds, kind))
        throw new UsageError(`There is no kind ${kind}. Kinds: ${valuesOf(entityKinds).join(', ')}.`);
      const caseId = await caseIdOf(desk, options.case);
      return entityAnswer(
        await desk.call('entity.create', {
          ...(await commonOf(desk, caseId, options)),
          ...defined({ fields: entityFieldsOf(options.field) }),
          caseId,
          kind,
          value,
        }),
      );
    }),
  );

  addListOptions(
    group
      .command('list')
      .description('the entities of a case')
      .requiredOption('--case <case>', 'reference or id'),
    ['display', 'kind', 'country', 'firstSeen', 'eventCount', 'changedAt'],
  )
    .addOption(choices('--kind <kind>', 'only this kind, once for each', valuesOf(entityKinds)))
    .addOption(choices('--role <role>', 'only this role, once for each', valuesOf(entityRoles)))
    .action(
      (
        options: ListOptions<Sort> & { case: string; kind?: EntityKind[]; role?: EntityRole[] },
        command: Command,
      ) =>
        perform(run, command, 'vault', async (desk) => {
          const only = {
            caseId: await caseIdOf(desk, options.case),
            ...defined({ kinds: options.kind, roles: options.role }),
          };
          const list = await readList<Row, Sort>(options, (window) =>
            desk.call('entity.list', { ...window, ...only }),
          );
          return listAnswer(
            list,
            [
              { title: 'Kind', value: (row) => row.kind },
              { title: 'Entity', value: (row) => row.display, flexible: true },
              { title: 'Roles', value: (row) => row.roles.join(', '), flexible: true },
              { title: 'Country', value: (row) => row.country },
              { title: 'Check', value: (row) => row.checked },
              { title: 'Events', value: (row) => row.eventCount, align: 'right' },
              { title: 'First seen (UTC)', value: (row) => utc(row.firstSeen) },
            ],
            'There is no entity that fits.',
          );
        }),
    );

  group
    .command('show')
    .description('one entity')
    .argument('<entity>', 'text, kind:text or id')
    .requiredOption('--case <case>', 'reference or id')
    .action((name: string, options: { case: string }, command: Command) =>
      perform(run, command, 'vault', async (desk) =>
        entityAnswer(await desk.call('entity.get', { id: await named(desk, options.case, name) })),
      ),
    );

  addReplaceOption(
    addFields(
      group
        .command('edit')
        .description(
          'change fields of an entity; --field, --role and --evidence add to what there is, --field name= takes away',
        )
        .argument('<entity>', 'text, kind:text or id')
        .option('--value <text>', 'the name, number or address itself'),
    ),
  ).action((name: string, options: EntityOptions & EditOptions & { value?: string }, command: Command) =>
    perform(run, command, 'vault', async (desk) => {
      const caseId = await caseIdOf(desk, options.case);
      const id = await entityIdOf(desk, caseId, name);
      const before = await desk.call('entity.get', { id });
      const given = await commonOf(desk, caseId, options);
      const fields = defined({
        ...given,
        value: options.value,
        fields: entityFieldsOf(options.field, options.replace ? {} : before.fields),
        roles: editedIds(before.roles, given.roles, options),
        evidenceIds: editedEvidence(before, given.evidenceIds, options),
      });
      return entityAnswer(await desk.call('entity.update', { id, fields }));
    }),
  );

  group
    .command('merge')
    .description('make one record of two of a kind; the second goes into the first, one undo takes it back')
    .argument('<keep>', 'text, kind:text or id')
    .argument('<merge>', 'text, kind:text or id')
    .requiredOption('--case <case>', 'reference or id')
    .option('--reason <text>', 'why they are one')
    .action((keep: string, merge: string, options: { case: string; reason?: string }, command: Command) =>
      perform(run, command, 'vault', async (desk) =>
        entityAnswer(
          await desk.call('entity.merge', {
            keepId: await named(desk, options.case, keep),
            mergeId: await named(desk, options.case, merge),
            ...defined({ reason: options.reason }),
          }),
        ),
      ),
    );

  addDuplicateCommands(group, run);
  addDisclosureCommands(group, run);

  group
    .command('hide')
    .description('take an entity out of sight; nothing is deleted')
    .argument('<entity>', 'text, kind:text or id')
    .requiredOption('--case <case>', 'reference or id')
    .option('--reason <text>', 'why')
    .option('--undo', 'bring it back')
    .action((name: string, options: { case: string; reason?: string; undo?: boolean }, command: Command) =>
      perform(run, command, 'vault', async (desk) => {
        const id = await named(desk, options.case, name);
        return entityAnswer(
          await desk.call('entity.hide', {
            id,
            hidden: !options.undo,
            ...defined({ reason: options.reason }),
          }),
        );
      }),
    );
}

export async function named(desk: Desk, caseName: string, name: string): Promise<string> {
  return entityIdOf(desk, await caseIdOf(desk, caseName), name);
}

export const entityAnswer = (record: Record): Answer => ({
  json: record,
  text: (page) =>
    facts(
      [
        [entityKinds[record.kind], record.display],
        ['As found', record.asFound],
        ['Id', record.id],
        ['Roles', record.roles.map((role) => entityRoles[role]).join(', ')],
        ['Country', record.country],
        ['Check', record.checked],
        ...record.problems.map((problem) => ['Mind', problem] as const),
        ...Object.entries(record.facts),
        ...Object.entries(record.fields).map(
          ([name, value]) => [name, fieldText(fieldForms[name as EntityFieldName], value)] as const,
        ),
        ['First seen', record.firstSighting?.edtf],
        ['Last seen', record.lastSighting?.edtf],
        ['Went into', record.mergedInto?.display],
        ...record.duplicates.map(
          (group) =>
            [
              'Perhaps the same as',
              `${group.members - 1} more of the same ${duplicateBases[group.basis].toLowerCase()} (group ${groupName(group)})`,
            ] as const,
        ),
        ['Confidence', record.confidence],
        ['Marking', `TLP:${record.marking.toUpperCase()}`],
        ['Note', record.note],
        ...record.evidence.map(
          ({ number, name, because }) =>
            ['Evidence', `${number} ${name}${because ? `, ${because.place}` : ''}`] as const,
        ),
        ...record.links.map(
          (link) => ['Link', `${link.from.display} ${link.kind} ${link.to.display}`] as const,
        ),
        ...record.events.map((event) => ['Event', `${event.when.edtf} ${event.title}`] as const),
        ['Hidden', record.hidden ? 'yes' : null],
      ],
      page,
    ),
});
