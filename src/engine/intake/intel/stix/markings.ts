import type { TlpLevel } from '../../../../shared/domain/markings.ts';
import type { JsonObject } from '../json-text.ts';
import { isObject } from '../members.ts';
import { highestTlp, isPap, readTlp } from '../tlp.ts';

/** Ids that OASIS gave the objects of TLP 1 (STIX 2.1, 7.2.1.4; the same in 2.0) and of TLP 2 (cti-stix-common-objects). */
const published: Record<string, TlpLevel> = {
  'marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9': 'clear',
  'marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da': 'green',
  'marking-definition--f88d31f6-486f-44da-b317-01333bde0b82': 'amber',
  'marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed': 'red',
  'marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487': 'clear',
  'marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb': 'green',
  'marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421': 'amber',
  'marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003': 'amber+strict',
  'marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1': 'red',
};
const tlpExtension = 'extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d';

export interface MarkingDefinition {
  tlp: TlpLevel | null;
  /** Statement, PAP, licence: what stands in it and is no TLP. */
  words: string | null;
}

/** What a marking definition says. A definition may carry another's id: its own words then count, never fewer. */
export function readDefinition(object: JsonObject): MarkingDefinition {
  const definition = isObject(object.definition) ? object.definition : {};
  const extensions = isObject(object.extensions) ? object.extensions : {};
  const extension = extensions[tlpExtension];
  const texts = [
    typeof definition.tlp === 'string' ? `TLP:${definition.tlp}` : null,
    isObject(extension) && typeof extension.tlp_2_0 === 'string' ? `TLP:${extension.tlp_2_0}` : null,
    typeof object.name === 'string' ? object.name : null,
    typeof definition.statement === 'string' ? definition.statement : null,
  ].filter((text): text is string => text !== null);
  const known = typeof object.id === 'string' ? (publishedTlp(object.id) ?? null) : null;
  const words = [
    ...texts.filter((text) => readTlp(text) === null),
    ...Object.entries(definition).flatMap(([name, value]) =>
      /^pap$/i.test(name) && typeof value === 'string' ? [`PAP:${value}`] : [],
    ),
  ];
  return { tlp: highestTlp([known, ...texts.map(readTlp)]), words: words.join(' ') || null };
}

const publishedTlp = (id: string): TlpLevel | undefined =>
  Object.hasOwn(published, id) ? published[id] : undefined;

export interface MarkingReading {
  tlp: TlpLevel | null;
  words: string[];
  /** Ids of markings that the file does not hold and nobody published. */
  unknown: string[];
}

/**
 * The markings of an object: the highest of all that are on it, on any part of it, or among its labels. A marking of a part
 * counts for the whole, because records are not cut up.
 */
export function markingOf(
  object: JsonObject,
  definitions: ReadonlyMap<string, MarkingDefinition>,
): MarkingReading {
  const granular = Array.isArray(object.granular_markings) ? object.granular_markings : [];
  const refs = [
    ...textsOf(object.object_marking_refs),
    ...granular.flatMap((marking) => (isObject(marking) ? textsOf([marking.marking_ref]) : [])),
  ];
  const labels = textsOf(object.labels);
  const found = refs.map((ref) => definitions.get(ref));
  const levels = refs.map((ref, index) => found[index]?.tlp ?? publishedTlp(ref) ?? null);
  return {
    tlp: highestTlp([...levels, ...labels.map(readTlp)]),
    words: [
      ...new Set([
        ...found.flatMap((definition) => (definition?.words ? [definition.words] : [])),
        ...labels.filter(isPap),
      ]),
    ],
    unknown: refs.filter((ref, index) => found[index] === undefined && publishedTlp(ref) === undefined),
  };
}

const textsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
