import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { capture, run, say } from './run.ts';

/** The person Electron runs as when a script was started by root: Chromium's sandbox refuses root. */
export interface OrdinaryUser {
  name: string;
  uid: number;
  gid: number;
  home: string;
}

const accountName = 'proffer-test';
const accountHome = '/var/lib/proffer-test';

/** One line of passwd(5), or undefined where it is malformed or belongs to root. */
export function parsePasswd(line: string): OrdinaryUser | undefined {
  const [name, , uid, gid, , home] = line.trim().split(':');
  if (!name || !home || !uid || !gid || !/^\d+$/.test(uid) || !/^\d+$/.test(gid) || uid === '0')
    return undefined;
  return { name, uid: Number(uid), gid: Number(gid), home };
}

const lookUp = (key: string): OrdinaryUser | undefined =>
  parsePasswd(capture('getent', ['passwd', key]).stdout);

/**
 * Who Electron must run as: undefined where we are no root (then it runs as we do), the caller of `sudo`,
 * or an account of its own that is made on first use.
 * @throws Error where the account cannot be made
 */
export function ordinaryUser(): OrdinaryUser | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined;
  const caller = process.env.SUDO_UID ? lookUp(process.env.SUDO_UID) : undefined;
  const existing = caller ?? lookUp(accountName);
  if (existing) return existing;
  say(`started as root: making the account ${accountName}, for Chromium's sandbox does not run as root`);
  run('useradd', ['--system', '--user-group', '--create-home', '--home-dir', accountHome, accountName]);
  const made = lookUp(accountName);
  if (!made)
    throw new Error(`The account ${accountName} was made but cannot be found. Run this as an ordinary user.`);
  return made;
}

/** Arguments of setpriv(1) that put a command under this user. */
export function dropPrivileges(user: OrdinaryUser): string[] {
  return [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--init-groups', '--inh-caps=-all'];
}

/** Whether this user can do all of r (read), w (write), x (enter or run) with the path, asked of the kernel. */
export function mayAccess(user: OrdinaryUser, path: string, rights: 'r' | 'rx' | 'rwx'): boolean {
  return [...rights].every(
    (right) => capture('setpriv', [...dropPrivileges(user), 'test', `-${right}`, path]).code === 0,
  );
}

/** The few variables a program of that user needs; nothing of root's own environment. */
export function userEnvironment(user: OrdinaryUser): Record<string, string> {
  const kept = ['PATH', 'LANG', 'LC_ALL', 'TZ', 'TERM', 'DISPLAY', 'WAYLAND_DISPLAY', 'XAUTHORITY'] as const;
  const environment: Record<string, string> = { HOME: user.home, USER: user.name, LOGNAME: user.name };
  for (const name of kept) {
    const value = process.env[name];
    if (value !== undefined) environment[name] = value;
  }
  const runtime = join(user.home, '.runtime');
  if (!existsSync(runtime)) mkdirSync(runtime, { mode: 0o700 });
  chownSync(runtime, user.uid, user.gid);
  return { ...environment, XDG_RUNTIME_DIR: runtime };
}

/** A new private folder under the system's temporary one, owned by the user (or by us where there is none). */
export function temporaryFolder(prefix: string, user: OrdinaryUser | undefined): string {
  const folder = mkdtempSync(join(tmpdir(), `${prefix}-`));
  chmodSync(folder, 0o700);
  if (user) chownSync(folder, user.uid, user.gid);
  return folder;
}
