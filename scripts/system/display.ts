import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { dropPrivileges, type OrdinaryUser, temporaryFolder, userEnvironment } from './ordinary-user.ts';

export interface Display {
  /** DISPLAY and XAUTHORITY for programs that shall draw on it. */
  environment: { DISPLAY: string; XAUTHORITY: string };
  stop(): Promise<void>;
}

/**
 * One Xauthority record for any display of this machine (libXau: family 0xffff matches all), so that
 * nobody else on the machine can look at the windows.
 */
export function authorityRecord(cookie: Buffer): Buffer {
  const counted = (bytes: Buffer): Buffer => {
    const length = Buffer.alloc(2);
    length.writeUInt16BE(bytes.length);
    return Buffer.concat([length, bytes]);
  };
  const name = Buffer.from('MIT-MAGIC-COOKIE-1', 'ascii');
  const nothing = Buffer.alloc(0);
  return Buffer.concat([
    Buffer.from([0xff, 0xff]),
    counted(nothing),
    counted(nothing),
    counted(name),
    counted(cookie),
  ]);
}

async function displayNumber(server: ChildProcess): Promise<string> {
  const pipe = server.stdio[3] as Readable;
  let complaint = '';
  server.stderr?.on('data', (chunk: Buffer) => {
    complaint = (complaint + chunk.toString()).slice(-2000);
  });
  return new Promise((resolve, reject) => {
    let digits = '';
    pipe.on('data', (chunk: Buffer) => {
      digits += chunk.toString();
      if (digits.includes('\n')) resolve(digits.trim());
    });
    server.once('error', (error) => reject(new Error(`Xvfb could not be started: ${error.message}`)));
    server.once('exit', (code) => reject(new Error(`Xvfb ended with code ${code}: ${complaint.trim()}`)));
  });
}

/** Starts Xvfb on a free display number, as the given user, without a network socket. */
export async function startDisplay(
  user: OrdinaryUser | undefined,
  screen = '1600x1000x24',
): Promise<Display> {
  const folder = temporaryFolder('proffer-display', user);
  const authority = join(folder, 'authority');
  writeFileSync(authority, authorityRecord(randomBytes(16)), { mode: 0o600 });
  if (user) chownSync(authority, user.uid, user.gid);

  const command = ['Xvfb', '-displayfd', '3', '-screen', '0', screen, '-nolisten', 'tcp', '-auth', authority];
  const [program, ...args] = user ? ['setpriv', ...dropPrivileges(user), ...command] : command;
  const server = spawn(program!, args, {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    cwd: '/',
    env: user ? userEnvironment(user) : process.env,
  });
  const ended = new Promise<void>((resolve) => {
    server.once('exit', () => resolve());
    server.once('error', () => resolve());
  });
  const number = await displayNumber(server);
  return {
    environment: { DISPLAY: `:${number}`, XAUTHORITY: authority },
    stop: async () => {
      server.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
