import type { EntityRole } from '../../../../shared/domain/kinds.ts';
import type { TlpLevel } from '../../../../shared/domain/markings.ts';
import type { JsonObject } from '../json-text.ts';
import { lookUp, Members, textOf } from '../members.ts';
import { seenBetween } from '../plan.ts';
import { maskMisp } from '../secrets.ts';
import { roleOfMalicious } from '../stix/entities.ts';
import { highestTlp, isPap } from '../tlp.ts';
import { foundIn } from './attribute-kinds.ts';
import { type MispContext, timeOf, uuidOf } from './misp-context.ts';
import { distributions, markingOf, sharingGroupOf, tagsOf } from './misp-markings.ts';

/** Members an attribute has by its format, and what the words in them say about no thing of the world. */
const structural = [
  'id',
  'uuid',
  'event_id',
  'object_id',
  'event_uuid',
  'type',
  'category',
  'timestamp',
  'to_ids',
  'deleted',
  'distribution',
  'sharing_group_id',
  'SharingGroup',
  'disable_correlation',
  'object_relation',
  'Tag',
  'first_seen',
  'last_seen',
];

/** One attribute while it is read, alone or within an object. */
export interface Attribute {
  type: string;
  /** Its part in an object's template; empty outside objects. */
  relation: string;
  value: string;
  members: Members;
  pointer: string;
  uuid: string;
  toIds: boolean;
  /** Entities made of it. */
  keys: string[];
  used: boolean;
}

/** @returns null where the part is no attribute: a finding says so. */
export function attributeOf(context: MispContext, part: JsonObject, pointer: string): Attribute | null {
  const members = new Members(part);
  members.understood(...structural);
  const value =
    part.value ?? [part.value1, part.value2].filter((side) => typeof side === 'string' && side).join('|');
  if (typeof part.type !== 'string' || (typeof value !== 'string' && typeof value !== 'number')) {
    context.plan.finding(pointer, 'error', 'malformed-object', [
      'This is no attribute: type or value is missing.',
    ]);
    return null;
  }
  if (typeof value === 'string' && value !== '') members.understood('value1', 'value2');
  return {
    type: part.type,
    relation: typeof part.object_relation === 'string' ? part.object_relation : '',
    value: String(value),
    members,
    pointer,
    uuid: uuidOf(part, pointer),
    toIds: members.flag('to_ids') ?? false,
    keys: [],
    used: false,
  };
}

/** The marking of a part within its event: never more open than the event. */
export function markingWithin(context: MispContext, part: JsonObject): TlpLevel {
  const { tlp, limited } = markingOf(part);
  return highestTlp([context.marking, tlp, limited ? 'amber+strict' : null]) ?? context.marking;
}

/** Tags, category and reach of a part, in words. */
export function wordsOf(part: JsonObject): string[] {
  const reach = lookUp(distributions, textOf(part.distribution));
  return [
    ...tagsOf(part).filter((tag) => !isPap(tag)),
    ...tagsOf(part).filter(isPap),
    ...(typeof part.category === 'string' && part.category !== '' ? [`Category: ${part.category}`] : []),
    ...(reach === undefined ? [] : [`Distribution: ${reach}`]),
    ...sharingGroupOf(part),
  ];
}

/** Makes entities of what an attribute names by its type. */
export function takeAttribute(
  context: MispContext,
  attribute: Attribute,
  object: number,
  more: {
    marking: TlpLevel;
    roles?: readonly EntityRole[];
    chain?: string | undefined;
    /** Of the object it stands in. */
    template?: string;
  },
): void {
  const comment = attribute.members.text('comment');
  for (const found of foundIn(attribute, more.template)) {
    const named = found.kind === 'person' || found.kind === 'organisation';
    const key = context.plan.entity(object, {
      ...found,
      context: { ...found.context, ...(more.chain && found.kind === 'wallet' ? { chain: more.chain } : {}) },
      marking: more.marking,
      roles: [...(more.roles ?? []), ...(attribute.toIds && !named ? [roleOfMalicious(found.kind)] : [])],
      note: comment,
    });
    if (key !== null) attribute.keys.push(key);
  }
  attribute.used = attribute.keys.length > 0;
  if (attribute.used) {
    attribute.members.understood('value', 'value1', 'value2');
    context.stands.set(attribute.uuid, attribute.keys);
  }
  if (attribute.type === 'domain|ip' && attribute.keys.length === 2) {
    const [from = '', to = ''] = attribute.keys;
    context.plan.link({ kind: 'resolves-to', from, to, ...untimed, note: '', object });
  }
}

export const untimed = { began: null, ended: null, confidence: 'unknown' as const };

