import type { JsonDocument, JsonObject } from '../json-text.ts';
import { isObject, Members, textOf } from '../members.ts';
import type { ParsedIntel, ReadingOptions } from '../parsed-intel.ts';
import { Plan } from '../plan.ts';
import type { MispParts } from '../recognise.ts';
import { relationOf } from '../relations.ts';
import { highestTlp } from '../tlp.ts';
import { readAttribute, untimed, wordsOf } from './attributes.ts';
import { type MispContext, timeOf, uuidOf } from './misp-context.ts';
import { markingOf } from './misp-markings.ts';
import { readObject } from './objects.ts';

/** Members of an event that hold what is read one by one; the rest of it is kept as the event's own. */
const lists = new Set(['Attribute', 'Object', 'Galaxy', 'EventReport', 'ShadowAttribute']);
const mostPairs = 25;

/** Reads events of MISP (draft-dulaunoy-misp-core-format) and what its searches answer. */
export function readMisp(document: JsonDocument, found: MispParts, options: ReadingOptions): ParsedIntel {
  const plan = new Plan(options);
  for (const { value, pointer } of found.events) readEvent(plan, document, value, pointer);
  for (const { attributes, objects, pointer } of found.loose) {
    const context = contextOf(plan, document, '', options.marking);
    readParts(context, { Attribute: attributes, Object: objects }, pointer);
    drawReferences(context);
  }
  const { length } = found.events;
  const [first] = found.events;
  const info = first && typeof first.value.info === 'string' ? first.value.info : '';
  return plan.reading({
    format: 'misp',
    formatName: length === 0 ? 'MISP search' : `MISP, ${length === 1 ? '1 event' : `${length} events`}`,
    title: length === 1 ? info : `MISP: ${length} events`,
  });
}

const contextOf = (
  plan: Plan,
  document: JsonDocument,
  creator: string,
  marking: MispContext['marking'],
): MispContext => ({ plan, document, creator, marking, stands: new Map(), references: [] });

function readEvent(plan: Plan, document: JsonDocument, event: JsonObject, pointer: string): void {
  const members = new Members(event);
  const maker = isObject(event.Orgc) ? event.Orgc : isObject(event.Org) ? event.Org : {};
  const creator = typeof maker.name === 'string' ? maker.name : '';
  const { tlp, limited } = markingOf(event);
  const marking =
    highestTlp([tlp ?? plan.options.marking, limited ? 'amber+strict' : null]) ?? plan.options.marking;
  if (limited) {
    plan.finding(pointer, 'info', 'marking-applied', [
      'Its distribution is limited to one organisation or a sharing group: marked TLP:AMBER+STRICT or higher.',
    ]);
  }
  const own = JSON.stringify(Object.fromEntries(Object.entries(event).filter(([name]) => !lists.has(name))));
  const number = plan.object({
    sourceId: uuidOf(event, pointer),
    type: 'event',
    pointer,
    title: members.text('info') ?? '',
    creator,
    version: timeOf(members.number('timestamp')) ?? '',
    marking,
    tags: wordsOf(event),
    text: own,
    masked: null,
  });
  plan.settle(number, 'kept', []);
  const context = contextOf(plan, document, creator, marking);
  readParts(context, event, pointer);
  for (const keys of context.stands.values()) for (const key of keys) plan.speaksOf(number, key);
  drawReferences(context);
}

function readParts(context: MispContext, event: JsonObject, pointer: string): void {
  const members = new Members(event);
  for (const name of ['Attribute', 'Object'] as const) {
    const given = members.list(name);
    const objects = members.objects(name);
    for (const { value, index } of objects) {
      const at = `${pointer}/${name}/${index}`;
      if (name === 'Attribute') readAttribute(context, value, at);
      else readObject(context, value, at);
    }
    if (objects.length < given.length) {
      context.plan.finding(`${pointer}/${name}`, 'error', 'malformed-object', [
        `${given.length - objects.length} of its members are no objects.`,
      ]);
    }
  }
  for (const name of ['Galaxy', 'EventReport', 'ShadowAttribute'] as const) {
    for (const { value, index } of members.objects(name))
      keep(context, value, name, `${pointer}/${name}/${index}`);
  }
}

const keptNames = { Galaxy: 'galaxy', EventReport: 'event report', ShadowAttribute: 'proposal' } as const;

function keep(context: MispContext, part: JsonObject, name: keyof typeof keptNames, pointer: string): void {
  const number = context.plan.object({
    sourceId: uuidOf(part, pointer),
    type: keptNames[name],
    pointer,
    title: textOf(part.name) || textOf(part.value) || textOf(part.type),
    creator: context.creator,
    version: timeOf(new Members(part).number('timestamp')) ?? '',
    marking: context.marking,
    tags: wordsOf(part),
    text: context.document.textOf(part),
    masked: null,
  });
  context.plan.settle(number, 'kept', []);
  context.plan.finding(pointer, 'info', 'kept-object', [
    name === 'ShadowAttribute'
      ? 'A proposal that nobody has accepted yet: it is kept and makes no record.'
      : `${keptNames[name]}: this program has no records for it; it is kept as it is.`,
  ]);
}

/** References between objects as links, once everything they may point to is known. */
function drawReferences({ plan, references, stands }: MispContext): void {
  for (const { from, to, word, note, object, pointer } of references) {
    const sources = stands.get(from) ?? [];
    const targets = stands.get(to) ?? [];
    const pairs = sources.length * targets.length;
    if (pairs === 0 || pairs > mostPairs) {
      plan.finding(pointer, 'info', pairs === 0 ? 'kept-relation' : 'too-many', [
        pairs === 0
          ? `"${word.slice(0, 60)}": not both ends are in the case, so it is kept and no link.`
          : `It would tie ${sources.length} entities to ${targets.length}; it is kept and no link.`,
      ]);
      const owner = plan.objects[object];
      if (owner)
        plan.settle(object, owner.state === 'kept' ? 'kept' : 'partly', [
          ...owner.leftOver,
          'ObjectReference',
        ]);
      continue;
    }
    const relation = relationOf(word);
    if (relation.general) {
      plan.finding(pointer, 'info', 'relation-generalised', [
        `"${word.slice(0, 60)}" became "is related to"; the word of the source stands in the note.`,
      ]);
    }
    const said = [relation.general ? word : '', note].filter(Boolean).join('. ');
    for (const one of sources) {
      for (const other of targets) {
        const [source, target] = relation.reversed ? [other, one] : [one, other];
        plan.link({ kind: relation.kind, from: source, to: target, ...untimed, note: said, object });
      }
    }
  }
}
