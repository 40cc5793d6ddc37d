import type { JsonObject } from './json-text.ts';
import { readJson } from './json-text.ts';
import { isObject } from './members.ts';
import type { MispParts } from './misp/read-misp.ts';
import { readMisp } from './misp/read-misp.ts';
import type { IntelReading, IntelRefusal, ReadingOptions } from './reading.ts';
import { readStix } from './stix/read-stix.ts';

/** Largest file that is read, in bytes. */
export const largestIntelFile = 256 * 2 ** 20;

export type IntelResult = { read: IntelReading } | { refused: IntelRefusal };

/**
 * The door to intelligence in JSON: STIX 2.0 and 2.1, MISP events and searches. Told apart by what stands in them, never by
 * the file's name. Never throws on any bytes.
 */
export function readIntel({ bytes, options }: { bytes: Uint8Array; options: ReadingOptions }): IntelResult {
  if (bytes.length > largestIntelFile) {
    return refuse(
      'too-large',
      `It is larger than ${largestIntelFile / 2 ** 20} MiB. Split it and import the parts.`,
    );
  }
  const text = decode(bytes);
  if (text === null) return refuse('not-text', 'It is neither UTF-8 nor UTF-16 text.');
  const document = readJson(text);
  if ('fault' in document) {
    const { code, message, line, column } = document.fault;
    const hint = /^\s*</.test(text) ? ' It looks like XML; STIX 1 is not read.' : '';
    return refuse(code, `Line ${line}, column ${column}: ${message}${hint}`);
  }
  const { value } = document;
  const stix = stixParts(value);
  const misp = stix ? null : mispParts(value);
  if (!stix && !misp) {
    return refuse('unknown-format', 'It is JSON, but neither STIX 2 nor MISP: nothing in it is known here.');
  }
  const read = stix
    ? readStix(document, stix.bundle, stix.parts, options)
    : readMisp(document, misp as MispParts, options);
  for (const { code, pointer, message } of document.oddities)
    read.findings.push({ place: pointer, severity: 'warning', code, message });
  return { read };
}

const refuse = (code: IntelRefusal['code'], message: string): IntelResult => ({ refused: { code, message } });

/** By byte order mark, else UTF-8; null where the bytes are not text in it. */
function decode(bytes: Uint8Array): string | null {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

const stixId = /^[a-z0-9][a-z0-9-]*--[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const isStixObject = (value: unknown): value is JsonObject =>
  isObject(value) &&
  typeof value.type === 'string' &&
  ((typeof value.id === 'string' && stixId.test(value.id)) || typeof value.spec_version === 'string');

interface StixParts {
  bundle: JsonObject | null;
  parts: { value: unknown; pointer: string }[];
}

function stixParts(value: unknown): StixParts | null {
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

function mispParts(root: unknown): MispParts | null {
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