/** An event of what was seen between two times; nothing where neither is given. */
export function takeSights(
  context: MispContext,
  part: JsonObject,
  facts: { keys: readonly string[]; object: number; marking: TlpLevel; key: string },
): void {
  const members = new Members(part);
  const when = seenBetween(members.text('first_seen'), members.text('last_seen'));
  const [first] = facts.keys;
  if (when === null || first === undefined) return;
  const { plan } = context;
  const site = facts.keys.some((key) => /^(domain|url):/.test(key));
  plan.event({
    key: facts.key,
    kind: site ? 'site-live' : 'other',
    title: `Seen: ${plan.entityOf(first)?.display}${facts.keys.length > 1 ? ` and ${facts.keys.length - 1} more` : ''}`,
    description: '',
    when,
    marking: facts.marking,
    participants: facts.keys.map((entity) => ({ entity, part: 'instrument' })),
    object: facts.object,
  });
}

/** An attribute that stands by itself in an event. */
export function readAttribute(context: MispContext, part: JsonObject, pointer: string): void {
  const { plan } = context;
  const attribute = attributeOf(context, part, pointer);
  const masked = maskMisp(part);
  const marking = markingWithin(context, part);
  const number = plan.object({
    sourceId: uuidOf(part, pointer),
    type: `attribute ${attribute?.type ?? ''}`.trim(),
    pointer,
    title: masked.json === null ? (attribute?.value ?? '') : `${attribute?.type} (masked)`,
    creator: context.creator,
    version: timeOf(new Members(part).number('timestamp')) ?? '',
    marking,
    tags: wordsOf(part),
    text: context.document.textOf(part),
    masked: masked.json,
  });
  for (const within of masked.pointers) plan.masked(pointer + within);
  if (!attribute) {
    plan.settle(number, 'kept', []);
    return;
  }
  if (attribute.members.flag('deleted')) {
    plan.settle(number, 'revoked', []);
    plan.finding(pointer, 'warning', 'revoked', [
      'Its source has deleted this attribute: nothing is made of it.',
    ]);
    return;
  }
  takeAttribute(context, attribute, number, { marking });
  if (!attribute.used) {
    plan.settle(number, 'kept', []);
    plan.finding(pointer, 'info', 'kept-object', [
      `${attribute.type}: this program has no records for it; it is kept as it is.`,
    ]);
    return;
  }
  takeSights(context, part, { keys: attribute.keys, object: number, marking, key: `seen:${attribute.uuid}` });
  attribute.members.understood('Sighting');
  settleWith(context, number, pointer, attribute.type, attribute.members.leftOver());
  readSightings(context, part, {
    keys: attribute.keys,
    object: number,
    marking,
    pointer,
    uuid: attribute.uuid,
  });
}

export function settleWith(
  context: MispContext,
  number: number,
  pointer: string,
  what: string,
  leftOver: readonly string[],
): void {
  context.plan.settle(number, 'read', leftOver);
  if (leftOver.length === 0) return;
  context.plan.finding(pointer, 'info', 'kept-members', [
    `Of this ${what} ${leftOver.slice(0, 20).join(', ')} went into no record and is kept.`,
  ]);
}

/** Sightings of MISP: 0 seen, 1 false positive, 2 expired. */
export function readSightings(
  context: MispContext,
  part: JsonObject,
  facts: { keys: readonly string[]; object: number; marking: TlpLevel; pointer: string; uuid: string },
): void {
  const { plan } = context;
  const [first = ''] = facts.keys;
  for (const { value, index } of new Members(part).objects('Sighting')) {
    const pointer = `${facts.pointer}/Sighting/${index}`;
    const sighting = new Members(value);
    const type = textOf(value.type) || '0';
    if (type !== '0') {
      plan.finding(pointer, 'warning', 'negative-sighting', [
        type === '1'
          ? 'Somebody reported this as a false positive: look at it before you rely on it.'
          : 'Somebody reported this as expired.',
      ]);
      continue;
    }
    const when = timeOf(sighting.number('date_sighting'));
    if (when === undefined) continue;
    const { Organisation } = value;
    const by = new Members(
      typeof Organisation === 'object' && Organisation ? (Organisation as JsonObject) : {},
    ).text('name');
    plan.event({
      key: `sighting:${uuidOf(value, pointer)}`,
      kind: /^(domain|url):/.test(first) ? 'site-live' : 'other',
      title: `Sighted: ${plan.entityOf(first)?.display}`,
      description: [by && `By ${by}.`, sighting.text('source')].filter(Boolean).join(' '),
      when,
      marking: facts.marking,
      participants: facts.keys.map((entity) => ({ entity, part: 'instrument' })),
      object: facts.object,
    });
  }
}
