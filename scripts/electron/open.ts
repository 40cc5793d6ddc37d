import { spawn } from 'node:child_process';
import { chownSync, copyFileSync, existsSync, lchownSync, mkdirSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { buildApplication } from '../build/application.ts';
import { mayAccess, type OrdinaryUser } from '../system/ordinary-user.ts';
import { say } from '../system/run.ts';
import { type Launcher, prepareLauncher } from './launcher.ts';

export interface OpenOptions {
  /** Vault to unlock first. */
  vault?: string;
  /** Folder for window settings; default is the one of whom it runs as. */
  userData?: string;
  /** More arguments for the application. */
  arguments?: string[];
}

/** Whether a window could be opened at all. */
export function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

function giveAway(path: string, user: OrdinaryUser): void {
  lchownSync(path, user.uid, user.gid);
  for (const entry of readdirSync(path, { withFileTypes: true, recursive: true })) {
    lchownSync(join(entry.parentPath, entry.name), user.uid, user.gid);
  }
}

/** Root's vault must be writable by the user the window runs as. */
function shareVault(vault: string, user: OrdinaryUser): void {
  if (!existsSync(vault) || mayAccess(user, vault, 'rwx')) return;
  if (!mayAccess(user, dirname(vault), 'rx')) {
    throw new Error(
      `The window runs as ${user.name}, who cannot enter ${dirname(vault)}. Start this as an ordinary user, or put the ` +
        'vault somewhere that user can reach, such as a folder under /tmp.',
    );
  }
  say(`the window runs as ${user.name}: giving ${vault} to that user (root still reaches it)`);
  giveAway(vault, user);
}

/** Root's permission to draw on the display, copied for the user. */
function shareDisplay(launcher: Launcher, user: OrdinaryUser): void {
  const authority = process.env.XAUTHORITY || join(homedir(), '.Xauthority');
  if (!existsSync(authority)) return;
  const copy = join(launcher.makeFolder('display'), 'authority');
  copyFileSync(authority, copy);
  chownSync(copy, user.uid, user.gid);
  launcher.environment.XAUTHORITY = copy;
}

/**
 * Builds what is stale, then opens the application and waits until it is closed.
 * @returns its exit code
 * @throws Error saying what is missing and how to get it
 */
export async function openWorkbench(options: OpenOptions = {}): Promise<number> {
  if (!hasDisplay())
    throw new Error('There is no display here (DISPLAY is not set), so no window can be opened.');
  buildApplication();
  const launcher = await prepareLauncher();
  const { user } = launcher;
  const args = [launcher.application, ...(options.arguments ?? [])];
  if (options.vault !== undefined) {
    const vault = resolve(options.vault);
    if (user) shareVault(vault, user);
    args.push(`--vault=${vault}`);
  }
  if (options.userData !== undefined) {
    const userData = resolve(options.userData);
    mkdirSync(userData, { recursive: true });
    if (user) giveAway(userData, user);
    args.push(`--user-data-dir=${userData}`);
  }
  if (user) shareDisplay(launcher, user);
  try {
    const child = spawn(launcher.executable, args, { stdio: 'inherit', env: launcher.environment });
    const forward = (signal: NodeJS.Signals): boolean => child.kill(signal);
    process.on('SIGINT', forward).on('SIGTERM', forward);
    return await new Promise((done, fail) => {
      child.once('error', fail);
      child.once('exit', (code, signal) => done(code ?? (signal ? 1 : 0)));
    });
  } finally {
    launcher.dispose();
  }
}
