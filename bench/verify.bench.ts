import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Benchmark, race } from './benchmark.ts';
import { packageCase } from './package-case.ts';
import { run } from './processes.ts';
import { shippedDesk } from './shipped.ts';
import { mebibyte } from './sources.ts';

const evidence = { count: 8, size: 256 * mebibyte };

const benchmark: Benchmark = {
  name: 'verify',
  describe:
    'a package of 2 GiB verified (structure, two digests of each file, seal, custody) against openssl dgst -sha256 of the package',
  unit: '×',
  goal: 1.3,
  diskBytes: 3 * evidence.count * evidence.size,
  async run(context) {
    const { exportTo, verify } = await shippedDesk();
    const { desk, plain } = await packageCase(context, evidence);
    rmSync(plain, { recursive: true });
    const path = await exportTo(desk, join(context.folder, 'output'));
    const measurement = await race(context, benchmark.goal, {
      rounds: 7,
      // Both read it from the page cache.
      prepare: () => run('cat', [path]),
      contender: () => verify(desk, path),
      baseline: () => run('openssl', ['dgst', '-sha256', path]),
    });
    await desk.engine.close();
    return measurement;
  },
};

export default benchmark;
