import { mkdirSync, mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Benchmark, Context } from './benchmark.ts';
import { endCommands } from './processes.ts';

const prefix = 'proffer-bench-';

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * Where benchmarks put their gigabytes: below PROFFER_BENCH_DIR, else the system's temporary folder. What a benchmark
 * made is gone after it, also when it is interrupted; what a killed run left is removed by the next one.
 */
export class Workplace {
  readonly #base = process.env.PROFFER_BENCH_DIR ?? tmpdir();
  #cleanUps: (() => unknown)[] = [];

  constructor() {
    mkdirSync(this.#base, { recursive: true });
    this.#removeLeftOver();
    for (const [signal, code] of [
      ['SIGINT', 130],
      ['SIGTERM', 143],
      ['SIGHUP', 129],
    ] as const) {
      process.once(signal, () => {
        endCommands();
        void this.leave().finally(() => process.exit(code));
      });
    }
  }

  /** @throws Error saying how much room is wanted and how much there is */
  requireSpace(benchmarks: readonly Benchmark[]): void {
    const { bavail, bsize } = statfsSync(this.#base);
    const free = bavail * bsize;
    const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`;
    for (const { name, diskBytes } of benchmarks) {
      if (diskBytes <= free) continue;
      throw new Error(
        `${name} needs ${gigabytes(diskBytes)} of disk, and ${this.#base} has ${gigabytes(free)} free. Make room, or name another folder in PROFFER_BENCH_DIR.`,
      );
    }
  }

  enter({ name }: Benchmark): Context {
    const folder = mkdtempSync(join(this.#base, `${prefix}${process.pid}-${name}-`));
    this.#cleanUps = [() => remove(folder)];
    return {
      folder,
      log: (line) => console.log(`  ${line}`),
      atEnd: (cleanUp) => this.#cleanUps.push(cleanUp),
    };
  }

  async leave(): Promise<void> {
    for (let cleanUp = this.#cleanUps.pop(); cleanUp; cleanUp = this.#cleanUps.pop()) await cleanUp();
  }

  #removeLeftOver(): void {
    for (const name of readdirSync(this.#base)) {
      const processId = name.startsWith(prefix) ? Number.parseInt(name.slice(prefix.length), 10) : Number.NaN;
      if (Number.isInteger(processId) && !isAlive(processId)) remove(join(this.#base, name));
    }
  }
}

/** Threads that were interrupted may still be adding files for a moment. */
const remove = (folder: string): void =>
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
