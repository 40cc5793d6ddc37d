import { ProfferError } from '../../shared/domain/errors.ts';

/**
 * Lets others have their turn within work that goes on for long.
 * @throws ProfferError `cancelled` where the caller gave up meanwhile.
 */
export async function inTurns(signal: AbortSignal): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  if (signal.aborted) throw new ProfferError('cancelled', 'Cancelled.');
}

/** How long others wait at most for work that is done step by step. */
const stretchMilliseconds = 40;

/**
 * Does work that lets go between its steps, so that others are answered meanwhile.
 * @throws ProfferError `cancelled` where the caller gave up meanwhile.
 */
export async function stepByStep<T>(steps: Generator<void, T>, signal: AbortSignal): Promise<T> {
  let since = performance.now();
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (performance.now() - since < stretchMilliseconds) continue;
    await inTurns(signal);
    since = performance.now();
  }
}

/** Does the same work without a pause. */
export function atOnce<T>(steps: Generator<void, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** Members handled between two pauses. */
const together = 200;

/** `list.map(change)`, with pauses. */
export function* mapped<T, R>(
  list: Iterable<T>,
  change: (item: T, index: number) => R,
): Generator<void, R[]> {
  const results: R[] = [];
  for (const item of list) {
    results.push(change(item, results.length));
    if (results.length % together === 0) yield;
  }
  return results;
}
