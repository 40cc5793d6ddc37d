import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Benchmark, race } from './benchmark.ts';
import type { Desk } from './desk.ts';
import { run } from './processes.ts';
import { shippedDesk } from './shipped.ts';
import { gibibyte, resources, writeLargeFile } from './sources.ts';

const size = 2 * gibibyte;

const benchmark: Benchmark = {
  name: 'intake-large',
  describe:
    'a 2 GiB file taken in (three hashes, encrypted, fsynced) against cp + sync + openssl dgst -sha256',
  unit: '×',
  goal: 1.3,
  diskBytes: 2 * size,
  async run(context) {
    const { openNewVault, takeIn } = await shippedDesk();
    const source = join(context.folder, 'source');
    writeLargeFile(source, size);
    const output = join(context.folder, 'output');
    let desk: Desk | undefined;
    return race(context, benchmark.goal, {
      rounds: 5,
      async prepare(who) {
        await desk?.engine.close();
        desk = undefined;
        rmSync(output, { recursive: true, force: true });
        mkdirSync(output);
        if (who === 'contender') desk = await openNewVault(join(output, 'vault'), resources);
        await run('sync', []);
      },
      async contender() {
        await takeIn(desk!, source);
      },
      async baseline() {
        await run('cp', [source, output]);
        await run('sync', []);
        await run('openssl', ['dgst', '-sha256', source]);
      },
    });
  },
};

export default benchmark;
