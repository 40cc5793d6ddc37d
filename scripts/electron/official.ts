import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { capture, say } from '../system/run.ts';

const require = createRequire(import.meta.url);
const packageFolder = dirname(require.resolve('electron/package.json'));

/** The version of Electron that package.json pins. */
export function pinnedVersion(): string {
  return (JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as { version: string })
    .version;
}

/** The downloaded executable; undefined before `install-electron` has fetched it. */
function installed(): string | undefined {
  const pathFile = join(packageFolder, 'path.txt');
  const versionFile = join(packageFolder, 'dist', 'version');
  if (!existsSync(pathFile) || !existsSync(versionFile)) return undefined;
  if (readFileSync(versionFile, 'utf8').trim().replace(/^v/, '') !== pinnedVersion()) return undefined;
  const executable = join(packageFolder, 'dist', readFileSync(pathFile, 'utf8'));
  return existsSync(executable) ? executable : undefined;
}

/** Whether a TCP connection comes about within the time; a firewall that drops packets costs no more than that. */
function reachable(host: string, port: number, milliseconds: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const answer = (value: boolean): void => {
      socket.destroy();
      resolve(value);
    };
    socket.setTimeout(milliseconds, () => answer(false));
    socket.once('connect', () => answer(true));
    socket.once('error', () => answer(false));
  });
}

const wayRound = ['ELECTRON_MIRROR', 'npm_config_electron_mirror', 'HTTPS_PROXY', 'https_proxy'] as const;

/** The official Electron that package.json pins, downloaded on first use; undefined where it cannot be had. */
export async function officialElectron(): Promise<string | undefined> {
  const present = installed();
  if (present) return present;
  const hasWayRound = wayRound.some((name) => process.env[name]);
  if (!hasWayRound && !(await reachable('github.com', 443, 4_000))) return undefined;
  say(`downloading Electron ${pinnedVersion()} (once)`);
  const installer = capture(process.execPath, [join(packageFolder, 'install.js')], { timeout: 15 * 60_000 });
  if (installer.code !== 0) say(`the download failed: ${installer.stderr.trim().split('\n')[0]}`);
  return installer.code === 0 ? installed() : undefined;
}
