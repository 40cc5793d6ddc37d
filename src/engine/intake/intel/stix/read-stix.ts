import type { JsonDocument, JsonObject } from '../json-text.ts';
import type { ParsedIntel, ReadingOptions } from '../parsed-intel.ts';
import { Plan } from '../plan.ts';
import { producers, readEntities } from './entities.ts';
import { readEmbedded, readMakeup, readRelationship } from './relationships.ts';
import { readMessage, readObserved, readSighting, readTransaction } from './sights.ts';
import { entitiesBehind, type StixContext } from './stix-context.ts';
import { layOut, type StixObject } from './stix-objects.ts';

/**
 * Reads STIX 2.0 or 2.1: a bundle, one object, or a list of objects. Steps follow what refers to what: observables and parties
 * first, then what consists of them or observed them, then relations, sightings and notes about all of these.
 */
export function readStix(
  document: JsonDocument,
  bundle: JsonObject | null,
  parts: readonly { value: unknown; pointer: string }[],
  options: ReadingOptions,
): ParsedIntel {
  const plan = new Plan(options);
  const { byId, version } = layOut(plan, document, parts);
  const context: StixContext = { plan, byId, stands: new Map() };
  const standing = [...byId.values()].filter((object) => !object.revoked);
  const each = (
    types: readonly string[] | null,
    step: (context: StixContext, object: StixObject) => void,
  ) => {
    for (const object of standing) if (types === null || types.includes(object.type)) step(context, object);
  };
  const made = producers(context);
  each(null, (_, object) => readEntities(context, object, made.has(object.id)));
  readMakeup(context);
  each(['observed-data'], readObserved);
  each(['email-message'], readMessage);
  each(null, readEmbedded);
  each(['cryptocurrency-transaction'], readTransaction);
  each(['relationship'], readRelationship);
  each(['sighting'], readSighting);
  each(null, readAbout);
  for (const object of byId.values()) settle(context, object, made.has(object.id));
  const what = bundle ? 'bundle' : parts.length === 1 ? 'object' : 'objects';
  const report = standing.find((object) => object.type === 'report' || object.type === 'grouping');
  return plan.reading({
    format: 'stix',
    formatName: `STIX ${bundle?.spec_version === '2.0' ? '2.0' : version} ${what}`,
    title: report ? (plan.objects[report.number]?.title ?? '') : `STIX ${what}`,
  });
}

/** What reports, groupings, notes and opinions are about is remembered with them. */
function readAbout(context: StixContext, object: StixObject): void {
  const refs = object.members.source.object_refs;
  if (object.type === 'observed-data' || refs === undefined) return;
  for (const key of entitiesBehind(context, object, refs)) context.plan.speaksOf(object.number, key);
}

function settle({ plan }: StixContext, object: StixObject, producer: boolean): void {
  const { number, pointer, type, members } = object;
  if (object.revoked) {
    plan.settle(number, 'revoked', []);
    plan.finding(pointer, 'warning', 'revoked', [
      `Its source has revoked this ${type}: nothing is made of it.`,
    ]);
    return;
  }
  if (type === 'marking-definition') {
    plan.settle(number, 'kept', []);
    return;
  }
  if (!object.used) {
    plan.settle(number, 'kept', []);
    // Relations and patterns have said by themselves why they are kept.
    if (type === 'relationship' || type === 'sighting' || type === 'indicator') return;
    plan.finding(pointer, 'info', 'kept-object', [
      producer
        ? 'It made what is in the file and is no party to it: kept as the maker, no record.'
        : `${type}: this program has no records for it; it is kept as it is.`,
    ]);
    return;
  }
  const leftOver = members.leftOver();
  plan.settle(number, 'read', leftOver);
  if (leftOver.length > 0) {
    plan.finding(pointer, 'info', 'kept-members', [
      `Of this ${type} ${leftOver.slice(0, 20).join(', ')} went into no record and is kept.`,
    ]);
  }
}
