import type { z } from 'zod';
import type { whenInput, when as whenSchema } from '../shared/contract/common.ts';
import { parseUncertainDate } from '../shared/domain/uncertain-date.ts';

export type When = z.output<typeof whenSchema>;

/** Reads a time as a person gave it. @throws ProfferError `invalid-input` saying what has to be declared. */
export const readWhen = ({ text, zone, dayOrder }: z.output<typeof whenInput>): When =>
  parseUncertainDate({ text, zone, dayOrder });

/** Columns of a nullable time: the whole as JSON, the earliest instant beside it for sorting. */
export const storedWhen = (
  value: z.output<typeof whenInput> | null | undefined,
): { json: string | null; earliest: number | null } => {
  if (!value) return { json: null, earliest: null };
  const read = readWhen(value);
  return { json: JSON.stringify(read), earliest: read.earliest };
};

export const parseWhen = (json: unknown): When | null =>
  typeof json === 'string' ? (JSON.parse(json) as When) : null;

/** The same as columns of a record that has one time. */
export const whenColumns = (value: z.output<typeof whenInput> | null | undefined) => {
  const { json, earliest } = storedWhen(value);
  return { when_json: json, earliest };
};
