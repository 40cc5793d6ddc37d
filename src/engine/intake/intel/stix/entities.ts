import { type EntityKind, type EntityRole, entityRoles } from '../../../../shared/domain/kinds.ts';
import { countryOf } from '../country-codes.ts';
import { lookUp, textOf } from '../members.ts';
import type { EntityFields } from '../parsed-intel.ts';
import { confidenceOf } from '../plan.ts';
import { foundIn, foundInComparison } from './observables.ts';
import { readPattern } from './pattern.ts';
import { type StixContext, standFor } from './stix-context.ts';
import type { StixObject } from './stix-objects.ts';

/** What an identifier of this kind is in a scam, where its source calls it malicious. */
const maliciousRole: Partial<Record<EntityKind, EntityRole>> = {
  wallet: 'payment-destination',
  'bank-account': 'payment-destination',
};
export const roleOfMalicious = (kind: EntityKind): EntityRole => maliciousRole[kind] ?? 'scam-infrastructure';

/** Identities that only made what others read, and are no party to anything: producers of intelligence, not of the case. */
export function producers(context: StixContext): ReadonlySet<string> {
  const made = new Set<string>();
  const named = new Set<string>();
  for (const { members } of context.byId.values()) {
    for (const [name, value] of Object.entries(members.source)) {
      if (name === 'created_by_ref' && typeof value === 'string') made.add(value);
      else if (/^(source|target|holder|issuer|sighting_of|observer)_ref$/.test(name))
        named.add(textOf(value));
    }
  }
  return new Set(
    [...made].filter((id) => {
      const roles = context.byId.get(id)?.members.source.roles;
      return !named.has(id) && !(Array.isArray(roles) && roles.length > 0);
    }),
  );
}

/** Reads the entities an object names by itself. */
export function readEntities(context: StixContext, object: StixObject, isProducer: boolean): void {
  switch (object.type) {
    case 'identity':
      if (!isProducer) readIdentity(context, object);
      return;
    case 'threat-actor':
    case 'intrusion-set':
      readActor(context, object);
      return;
    case 'indicator':
      readIndicator(context, object);
      return;
    case 'location':
      readPlace(context, object);
      return;
    default:
      readObservable(context, object);
  }
}

function readIdentity(context: StixContext, object: StixObject): void {
  const { members } = object;
  const kinds: Record<string, EntityKind> = {
    individual: 'person',
    organization: 'organisation',
    group: 'organisation',
  };
  const identityClass = textOf(members.source.identity_class);
  const kind = lookUp(kinds, identityClass);
  const name = members.text('name');
  if (kind === undefined || name === undefined) return;
  members.understood('identity_class');
  const roles = members.texts('roles');
  const known = roles.filter((role): role is EntityRole => Object.hasOwn(entityRoles, role));
  if (known.length < roles.length) members.notUsed('roles');
  const contact = members.text('contact_information');
  take(context, object, kind, name, {
    roles: known,
    note: join([members.text('description'), contact && `Contact: ${contact}`]),
  });
}

function readActor(context: StixContext, object: StixObject): void {
  const { members, pointer } = object;
  const name = members.text('name');
  if (name === undefined) return;
  const single = object.type === 'threat-actor' && members.text('resource_level') === 'individual';
  if (!single) {
    members.notUsed('resource_level');
    context.plan.finding(pointer, 'info', 'assumed', [
      `${object.type} is read as an organisation: the source does not say whether it is one person.`,
    ]);
  }
  take(context, object, single ? 'person' : 'organisation', name, {
    roles: ['suspect'],
    note: members.text('description'),
    fields: aliasesOf(object),
    ...seen(context, object),
  });
}

/** When its source saw it first and last, as far as that can be read. */
function seen(
  { plan }: StixContext,
  { members, number }: StixObject,
): { seenFrom: string | null; seenTo: string | null } {
  const time = (name: string) => {
    const text = members.text(name);
    return text !== undefined && plan.readable(text, number) ? text : null;
  };
  return { seenFrom: time('first_seen'), seenTo: time('last_seen') };
}

function aliasesOf({ members }: StixObject): EntityFields {
  const aliases = members.texts('aliases').map((alias) => alias.trim().slice(0, 500));
  const own = members.source.name;
  const others = [...new Set(aliases)].filter((alias) => alias !== '' && alias !== own).slice(0, 50);
  return others.length > 0 ? { aliases: others } : {};
}

