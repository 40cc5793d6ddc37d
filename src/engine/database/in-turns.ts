import { ProfferError } from '../../shared/domain/errors.ts';

/**
 * Lets others have their turn within work that goes on for long.
 * @throws ProfferError `cancelled` where the caller gave up meanwhile.
 */
export async function inTurns(signal: AbortSignal): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  if (signal.aborted) throw new ProfferError('cancelled', 'Cancelled.');
}
