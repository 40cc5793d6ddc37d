import { spawn } from 'node:child_process';
import { electronViteCommand } from './build/application.ts';
import { prepareLauncher } from './electron/launcher.ts';
import { hasDisplay } from './electron/open.ts';
import { projectRoot } from './project.ts';
import { mayAccess } from './system/ordinary-user.ts';
import { say } from './system/run.ts';

/** Development: the view reloads as its files change, the application restarts when main or engine change. */
async function develop(): Promise<number> {
  if (!hasDisplay())
    throw new Error('There is no display here (DISPLAY is not set). "npm test" brings its own.');
  const launcher = await prepareLauncher();
  if (launcher.user && !mayAccess(launcher.user, projectRoot, 'rx')) {
    throw new Error(`The application runs as ${launcher.user.name}, who cannot enter ${projectRoot}.`);
  }
  // electron-vite starts Electron with its own environment, so what Electron needs goes into that.
  const environment = {
    ...process.env,
    ...launcher.environment,
    PATH: process.env.PATH,
    ELECTRON_EXEC_PATH: launcher.executable,
    ELECTRON_ENTRY: projectRoot,
  };
  const child = spawn(process.execPath, [electronViteCommand(), 'dev', '--watch'], {
    cwd: projectRoot,
    stdio: 'inherit',
    env: environment,
  });
  process.on('SIGINT', () => child.kill('SIGINT')).on('SIGTERM', () => child.kill('SIGTERM'));
  const code = await new Promise<number>((done) => child.once('exit', (exit) => done(exit ?? 1)));
  launcher.dispose();
  return code;
}

try {
  process.exitCode = await develop();
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
