import type { Context, Measurement } from './benchmark.ts';
import { peakMemory } from './processes.ts';

/** Ten times the size may take so much more memory: what allocators and collectors leave lying, not the content. */
const allowedGrowth = 1.15;

/** Sizes in MiB. */
export const memorySizes = { small: 200, large: 2000 } as const;

/**
 * Peak memory of a process at two sizes: both must stay under the goal, and about the same. `prepare` makes what the
 * process works on and answers its script and arguments.
 */
export async function flatMemory(
  context: Context,
  goal: number,
  prepare: (size: number) => Promise<{ script: string; args: string[] }>,
): Promise<Measurement> {
  const peakAt = async (size: number): Promise<number> => {
    const { script, args } = await prepare(size);
    const peak = await peakMemory(script, args);
    context.log(`${size} MiB: ${peak.toFixed(0)} MB`);
    return peak;
  };
  const small = await peakAt(memorySizes.small);
  const large = await peakAt(memorySizes.large);
  const value = Math.max(small, large);
  const growth = large / small;
  return {
    value,
    holds: value < goal && growth <= allowedGrowth,
    note: `${growth.toFixed(2)} times the memory for ten times the size (at most ${allowedGrowth})`,
  };
}
