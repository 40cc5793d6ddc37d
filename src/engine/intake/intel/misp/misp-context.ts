import type { TlpLevel } from '../../../../shared/domain/markings.ts';
import type { JsonDocument, JsonObject } from '../json-text.ts';
import type { Plan } from '../plan.ts';

/** What the steps of reading one event share. */
export interface MispContext {
  plan: Plan;
  document: JsonDocument;
  /** Who made the event. */
  creator: string;
  /** Of the event: no part of it is marked more open. */
  marking: TlpLevel;
  /** The entities a part stands for, by its uuid. */
  stands: Map<string, string[]>;
  /** References between objects, drawn when all of them are known. */
  references: { from: string; to: string; word: string; note: string; object: number; pointer: string }[];
}

/** The time of a Unix timestamp in seconds, as MISP writes it, in ISO 8601; undefined where it is none. */
export function timeOf(seconds: number | undefined): string | undefined {
  return seconds === undefined || seconds <= 0 || seconds > 253_402_300_799
    ? undefined
    : new Date(Math.floor(seconds) * 1000).toISOString().replace('.000Z', 'Z');
}

/** The uuid of a part, or a name made from its place, where it has none. */
export function uuidOf(part: JsonObject, pointer: string): string {
  return typeof part.uuid === 'string' && part.uuid !== '' ? part.uuid.toLowerCase() : `at ${pointer}`;
}
