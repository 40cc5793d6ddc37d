import { textOf } from '../members.ts';
import { confidenceOf } from '../plan.ts';
import { relationOf } from '../relations.ts';
import { countryOfLocation, roleOfMalicious } from './entities.ts';
import { entitiesBehind, referred, type StixContext, standFor } from './stix-context.ts';
import type { StixObject } from './stix-objects.ts';

/** A relation between two groups larger than this (pairs) is kept as it is: links of everything with everything say nothing. */
const mostPairs = 25;

/** What an infrastructure of STIX is made of becomes scam infrastructure, and stands for it in its other relations. */
export function readMakeup(context: StixContext): void {
  for (const object of context.byId.values()) {
    if (object.type !== 'relationship' || object.revoked) continue;
    const source = referred(context, object, object.members.source.source_ref);
    if (source?.type !== 'infrastructure' || source.revoked) continue;
    if (object.members.source.relationship_type !== 'consists-of') continue;
    const keys = entitiesBehind(context, object, object.members.source.target_ref);
    if (keys.length === 0) continue;
    for (const key of keys) {
      const kind = context.plan.entityOf(key)?.kind;
      if (kind) context.plan.enrich(key, { roles: [roleOfMalicious(kind)] });
      context.plan.speaksOf(object.number, key);
    }
    understoodEnds(object);
    object.used = true;
    standFor(context, source, keys);
  }
}

function understoodEnds({ members }: StixObject): void {
  members.understood('relationship_type', 'source_ref', 'target_ref', 'confidence');
}

/** A relationship as links, a country, or kept where an end is nothing this program has records for. */
export function readRelationship(context: StixContext, object: StixObject): void {
  if (object.used) return;
  const { plan } = context;
  const { members, pointer } = object;
  const word = members.text('relationship_type') ?? '';
  const ends = [members.source.source_ref, members.source.target_ref];
  const [source, target] = ends.map((ref) => referred(context, object, ref));
  if (!source || !target) {
    members.notUsed('relationship_type');
    const missing = textOf(source ? ends[1] : ends[0]).slice(0, 200);
    plan.finding(pointer, 'warning', 'missing-reference', [
      `It refers to ${missing}, which is not in the file.`,
    ]);
    return;
  }
  const country = countryOfLocation(target);
  const from = entitiesBehind(context, object, ends[0]);
  if (word === 'located-at' && country !== null && from.length > 0) {
    for (const key of from) plan.enrich(key, { country });
    understoodEnds(object);
    target.members.understood('country', 'name', 'region');
    object.used = true;
    target.used = true;
    return;
  }
  const to = entitiesBehind(context, object, ends[1]);
  if (word === 'based-on' && from.length > 0 && to.length > 0) {
    // An indicator and what was observed name the same things: nothing is tied to anything.
    for (const key of [...from, ...to]) plan.speaksOf(object.number, key);
    understoodEnds(object);
    object.used = true;
    return;
  }
  const pairs = from.length * to.length;
  if (pairs === 0 || pairs > mostPairs) {
    members.notUsed('relationship_type');
    plan.finding(pointer, 'info', pairs === 0 ? 'kept-relation' : 'too-many', [
      pairs === 0
        ? `${source.type} "${word}" ${target.type}: not both ends are in the case, so it is kept and no link.`
        : `It would tie ${from.length} entities to ${to.length}; it is kept and no link.`,
    ]);
    return;
  }
  link(context, object, word, from, to);
}

function link(
  context: StixContext,
  object: StixObject,
  word: string,
  from: readonly string[],
  to: readonly string[],
): void {
  const { plan } = context;
  const { members, pointer, number } = object;
  const relation = relationOf(word);
  if (relation.general) {
    plan.finding(pointer, 'info', 'relation-generalised', [
      `"${word.slice(0, 60)}" became "is related to"; the word of the source stands in the note.`,
    ]);
  }
  const time = (name: string) => {
    const text = members.text(name);
    return text !== undefined && plan.readable(text, number) ? text : null;
  };
  const began = time('start_time');
  const ended = time('stop_time');
  const note = [relation.general ? word : undefined, members.text('description')].filter(Boolean).join('. ');
  const confidence = confidenceOf(members.number('confidence'));
  for (const one of from) {
    for (const other of to) {
      const [source, target] = relation.reversed ? [other, one] : [one, other];
      plan.link({
        kind: relation.kind,
        from: source,
        to: target,
        began,
        ended,
        confidence,
        note,
        object: number,
      });
      if (relation.kind === 'impersonates') plan.enrich(target, { roles: ['impersonated-brand'] });
    }
  }
  understoodEnds(object);
  object.used = true;
}

/** References that stand inside observables: what a domain resolves to, who holds an account. */
export function readEmbedded(context: StixContext, object: StixObject): void {
  const { plan } = context;
  const { members, number } = object;
  const own = context.stands.get(object.id)?.[0];
  if (own === undefined) return;
  const tie = (name: string, kind: 'resolves-to' | 'owns' | 'related-to', outward: boolean) => {
    const refs = members.source[name];
    if (refs === undefined) return;
    const others = entitiesBehind(context, object, refs);
    for (const other of others) {
      const [from, to] = outward ? [own, other] : [other, own];
      plan.link({
        kind,
        from,
        to,
        began: null,
        ended: null,
        confidence: 'unknown',
        note: '',
        object: number,
      });
    }
    if (others.length > 0) members.understood(name);
  };
  tie('resolves_to_refs', 'resolves-to', true);
  tie('holder_ref', 'owns', false);
  if (object.type === 'email-addr') tie('belongs_to_ref', 'owns', false);
  if (/^ipv[46]-addr$/.test(object.type)) tie('belongs_to_refs', 'related-to', true);
}
