/** `npm run bench [-- --list] [--only NAME]... [--json FILE]`: runs the benchmarks, exits 1 when a goal is missed. */
import { readdirSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import type { Benchmark } from './benchmark.ts';
import { waitForQuiet } from './quiet.ts';
import { ensureTools } from './tools.ts';
import { Workplace } from './workplace.ts';

async function loadAll(): Promise<Benchmark[]> {
  const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.bench.ts'));
  const modules = await Promise.all(files.sort().map((name) => import(new URL(name, import.meta.url).href)));
  return modules.flatMap((module: { default: Benchmark | Benchmark[] }) => module.default);
}

interface Row {
  name: string;
  value: number;
  unit: string;
  goal: number;
  holds: boolean;
}

async function measure(benchmark: Benchmark, workplace: Workplace): Promise<Row> {
  const { name, unit, goal, atLeast } = benchmark;
  console.log(`${name}: ${benchmark.describe}`);
  if (!(await waitForQuiet()))
    console.log(`  something else keeps this machine busy: its load is ${loadavg()[0]!.toFixed(1)}`);
  const context = workplace.enter(benchmark);
  try {
    const { value, holds, note } = await benchmark.run(context);
    const shown = unit === 'MB' || unit === 'rows/s' ? value.toFixed(0) : value.toFixed(unit === '×' ? 2 : 3);
    const verdict = holds ? 'holds' : 'MISSED';
    console.log(
      `  ${shown} ${unit} (goal: at ${atLeast ? 'least' : 'most'} ${goal} ${unit}) ${verdict}; ${note}\n`,
    );
    return { name, value, unit, goal, holds };
  } finally {
    await workplace.leave();
  }
}

const { values: options } = parseArgs({
  options: {
    list: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true, default: [] },
    json: { type: 'string' },
  },
});

const benchmarks = await loadAll();
const unknown = options.only.filter((name) => !benchmarks.some((benchmark) => benchmark.name === name));
if (unknown.length > 0) {
  console.error(
    `No benchmark is called ${unknown.join(', ')}. There are: ${benchmarks.map(({ name }) => name).join(', ')}.`,
  );
  process.exit(2);
}
if (options.list) {
  for (const { name, describe, diskBytes } of benchmarks) {
    console.log(`${name}\t${describe}; needs ${(diskBytes / 1e9).toFixed(1)} GB of disk`);
  }
  process.exit(0);
}

const chosen = benchmarks.filter(({ name }) => options.only.length === 0 || options.only.includes(name));
const rows: Row[] = [];
try {
  ensureTools();
  const workplace = new Workplace();
  workplace.requireSpace(chosen);
  for (const benchmark of chosen) rows.push(await measure(benchmark, workplace));
} catch (error) {
  console.error(error instanceof Error && process.env.PROFFER_DEBUG === undefined ? error.message : error);
  process.exit(2);
}
if (options.json) writeFileSync(options.json, `${JSON.stringify(rows, null, 2)}\n`);
process.exit(rows.every((row) => row.holds) ? 0 : 1);
