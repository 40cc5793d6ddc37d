/** `npm run bench`: the benchmarks, in a Node.js set up as the one that runs the engine. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { nodeEnvironment, nodeFlags } from '../bin/node-settings.mjs';
import { projectRoot } from './project.ts';

const { status } = spawnSync(
  process.execPath,
  [...nodeFlags, join(projectRoot, 'bench', 'run.ts'), ...process.argv.slice(2)],
  { stdio: 'inherit', env: { ...process.env, ...nodeEnvironment } },
);
process.exit(status ?? 1);
