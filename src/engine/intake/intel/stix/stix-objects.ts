import type { TlpLevel } from '../../../../shared/domain/markings.ts';
import type { JsonDocument, JsonObject } from '../json-text.ts';
import { isObject, Members, textOf } from '../members.ts';
import type { Plan } from '../plan.ts';
import { maskStix } from '../secrets.ts';
import { type MarkingDefinition, markingOf, readDefinition } from './markings.ts';

/** One object of a bundle while it is read. */
export interface StixObject {
  id: string;
  type: string;
  members: Members;
  /** Its number in the plan. */
  number: number;
  pointer: string;
  marking: TlpLevel;
  revoked: boolean;
  /** Observables inside observed data (STIX 2.0) name each other by keys of that object alone. */
  scope: string;
  /** Something of it went into a record. */
  used: boolean;
}

export interface StixObjects {
  /** Those that count: the last version of each id. */
  byId: Map<string, StixObject>;
  /** Names of those who made objects, by id. */
  version: '2.0' | '2.1';
}

/** Members that belong to every object and are understood wherever they stand (STIX 2.1, 3.2). */
const common = [
  'type',
  'id',
  'spec_version',
  'created',
  'modified',
  'created_by_ref',
  'object_marking_refs',
  'granular_markings',
  'revoked',
  'labels',
  'defanged',
];
const mostInner = 10_000;

/** Lays out the objects of a bundle: markings, makers, versions, doubles, and observables inside observed data. */
export function layOut(
  plan: Plan,
  document: JsonDocument,
  parts: readonly { value: unknown; pointer: string }[],
): StixObjects {
  const definitions = new Map<string, MarkingDefinition>();
  const names = new Map<string, string>();
  for (const { value } of parts) {
    if (!isObject(value) || typeof value.id !== 'string') continue;
    if (value.type === 'marking-definition') definitions.set(value.id, readDefinition(value));
    if (typeof value.name === 'string') names.set(value.id, value.name);
  }
  const byId = new Map<string, StixObject>();
  let version: StixObjects['version'] = '2.0';
  const put = (
    value: JsonObject,
    pointer: string,
    scope: string,
    id: string,
    outer: TlpLevel | null,
  ): StixObject => {
    const members = new Members(value);
    members.understood(...common);
    understandExtensions(members);
    const marks = markingOf(value, definitions);
    for (const unknown of new Set(marks.unknown)) {
      plan.finding(pointer, 'warning', 'marking-unknown', [
        `Its marking ${unknown.slice(0, 100)} is not in the file: what it allows is not known.`,
      ]);
    }
    const creator = typeof value.created_by_ref === 'string' ? value.created_by_ref : '';
    const masked = maskStix(value);
    const number = plan.object({
      sourceId: id,
      type: textOf(value.type),
      pointer,
      title: titleOf(value),
      creator: names.get(creator) ?? creator,
      version: typeof value.modified === 'string' ? value.modified.slice(0, 40) : '',
      marking: marks.tlp ?? outer ?? plan.options.marking,
      tags: [...textsOf(value.labels), ...marks.words],
      text: document.textOf(value),
      masked: masked.json,
    });
    for (const pointerWithin of masked.pointers) {
      plan.masked(pointer + pointerWithin);
    }
    if (value.spec_version === '2.1') version = '2.1';
    else if (value.spec_version !== undefined && value.spec_version !== '2.0') {
      plan.finding(pointer, 'warning', 'unknown-version', [
        `It says it is STIX ${textOf(value.spec_version).slice(0, 20)}; it is read as 2.1.`,
      ]);
    }
    return {
      id,
      type: textOf(value.type),
      members,
      number,
      pointer,
      marking: plan.objects[number]?.marking ?? plan.options.marking,
      revoked: value.revoked === true,
      scope,
      used: false,
    };
  };
  for (const { value, pointer } of parts) {
    if (!isObject(value) || typeof value.type !== 'string') {
      keepMalformed(plan, document, value, pointer);
      continue;
    }
    const given = typeof value.id === 'string' && value.id !== '' ? value.id : null;
    if (given === null) {
      plan.finding(pointer, 'warning', 'malformed-object', ['It has no id: nothing can refer to it.']);
    }
    const object = put(value, pointer, '', given ?? `${value.type} at ${pointer}`, null);
    if (!keepsItsPlace(plan, byId, object)) continue;
    byId.set(object.id, object);
    for (const [key, inner] of innerObservables(value)) {
      const id = `${object.id}/${key}`;
      byId.set(id, put(inner, `${pointer}/objects/${key}`, object.id, id, object.marking));
    }
  }
  return { byId, version };
}

/** Of an id that stands twice the version changed last counts, of equals the first. */
function keepsItsPlace(plan: Plan, byId: Map<string, StixObject>, object: StixObject): boolean {
  const other = byId.get(object.id);
  if (!other) return true;
  const versionOf = (one: StixObject) => plan.objects[one.number]?.version ?? '';
  const newer = Date.parse(versionOf(object)) > Date.parse(versionOf(other));
  const older = newer ? other : object;
  const same = versionOf(object) === versionOf(other);
  plan.settle(older.number, 'kept', []);
  plan.finding(older.pointer, same ? 'warning' : 'info', same ? 'duplicate-id' : 'older-version', [
    same
      ? `${object.id} stands twice in the file with the same version; the first one counts.`
      : `A later version of ${object.id} is in the file and counts.`,
  ]);
  const at = plan.objects[older.number];
  // Two rows of one id would be one object to the vault.
  if (at) at.sourceId = `${at.sourceId.slice(0, 150)} ${at.hash.slice(0, 16)}`;
  return newer;
}

function keepMalformed(plan: Plan, document: JsonDocument, value: unknown, pointer: string): void {
  plan.finding(pointer, 'error', 'malformed-object', ['This is no STIX object: it has no type.']);
  const text = typeof value === 'object' && value !== null ? document.textOf(value) : JSON.stringify(value);
  const number = plan.object({
    sourceId: `at ${pointer}`,
    type: 'malformed',
    pointer,
    title: '',
    creator: '',
    version: '',
    marking: plan.options.marking,
    tags: [],
    text,
    masked: null,
  });
  plan.settle(number, 'kept', []);
}

function innerObservables(value: JsonObject): [string, JsonObject][] {
  if (value.type !== 'observed-data' || !isObject(value.objects)) return [];
  return Object.entries(value.objects)
    .filter((entry): entry is [string, JsonObject] => isObject(entry[1]) && typeof entry[1].type === 'string')
    .slice(0, mostInner);
}

/** An extension that only says "this is a new kind of object" carries nothing else to keep. */
function understandExtensions(members: Members): void {
  const { extensions } = members.source;
  if (!isObject(extensions)) return;
  const bare = Object.values(extensions).every(
    (extension) => isObject(extension) && Object.keys(extension).every((name) => name === 'extension_type'),
  );
  if (bare) members.understood('extensions');
}

/** What lists show: the first of these that an object has. */
function titleOf(value: JsonObject): string {
  for (const name of [
    'name',
    'value',
    'subject',
    'abstract',
    'pattern',
    'iban',
    'display_name',
    'user_id',
    'definition',
    'relationship_type',
    'content',
    'opinion',
  ]) {
    const text = value[name];
    if (typeof text === 'string' && text.trim() !== '') return text;
  }
  return textOf(value.id) || textOf(value.type);
}

const textsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
