import type { Benchmark, Measurement } from './benchmark.ts';
import { halves, precision, recall, score, type Tally } from './observables-labels.ts';

/** What is measured, the kind it is counted under, and the least share of both measures. */
const kinds: readonly [name: string, counted: string, goal: number][] = [
  ['domain', 'domain', 0.98],
  ['url', 'url', 0.98],
  ['ip', 'ip', 0.98],
  ['email', 'email', 0.98],
  ['wallet', 'wallet', 0.98],
  ['iban', 'iban', 0.98],
  ['bank-account', 'bank-account', 0.98],
  ['phone', 'phone', 0.95],
];

const shares = (tally: Tally): string =>
  `precision ${precision(tally).toFixed(3)}, recall ${recall(tally).toFixed(3)} (${tally.right} right, ${tally.found} found, ${tally.labelled} labelled)`;

function measure(counted: string, goal: number): Measurement {
  const of = (chosen: readonly (typeof halves)[number][]): Tally => {
    const tally = score(chosen).get(counted);
    if (!tally) throw new Error(`no text in samples/observables holds ${counted}`);
    return tally;
  };
  const whole = of(halves);
  const value = Math.min(precision(whole), recall(whole));
  return { value, holds: value >= goal, note: `${shares(whole)}; held out: ${shares(of(['held-out']))}` };
}

const benchmarks: Benchmark[] = kinds.map(([name, counted, goal]) => ({
  name: `observables-${name}`,
  describe: `lower one of precision and recall of finding ${counted} in the labelled texts of samples/observables`,
  unit: 'share',
  goal,
  atLeast: true,
  diskBytes: 0,
  run: async () => measure(counted, goal),
}));

export default benchmarks;
