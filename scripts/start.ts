import { parseArgs } from 'node:util';
import { openWorkbench } from './electron/open.ts';
import { say } from './system/run.ts';

const { values } = parseArgs({
  options: { vault: { type: 'string' }, 'user-data-dir': { type: 'string' } },
});

try {
  process.exitCode = await openWorkbench({
    ...(values.vault ? { vault: values.vault } : {}),
    ...(values['user-data-dir'] ? { userData: values['user-data-dir'] } : {}),
  });
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
