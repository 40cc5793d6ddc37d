/** What a benchmark is: the default export of each file `bench/<name>.bench.ts` is one of these, or several. */

export interface Context {
  /** An empty folder of this benchmark, removed afterwards. */
  folder: string;
  /** Tells the person watching what is going on. */
  log(line: string): void;
  /** Has something ended or taken away after the benchmark, also when it fails or is interrupted; the last one first. */
  atEnd(cleanUp: () => unknown): void;
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
  /** `×`: contender divided by baseline, both measured in this run. `share`: 0 to 1. */
  unit: '×' | 'MB' | 'share' | 'rows/s';
  /** The value must be at most this, or with `atLeast` at least. */
  goal: number;
  atLeast?: true;
  /** Most bytes it has on the disk at one time. */
  diskBytes: number;
  run(context: Context): Promise<Measurement>;
}

export type Runner = 'contender' | 'baseline';

export interface Race {
  rounds: number;
  /** Runs untimed before each. */
  prepare?(who: Runner, round: number): Promise<void>;
  contender(round: number): Promise<void>;
  baseline(round: number): Promise<void>;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Runs contender and baseline in turn, the order changing from round to round, and divides the medians of their times. */
export async function race(context: Context, goal: number, runners: Race): Promise<Measurement> {
  const { rounds } = runners;
  const times: Record<Runner, number[]> = { contender: [], baseline: [] };
  for (let round = 0; round < rounds; round++) {
    const order: Runner[] = round % 2 === 0 ? ['baseline', 'contender'] : ['contender', 'baseline'];
    for (const who of order) {
      await runners.prepare?.(who, round);
      const start = performance.now();
      await runners[who](round);
      const seconds = (performance.now() - start) / 1000;
      times[who].push(seconds);
      context.log(`round ${round + 1} of ${rounds}: ${who} ${seconds.toFixed(2)} s`);
    }
  }
  return compare(times, goal);
}

/** The ratio of the medians of two lists of seconds, judged by the goal. */
export function compare(times: Record<Runner, readonly number[]>, goal: number): Measurement {
  const [contender, baseline] = [median(times.contender), median(times.baseline)];
  const value = contender / baseline;
  const rounds = times.contender.length;
  return {
    value,
    holds: value <= goal,
    note: `${contender.toFixed(2)} s against ${baseline.toFixed(2)} s, medians of ${rounds} rounds`,
  };
}
