import type { Command } from 'commander';

/** What an edit is told besides its fields. */
export interface EditOptions {
  replace?: boolean;
}

/** Options that may be given several times add to what there is: nobody loses a telephone number to a new age band. */
export const addReplaceOption = (command: Command): Command =>
  command.option(
    '--replace',
    'options that may be given several times replace all there is, instead of adding to it',
  );

/**
 * The list an edit leaves: what there is, then what is new. Of two with one `key` the given one stays, in its old place.
 * Undefined where nothing was given.
 */
export function edited<T>(
  before: readonly T[],
  given: readonly T[] | undefined,
  key: (one: T) => string,
  { replace }: EditOptions,
): T[] | undefined {
  if (given === undefined) return undefined;
  if (replace) return [...given];
  return [...new Map([...before, ...given].map((one) => [key(one), one])).values()];
}

/** The evidence an edit leaves a record resting on. */
export const editedEvidence = (
  { evidence }: { evidence: readonly { id: string }[] },
  given: readonly string[] | undefined,
  options: EditOptions,
): string[] | undefined =>
  editedIds(
    evidence.map(({ id }) => id),
    given,
    options,
  );

/** The same for identifiers, of which each stands once. */
export const editedIds = <T extends string>(
  before: readonly T[],
  given: readonly T[] | undefined,
  options: EditOptions,
): T[] | undefined => edited(before, given, (one) => one, options);
