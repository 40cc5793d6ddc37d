/** `npm run bench [-- --list] [--only NAME]... [--json FILE]`: runs the benchmarks, exits 1 when a goal is missed. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Benchmark } from './benchmark.ts';

async function loadAll(): Promise<Benchmark[]> {
  const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.bench.ts'));
  const modules = await Promise.all(files.sort().map((name) => import(new URL(name, import.meta.url).href)));
  return modules.map((module: { default: Benchmark }) => module.default);
}

interface Row {
  name: string;
  value: number;
  unit: string;
  goal: number;
  holds: boolean;
}

async function measure(benchmark: Benchmark, base: string): Promise<Row> {
  const folder = mkdtempSync(join(base, `proffer-bench-${benchmark.name}-`));
  // A killed run must not leave gigabytes behind.
  const cleanUp = () => rmSync(folder, { recursive: true, force: true });
  const interrupted = () => {
    cleanUp();
    process.exit(130);
  };
  process.once('SIGINT', interrupted);
  process.once('SIGTERM', interrupted);
  try {
    console.log(`${benchmark.name}: ${benchmark.describe}`);
    const { value, holds, note } = await benchmark.run({ folder, log: (line) => console.log(`  ${line}`) });
    const shown = benchmark.unit === '×' ? value.toFixed(2) : value.toFixed(0);
    const verdict = holds ? 'holds' : 'MISSED';
    console.log(
      `  ${shown} ${benchmark.unit} (goal: at most ${benchmark.goal} ${benchmark.unit}) ${verdict}; ${note}\n`,
    );
    return { name: benchmark.name, value, unit: benchmark.unit, goal: benchmark.goal, holds };
  } finally {
    process.off('SIGINT', interrupted);
    process.off('SIGTERM', interrupted);
    cleanUp();
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
  for (const { name, describe } of benchmarks) console.log(`${name}\t${describe}`);
  process.exit(0);
}

const base = process.env.PROFFER_BENCH_DIR ?? tmpdir();
mkdirSync(base, { recursive: true });
const rows: Row[] = [];
for (const benchmark of benchmarks) {
  if (options.only.length > 0 && !options.only.includes(benchmark.name)) continue;
  rows.push(await measure(benchmark, base));
}
if (options.json) writeFileSync(options.json, `${JSON.stringify(rows, null, 2)}\n`);
process.exit(rows.every((row) => row.holds) ? 0 : 1);
