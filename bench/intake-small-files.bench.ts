import { join } from 'node:path';
import { type Benchmark, race } from './benchmark.ts';
import { run } from './processes.ts';
import { shipped } from './shipped.ts';
import { writeSmallFiles } from './sources.ts';

const count = 20_000;

const benchmark: Benchmark = {
  name: 'intake-small-files',
  describe: '20,000 files of 1 to 8 KiB taken in against cp -r + sync + openssl dgst -sha256 over all',
  unit: '×',
  goal: 3,
  async run(context) {
    const { takeIn }: typeof import('./take-in.ts') = await import(await shipped('take-in'));
    const source = join(context.folder, 'source');
    writeSmallFiles(source, count);
    // Nothing is removed between rounds: for some seconds ext4 is slow to make files after many were deleted.
    const { ratio, note } = await race(context, 5, {
      prepare: () => run('sync', []),
      async contender(round) {
        const taken = await takeIn(source, join(context.folder, `vault-${round}`));
        if (taken !== count) throw new Error(`${taken} of ${count} files were taken in`);
      },
      async baseline(round) {
        await run('cp', ['-r', source, join(context.folder, `copy-${round}`)]);
        await run('sync', []);
        await run('sh', ['-c', 'find "$1" -type f -print0 | xargs -0 openssl dgst -sha256', 'sh', source]);
      },
    });
    return { value: ratio, holds: ratio <= benchmark.goal, note };
  },
};

export default benchmark;
