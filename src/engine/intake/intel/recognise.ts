import type { JsonObject } from './json-text.ts';
import { isObject } from './members.ts';

export interface MispParts {
  events: { value: JsonObject; pointer: string }[];
  /** Objects and attributes that a search answered without their event. */
  loose: { attributes: JsonObject[]; objects: JsonObject[]; pointer: string }[];
}

/** What a JSON value is called when the import of intelligence would read it; null where it would refuse it. */
export function nameOfIntel(value: unknown): string | null {
  const stix = stixParts(value);
  if (stix) {
    const versions = [stix.bundle, ...stix.parts.slice(0, 1000).map((part) => part.value)];
    const version = versions
      .map((one) => isObject(one) && one.spec_version)
      .find((one) => typeof one === 'string');
    const known = version === '2.0' || version === '2.1' ? ` ${version}` : '';
    return `STIX${known} ${stix.bundle ? 'bundle' : stix.parts.length === 1 ? 'object' : 'objects'}`;
  }
  return mispParts(value) && 'MISP export';
}

const stixId = /^[a-z0-9][a-z0-9-]*--[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const isStixObject = (value: unknown): value is JsonObject =>
  isObject(value) &&
  typeof value.type === 'string' &&
  ((typeof value.id === 'string' && stixId.test(value.id)) || typeof value.spec_version === 'string');

export interface StixParts {
  bundle: JsonObject | null;
  parts: { value: unknown; pointer: string }[];
}

/** The objects of a STIX bundle, of what a TAXII server answers, or of a list; null where it is none of them. */
export function stixParts(value: unknown): StixParts | null {
  if (isObject(value) && value.type === 'bundle') {
    const objects = Array.isArray(value.objects) ? value.objects : [];
    return {
      bundle: value,
      parts: objects.map((part, index) => ({ value: part, pointer: `/objects/${index}` })),
    };
  }
  // What a TAXII server answers (TAXII 2.1, 3.7) is an envelope with the same list.
  if (isObject(value) && Array.isArray(value.objects) && value.objects.some(isStixObject)) {
    return {
      bundle: null,
      parts: value.objects.map((part, index) => ({ value: part, pointer: `/objects/${index}` })),
    };
  }
  if (isStixObject(value)) return { bundle: null, parts: [{ value, pointer: '' }] };
  if (!Array.isArray(value) || !value.some(isStixObject)) return null;
  return {
    bundle: null,
    parts: value.flatMap((part, index) =>
      isObject(part) && part.type === 'bundle' && Array.isArray(part.objects)
        ? part.objects.map((inner, at) => ({ value: inner, pointer: `/${index}/objects/${at}` }))
        : [{ value: part, pointer: `/${index}` }],
    ),
  };
}

const looksLikeEvent = (value: unknown): value is JsonObject =>
  isObject(value) &&
  ((typeof value.info === 'string' && (value.date !== undefined || value.uuid !== undefined)) ||
    [value.Attribute, value.Object].some(
      (list) =>
        Array.isArray(list) &&
        list.some((one) => isObject(one) && (one.type !== undefined || Array.isArray(one.Attribute))),
    ));

/** The events of MISP, and what its searches answer; null where there is none. */
export function mispParts(root: unknown): MispParts | null {
  const parts: MispParts = { events: [], loose: [] };
  const collect = (value: unknown, pointer: string, depth: number): void => {
    if (depth > 3) return;
    if (Array.isArray(value)) {
      value.forEach((one, index) => {
        collect(one, `${pointer}/${index}`, depth + 1);
      });
    } else if (!isObject(value)) return;
    else if (isObject(value.Event) || Array.isArray(value.Event))
      collect(value.Event, `${pointer}/Event`, depth + 1);
    else if (value.response !== undefined) collect(value.response, `${pointer}/response`, depth + 1);
    else if (isObject(value.Object)) parts.loose.push({ attributes: [], objects: [value.Object], pointer });
    else if (isObject(value.Attribute))
      parts.loose.push({ attributes: [value.Attribute], objects: [], pointer });
    else if (looksLikeEvent(value)) parts.events.push({ value, pointer });
  };
  collect(root, '', 0);
  return parts.events.length + parts.loose.length > 0 ? parts : null;
}
