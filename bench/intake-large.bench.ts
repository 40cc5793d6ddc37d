import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Benchmark, race } from './benchmark.ts';
import { run } from './processes.ts';
import { shipped } from './shipped.ts';
import { writeLargeFile } from './sources.ts';

const benchmark: Benchmark = {
  name: 'intake-large',
  describe:
    'a 2 GiB file taken in (three hashes, encrypted, fsynced) against cp + sync + openssl dgst -sha256',
  unit: '×',
  goal: 1.3,
  async run(context) {
    const { takeIn }: typeof import('./take-in.ts') = await import(await shipped('take-in'));
    const source = join(context.folder, 'source');
    writeLargeFile(source, 2 * 1024 ** 3);
    const output = join(context.folder, 'output');
    const { ratio, note } = await race(context, 3, {
      async prepare() {
        rmSync(output, { recursive: true, force: true });
        mkdirSync(output);
        await run('sync', []);
      },
      async contender() {
        await takeIn(source, output);
      },
      async baseline() {
        await run('cp', [source, output]);
        await run('sync', []);
        await run('openssl', ['dgst', '-sha256', source]);
      },
    });
    return { value: ratio, holds: ratio <= benchmark.goal, note };
  },
};

export default benchmark;
