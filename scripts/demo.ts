import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './project.ts';

// npm puts the project's own Node.js first on the PATH; started in another way, the demonstration asks for it itself.
const ownNode = join(projectRoot, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');
if (Number(process.versions.node.split('.')[0]) < 24 && existsSync(ownNode)) {
  const again = spawnSync(ownNode, [import.meta.filename, ...process.argv.slice(2)], { stdio: 'inherit' });
  process.exit(again.status ?? 1);
}
const { demonstrate } = await import('./demo/demonstrate.ts');
process.exitCode = await demonstrate(process.argv.slice(2));
