/** What a benchmark is: one file `bench/<name>.bench.ts` whose default export is one of these. */

export interface Context {
  /** An empty folder of this benchmark, removed afterwards. */
  folder: string;
  /** Tells the person watching what is going on. */
  log(line: string): void;
}

export interface Measurement {
  value: number;
  /** False also where something beside the value must hold and does not. */
  holds: boolean;
  /** What the value was made from, for the person watching. */
  note: string;
}

export interface Benchmark {
  name: string;
  describe: string;
  /** `×`: contender divided by baseline, both measured in this run. */
  unit: '×' | 'MB';
  /** The value must be at most this. */
  goal: number;
  run(context: Context): Promise<Measurement>;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/**
 * Runs contender and baseline in turn, the order changing from round to round, and divides the medians of their
 * times. `prepare` runs untimed before each.
 */
export async function race(
  context: Context,
  rounds: number,
  runners: {
    prepare(): Promise<void>;
    contender(round: number): Promise<void>;
    baseline(round: number): Promise<void>;
  },
): Promise<{ ratio: number; note: string }> {
  const times = { contender: [] as number[], baseline: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    const order =
      round % 2 === 0 ? (['baseline', 'contender'] as const) : (['contender', 'baseline'] as const);
    for (const who of order) {
      await runners.prepare();
      const start = performance.now();
      await runners[who](round);
      const seconds = (performance.now() - start) / 1000;
      times[who].push(seconds);
      context.log(`round ${round + 1} of ${rounds}: ${who} ${seconds.toFixed(2)} s`);
    }
  }
  const [contender, baseline] = [median(times.contender), median(times.baseline)];
  return {
    ratio: contender / baseline,
    note: `${contender.toFixed(2)} s against ${baseline.toFixed(2)} s, medians of ${rounds} rounds`,
  };
}
