import type { JsonObject } from '../json-text.ts';
import { Members } from '../members.ts';
import { maskMisp } from '../secrets.ts';
import { highestTlp } from '../tlp.ts';
import {
  type Attribute,
  attributeOf,
  markingWithin,
  readSightings,
  settleWith,
  takeAttribute,
  takeSights,
  wordsOf,
} from './attributes.ts';
import { type MispContext, timeOf, uuidOf } from './misp-context.ts';
import { MispObject } from './misp-object.ts';
import { chainOfObject, templates } from './templates.ts';

const structural = [
  'id',
  'uuid',
  'event_id',
  'name',
  'meta-category',
  'description',
  'template_uuid',
  'template_version',
  'timestamp',
  'distribution',
  'sharing_group_id',
  'SharingGroup',
  'deleted',
  'first_seen',
  'last_seen',
  'Tag',
  'Attribute',
  'ObjectReference',
];
const mostReferences = 10_000;

/** An object of an event: its attributes by their types, then what its template says beyond them. */
export function readObject(context: MispContext, part: JsonObject, pointer: string): void {
  const { plan } = context;
  const members = new Members(part);
  members.understood(...structural);
  const name = typeof part.name === 'string' ? part.name : '';
  const uuid = uuidOf(part, pointer);
  const listed = members.objects('Attribute');
  const masks = listed.map(({ value }) => maskMisp(value));
  const marking = markingWithin(context, part);
  const number = plan.object({
    sourceId: uuid,
    type: `object ${name}`.trim(),
    pointer,
    title: name,
    creator: context.creator,
    version: timeOf(members.number('timestamp')) ?? '',
    marking,
    tags: wordsOf(part),
    text: context.document.textOf(part),
    masked: masks.some((mask) => mask.json !== null) ? maskedObject(part, masks) : null,
  });
  masks.forEach((mask, index) => {
    const at = `${pointer}/Attribute/${listed[index]?.index}`;
    for (const within of mask.pointers) plan.masked(at + within);
  });
  if (members.flag('deleted')) {
    plan.settle(number, 'revoked', []);
    plan.finding(pointer, 'warning', 'revoked', [
      'Its source has deleted this object: nothing is made of it.',
    ]);
    return;
  }
  const attributes = listed.flatMap(({ value, index }) => {
    const attribute = attributeOf(context, value, `${pointer}/Attribute/${index}`);
    return attribute && !attribute.members.flag('deleted') ? [attribute] : [];
  });
  const object = new MispObject(context, { name, uuid, number, marking, attributes });
  const title = titleOf(
    attributes,
    masks.some((mask) => mask.json !== null),
  );
  const shown = plan.objects[number];
  if (shown && title !== '') shown.title = `${name}: ${title}`;
  const chain = chainOfObject(object);
  for (const attribute of attributes) {
    const within = markingWithin(context, attribute.members.source);
    takeAttribute(context, attribute, number, {
      template: name,
      marking: highestTlp([marking, within]) ?? marking,
      chain,
    });
    const facts = { keys: attribute.keys, object: number, marking };
    takeSights(context, attribute.members.source, { ...facts, key: `seen:${attribute.uuid}` });
    readSightings(context, attribute.members.source, {
      ...facts,
      pointer: attribute.pointer,
      uuid: attribute.uuid,
    });
  }
  if (Object.hasOwn(templates, name)) templates[name]?.(object);
  const own = [...new Set(attributes.flatMap((one) => one.keys))];
  const main = object.main.length > 0 ? object.main : own;
  context.stands.set(uuid, main);
  takeSights(context, part, { keys: main, object: number, marking, key: `seen:${uuid}` });
  noteReferences(context, members, uuid, number, pointer);
  const comment = members.text('comment');
  if (comment !== undefined) for (const key of main) plan.enrich(key, { note: comment });
  settleObject(context, object, members, pointer);
}

function settleObject(
  context: MispContext,
  { number, name, attributes }: MispObject,
  members: Members,
  pointer: string,
): void {
  const { plan } = context;
  if (!attributes.some((attribute) => attribute.used)) {
    plan.settle(number, 'kept', []);
    plan.finding(pointer, 'info', 'kept-object', [
      `${name || 'object'}: nothing in it is of a kind this program has records for; it is kept as it is.`,
    ]);
    return;
  }
  const leftOver = attributes.flatMap(({ used, relation, type, members: own }) =>
    used ? own.leftOver().map((member) => `${relation || type} ${member}`) : [relation || type],
  );
  settleWith(context, number, pointer, `${name} object`, [...new Set([...members.leftOver(), ...leftOver])]);
}

function noteReferences(
  context: MispContext,
  members: Members,
  uuid: string,
  object: number,
  pointer: string,
): void {
  for (const { value, index } of members.objects('ObjectReference')) {
    if (context.references.length >= mostReferences) return;
    const reference = new Members(value);
    if (reference.flag('deleted')) continue;
    context.references.push({
      from: uuid,
      to: (reference.text('referenced_uuid') ?? '').toLowerCase(),
      word: reference.text('relationship_type') ?? '',
      note: reference.text('comment') ?? '',
      object,
      pointer: `${pointer}/ObjectReference/${index}`,
    });
  }
}

function maskedObject(part: JsonObject, masks: readonly { json: string | null }[]): string {
  const attributes = (part.Attribute as JsonObject[]).map((attribute, index) => {
    const json = masks[index]?.json;
    return json ? (JSON.parse(json) as JsonObject) : attribute;
  });
  return JSON.stringify(
    Object.fromEntries(
      Object.entries(part).map(([name, value]) => [name, name === 'Attribute' ? attributes : value]),
    ),
  );
}

/** The attribute that says best what an object is, for lists. */
function titleOf(attributes: readonly Attribute[], secret: boolean): string {
  if (secret) return '';
  const wanted = [
    'name',
    'url',
    'domain',
    'hostname',
    'full-name',
    'iban',
    'account',
    'address',
    'phone-number',
    'filename',
    'subject',
  ];
  for (const relation of wanted) {
    const found = attributes.find((one) => one.relation === relation);
    if (found) return found.value;
  }
  return attributes[0]?.value.slice(0, 300) ?? '';
}