function readIndicator(context: StixContext, object: StixObject): void {
  const { members, plan, pointer } = { ...object, plan: context.plan };
  const pattern = members.text('pattern');
  const patternType = members.text('pattern_type') ?? 'stix';
  const types = [...members.texts('indicator_types'), ...textsOf(members.source.labels)];
  const reading = patternType === 'stix' && pattern !== undefined ? readPattern(pattern) : null;
  if (!reading) {
    members.notUsed('pattern', 'pattern_type');
    plan.finding(pointer, 'info', 'pattern-kept', [
      pattern === undefined
        ? 'Its pattern is missing or too long for a record.'
        : `Its pattern is written for ${patternType.slice(0, 40)}; it is kept whole.`,
    ]);
    return;
  }
  const benign = types.includes('benign');
  const keys = reading.comparisons.flatMap(({ type, path, value }) => {
    const found = foundInComparison(type, path, value);
    if (!found) return [];
    const key = plan.entity(object.number, {
      ...found,
      marking: object.marking,
      roles: benign ? [] : [roleOfMalicious(found.kind)],
      confidence: confidenceOf(members.number('confidence')),
    });
    return key === null ? [] : [key];
  });
  const whole = reading.beyond === null && keys.length === reading.comparisons.length;
  if (!whole) {
    members.notUsed('pattern');
    plan.finding(pointer, 'info', 'pattern-kept', [
      keys.length > 0
        ? `Its pattern says more than the ${keys.length} identifiers taken from it. ${reading.beyond ?? ''}`.trim()
        : (reading.beyond ?? 'Nothing its pattern compares is of a kind this program has records for.'),
      pattern,
    ]);
  }
  object.used = keys.length > 0;
  standFor(context, object, keys);
}

function readObservable(context: StixContext, object: StixObject): void {
  const found = foundIn(object.type, object.members);
  if (!found) return;
  const { plan } = context;
  const key = plan.entity(object.number, {
    ...found,
    marking: object.marking,
    confidence: confidenceOf(object.members.number('confidence')),
    note: join([found.note, object.members.text('description')]),
  });
  if (key === null) return;
  object.used = true;
  standFor(context, object, [key]);
}

function take(
  context: StixContext,
  object: StixObject,
  kind: EntityKind,
  value: string,
  more: {
    roles: EntityRole[];
    note?: string | undefined;
    fields?: EntityFields;
    seenFrom?: string | null;
    seenTo?: string | null;
  },
): void {
  const key = context.plan.entity(object.number, {
    kind,
    value,
    marking: object.marking,
    confidence: confidenceOf(object.members.number('confidence')),
    sourceKey: object.id,
    ...more,
  });
  if (key === null) return;
  object.used = true;
  standFor(context, object, [key]);
}

/** A location finer than a country is a place: its address, or where it has none its coordinates. */
function readPlace(context: StixContext, object: StixObject): void {
  const { members } = object;
  const { latitude, longitude } = members.source;
  const address = ['street_address', 'city', 'postal_code', 'administrative_area'].map((name) =>
    members.text(name),
  );
  const country = countryOf(members.text('country'));
  const point =
    typeof latitude === 'number' && typeof longitude === 'number' ? `${latitude}, ${longitude}` : undefined;
  const written = address.filter((part) => part !== undefined).join(', ');
  if (address.every((part) => part === undefined) && point === undefined) {
    members.notUsed('country');
    return;
  }
  if (address.every((part) => part === undefined)) members.understood('latitude', 'longitude');
  const name = members.text('name');
  const [, city, , region] = address;
  const fields = { ...(city === undefined ? {} : { city }), ...(region === undefined ? {} : { region }) };
  const key = context.plan.entity(object.number, {
    kind: 'place',
    sourceKey: object.id,
    value: address.every((part) => part === undefined) ? `geo:${point?.replace(', ', ',')}` : written,
    country,
    fields,
    marking: object.marking,
    note: join([name === written ? undefined : name, members.text('description')]),
  });
  if (key === null) return;
  object.used = true;
  standFor(context, object, [key]);
}

/** A location that is a country alone says where its identity is; any other is kept. */
export function countryOfLocation({ type, members }: StixObject): string | null {
  if (type !== 'location') return null;
  const finer = ['city', 'street_address', 'postal_code', 'latitude', 'administrative_area'];
  return finer.some((name) => members.source[name] !== undefined)
    ? null
    : countryOf(typeof members.source.country === 'string' ? members.source.country : undefined);
}

const textsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];

const join = (parts: readonly (string | undefined | false | '')[]): string | undefined =>
  parts.filter(Boolean).join('\n') || undefined;
