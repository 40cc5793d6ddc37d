import type { EventPart } from '../../../../shared/domain/kinds.ts';
import { textOf } from '../members.ts';
import { seenBetween } from '../plan.ts';
import { entitiesBehind, type StixContext, standFor } from './stix-context.ts';
import type { StixObject } from './stix-objects.ts';

/** What observed data observed: it stands for that, and its times are an event. */
export function readObserved(context: StixContext, object: StixObject): void {
  const { members } = object;
  const inner = Object.keys(members.object('objects') ?? {}).map((key) => `${object.id}/${key}`);
  const refs = [...inner, ...asList(members.source.object_refs)];
  const keys = entitiesBehind(context, { ...object, scope: '' }, refs);
  standFor(context, object, keys);
  if (keys.length === 0) return;
  members.understood('object_refs');
  const count = members.number('number_observed') ?? 1;
  const when = seenBetween(members.text('first_observed'), members.text('last_observed'));
  object.used = sight(context, object, when, keys, [], count);
}

/** A sighting: when, how often and by whom something was seen. One with a count of nought says it was not there. */
export function readSighting(context: StixContext, object: StixObject): void {
  const { members, pointer } = object;
  const count = members.number('count') ?? 1;
  if (count === 0) {
    members.notUsed('count');
    context.plan.finding(pointer, 'warning', 'negative-sighting', [
      'It says that something was looked for and not seen; it is kept and no event.',
    ]);
    return;
  }
  const keys = [
    ...new Set([
      ...entitiesBehind(context, object, members.source.sighting_of_ref),
      ...entitiesBehind(context, object, members.source.observed_data_refs ?? []),
    ]),
  ];
  if (keys.length === 0) {
    members.notUsed('count');
    context.plan.finding(pointer, 'info', 'kept-relation', [
      'What was sighted is nothing this program has records for: the sighting is kept.',
    ]);
    return;
  }
  const seers = entitiesBehind(context, object, members.source.where_sighted_refs ?? []);
  members.understood('sighting_of_ref', 'observed_data_refs', 'where_sighted_refs', 'summary', 'confidence');
  const when = seenBetween(members.text('first_seen'), members.text('last_seen'));
  object.used = sight(context, object, when, keys, seers, count);
}

function sight(
  context: StixContext,
  object: StixObject,
  when: string | null,
  keys: readonly string[],
  seers: readonly string[],
  count: number,
): boolean {
  if (when === null) return false;
  const { plan } = context;
  const kinds = keys.map((key) => plan.entityOf(key)?.kind);
  const site = kinds.some((kind) => kind === 'domain' || kind === 'url');
  const shown = plan.entityOf(keys[0] ?? '')?.display ?? '';
  const more = keys.length > 1 ? ` and ${keys.length - 1} more` : '';
  const part = (entity: string, part: EventPart) => ({ entity, part });
  return plan.event({
    key: `seen:${object.id}`,
    kind: site ? 'site-live' : 'other',
    title: `Seen: ${shown}${more}`,
    description: [count > 1 ? `Seen ${count} times.` : '', object.members.text('description') ?? '']
      .filter(Boolean)
      .join('\n'),
    when,
    marking: object.marking,
    participants: [
      ...keys.map((key) => part(key, 'instrument')),
      ...seers.filter((key) => !keys.includes(key)).map((key) => part(key, 'witness')),
    ],
    object: object.number,
  });
}

/** A mail that was observed is an event between those who sent and got it. */
export function readMessage(context: StixContext, object: StixObject): void {
  const { members } = object;
  const senders = entitiesBehind(context, object, [members.source.from_ref, members.source.sender_ref]);
  const receivers = entitiesBehind(context, object, [
    ...asList(members.source.to_refs),
    ...asList(members.source.cc_refs),
    ...asList(members.source.bcc_refs),
  ]);
  standFor(context, object, senders);
  const when = members.text('date');
  if (when === undefined || senders.length + receivers.length === 0) {
    members.notUsed('date');
    return;
  }
  object.used = context.plan.event({
    key: `mail:${object.id}`,
    kind: 'email',
    title: members.text('subject') ?? 'E-mail',
    description: '',
    when,
    marking: object.marking,
    participants: [
      ...senders.map((entity) => ({ entity, part: 'actor' as const })),
      ...receivers
        .filter((key) => !senders.includes(key))
        .map((entity) => ({ entity, part: 'target' as const })),
    ],
    object: object.number,
  });
  if (object.used) members.understood('from_ref', 'sender_ref', 'to_refs', 'cc_refs', 'bcc_refs', 'subject');
}

/** A transaction of a crypto-asset (community extension): paid from its inputs to its outputs. */
export function readTransaction(context: StixContext, object: StixObject): void {
  const { members, number } = object;
  const side = (name: string) =>
    members.objects(name).flatMap(({ value }) => {
      const [key] = entitiesBehind(context, object, value.address_ref);
      return key === undefined ? [] : [{ key, amount: value.amount }];
    });
  const from = side('input');
  const to = side('output');
  if (from.length === 0 || to.length === 0) {
    members.notUsed('input', 'output');
    return;
  }
  const symbol = members.text('symbol') ?? '';
  const hash = members.text('hash') ?? members.text('value') ?? '';
  for (const source of from.slice(0, 50)) {
    for (const target of to.slice(0, 50)) {
      context.plan.link({
        kind: 'paid-to',
        from: source.key,
        to: target.key,
        began: null,
        ended: null,
        confidence: 'unknown',
        note: hash,
        object: number,
      });
    }
  }
  object.used = true;
  const when = members.text('execution_time');
  if (when === undefined) return;
  const amounts = to.map(
    ({ key, amount }) => `${textOf(amount)} ${symbol} to ${context.plan.entityOf(key)?.display}`,
  );
  context.plan.event({
    key: `transaction:${object.id}`,
    kind: 'payment',
    title: `Crypto-asset transaction ${hash.slice(0, 80)}`.trim(),
    description: amounts.slice(0, 200).join('\n'),
    when,
    marking: object.marking,
    participants: [
      ...from.map(({ key }) => ({ entity: key, part: 'actor' as const })),
      ...to.map(({ key }) => ({ entity: key, part: 'target' as const })),
    ],
    object: number,
  });
}

const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
