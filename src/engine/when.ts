import type { z } from 'zod';
import type { whenInput, when as whenSchema } from '../shared/contract/common.ts';
import { parseUncertainDate } from '../shared/domain/uncertain-date.ts';

export type When = z.output<typeof whenSchema>;

/** Reads a time as a person gave it. @throws ProfferError `invalid-input` saying what has to be declared. */
export const readWhen = ({ text, zone, dayOrder }: z.output<typeof whenInput>): When =>
  parseUncertainDate({ text, zone, dayOrder });

/** A time as it is stored: what follows from the rest, or is so of nearly every time, is left out. A million events have one each. */
export function whenJson(when: When): string {
  const { edtf, asWritten, earliest, latest, uncertain, approximate, assumed, ...rest } = when;
  const stored: Partial<When> = { edtf, earliest, ...rest };
  if (asWritten !== edtf) stored.asWritten = asWritten;
  if (latest !== earliest) stored.latest = latest;
  if (uncertain) stored.uncertain = uncertain;
  if (approximate) stored.approximate = approximate;
  if (assumed.length > 0) stored.assumed = assumed;
  return JSON.stringify(stored);
}

/** Columns of a nullable time: the whole as JSON, the earliest instant beside it for sorting. */
export const storedWhen = (
  value: z.output<typeof whenInput> | null | undefined,
): { json: string | null; earliest: number | null } => {
  if (!value) return { json: null, earliest: null };
  const read = readWhen(value);
  return { json: whenJson(read), earliest: read.earliest };
};

/** A stored time in full. */
export function parseWhen(json: unknown): When | null {
  if (typeof json !== 'string') return null;
  const stored = JSON.parse(json) as Omit<
    When,
    'asWritten' | 'latest' | 'uncertain' | 'approximate' | 'assumed'
  >;
  const { edtf, earliest } = stored;
  return { asWritten: edtf, latest: earliest, uncertain: false, approximate: false, assumed: [], ...stored };
}

/** The same as columns of a record that has one time. */
export const whenColumns = (value: z.output<typeof whenInput> | null | undefined) => {
  const { json, earliest } = storedWhen(value);
  return { when_json: json, earliest };
};
