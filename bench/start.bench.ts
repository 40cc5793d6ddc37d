import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildApplication } from '../scripts/build/application.ts';
import { prepareLauncher } from '../scripts/electron/launcher.ts';
import { startDisplay } from '../scripts/system/display.ts';
import { type Benchmark, compare, type Runner } from './benchmark.ts';
import { startTime } from './start/start-time.ts';

const rounds = 11;
const ingredients = join(import.meta.dirname, 'start');

const benchmark: Benchmark = {
  name: 'start',
  describe:
    'start of the application until a button of its first page can be clicked against an Electron window with one static page',
  unit: '×',
  goal: 1.5,
  diskBytes: 400e6,
  async run(context) {
    buildApplication();
    const launcher = await prepareLauncher();
    context.atEnd(() => launcher.dispose());
    const folder = launcher.makeFolder('bench-start');
    context.atEnd(() => rmSync(folder, { recursive: true, force: true }));
    cpSync(ingredients, folder, { recursive: true });
    const display = process.platform === 'linux' ? await startDisplay(launcher.user) : undefined;
    context.atEnd(() => display?.stop());

    const environment = { ...launcher.environment, ...display?.environment };
    const applications: Record<Runner, string> = {
      contender: launcher.application,
      baseline: join(folder, 'bare'),
    };
    const probe = join(folder, 'probe.cjs');
    // Settings and caches stay from start to start, as they do for a person; each has its own.
    const settings = launcher.makeFolder('bench-settings');
    context.atEnd(() => rmSync(settings, { recursive: true, force: true }));
    const measure = (who: Runner): Promise<number> => {
      const args = [
        '-r',
        probe,
        applications[who],
        '--disable-gpu',
        `--user-data-dir=${join(settings, who)}`,
      ];
      return startTime(launcher.executable, args, environment);
    };
    const times: Record<Runner, number[]> = { contender: [], baseline: [] };
    for (let round = 0; round <= rounds; round++) {
      const order: Runner[] = round % 2 === 0 ? ['baseline', 'contender'] : ['contender', 'baseline'];
      for (const who of order) {
        const seconds = await measure(who);
        context.log(
          `${round === 0 ? 'first start, not counted' : `round ${round} of ${rounds}`}: ${who} ${seconds.toFixed(3)} s`,
        );
        if (round > 0) times[who].push(seconds);
      }
    }
    return compare(times, benchmark.goal);
  },
};

export default benchmark;
