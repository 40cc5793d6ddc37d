import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Benchmark, race } from './benchmark.ts';
import { packageCase } from './package-case.ts';
import { run } from './processes.ts';
import { shippedDesk } from './shipped.ts';
import { mebibyte } from './sources.ts';

const evidence = { count: 8, size: 256 * mebibyte };

const benchmark: Benchmark = {
  name: 'export',
  describe:
    '2 GiB of evidence decrypted, checked, rendered, bagged, hashed, signed and recorded against openssl dgst -sha256 + zip -0 over the plain files',
  unit: '×',
  goal: 0.8,
  diskBytes: 3 * evidence.count * evidence.size,
  async run(context) {
    const { changeCase, exportTo } = await shippedDesk();
    const { desk, plain, vault } = await packageCase(context, evidence);
    const output = join(context.folder, 'output');
    const measurement = await race(context, benchmark.goal, {
      rounds: 5,
      async prepare(who, round) {
        rmSync(output, { recursive: true, force: true });
        mkdirSync(output);
        // An unchanged case would go out as the same version again, with less to do.
        if (who === 'contender') await changeCase(desk, `A fictional case in its state ${round}.`);
        // Both find their input in the page cache, as after an intake a moment ago; what was written is on the disk.
        await run('grep', ['-rqF', 'no such bytes', who === 'contender' ? vault : plain]).catch(() => {});
        await run('sync', []);
      },
      async contender() {
        await exportTo(desk, output);
      },
      async baseline() {
        await run('openssl', ['dgst', '-sha256', ...readdirSync(plain)], plain);
        await run('zip', ['-0', '-q', '-r', join(output, 'plain.zip'), '.'], plain);
      },
    });
    await desk.engine.close();
    return measurement;
  },
};

export default benchmark;
