import { join } from 'node:path';
import { type Benchmark, race } from './benchmark.ts';
import type { Desk } from './desk.ts';
import { run } from './processes.ts';
import { shippedDesk } from './shipped.ts';
import { resources, writeSmallFiles } from './sources.ts';

const count = 20_000;
const rounds = 5;

const benchmark: Benchmark = {
  name: 'intake-small-files',
  describe: '20,000 files of 1 to 8 KiB taken in against cp -r + sync + openssl dgst -sha256 over all',
  unit: '×',
  goal: 3,
  // The sources, a copy and a vault in each round; a file takes up whole blocks.
  diskBytes: (1 + 2 * rounds) * count * 8192,
  async run(context) {
    const { openNewVault, takeIn } = await shippedDesk();
    const source = join(context.folder, 'source');
    writeSmallFiles(source, count);
    let desk: Desk | undefined;
    // Nothing is removed between rounds: for some seconds ext4 is slow to make files after many were deleted.
    return race(context, benchmark.goal, {
      rounds,
      async prepare(who, round) {
        await desk?.engine.close();
        desk = undefined;
        if (who === 'contender') desk = await openNewVault(join(context.folder, `vault-${round}`), resources);
        await run('sync', []);
      },
      async contender() {
        const { added } = await takeIn(desk!, source);
        if (added !== count) throw new Error(`${added} of ${count} files were taken in`);
      },
      async baseline(round) {
        await run('cp', ['-r', source, join(context.folder, `copy-${round}`)]);
        await run('sync', []);
        await run('sh', ['-c', 'find "$1" -type f -print0 | xargs -0 openssl dgst -sha256', 'sh', source]);
      },
    });
  },
};

export default benchmark;
