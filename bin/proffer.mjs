#!/usr/bin/env node
// Starts the command line with the Node.js of this project, whatever Node.js started this file (18 or newer).
import { spawn } from 'node:child_process';
import { fstatSync, readdirSync, readlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nodeEnvironment, nodeFlags } from './node-settings.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

function projectNode() {
  try {
    const description = createRequire(import.meta.url).resolve('node/package.json');
    return join(dirname(description), 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  } catch {
    console.error('proffer: the packages are not installed. Run "npm ci" in the project first.');
    process.exit(1);
  }
}

/**
 * Node.js has descriptors of its own below 10 that must not be taken for the caller's: event queues, and pipes of which
 * both ends are here. Only Linux tells which is which.
 */
function isCallers(descriptor) {
  fstatSync(descriptor);
  if (process.platform !== 'linux') return true;
  const target = readlinkSync(`/proc/self/fd/${descriptor}`);
  const others = readdirSync('/proc/self/fd').filter(
    (name) => Number(name) > 2 && name !== String(descriptor),
  );
  return (
    !target.startsWith('anon_inode:') &&
    !(target.startsWith('pipe:') && others.some((name) => targetOf(name) === target))
  );
}

function targetOf(descriptor) {
  try {
    return readlinkSync(`/proc/self/fd/${descriptor}`);
  } catch {
    return null;
  }
}

/** Descriptors 3 to 9 the caller opened (a passphrase may come through one), else "ignore". */
function passedDescriptors() {
  const wanted = process.argv.flatMap((argument, index, all) => {
    const value = /^--[a-z-]*fd=(\d)$/.exec(argument)?.[1];
    return value ?? (/^--[a-z-]*fd$/.test(argument) ? (all[index + 1] ?? []) : []);
  });
  return [3, 4, 5, 6, 7, 8, 9].map((descriptor) => {
    if (!wanted.includes(String(descriptor))) return 'ignore';
    try {
      return isCallers(descriptor) ? descriptor : 'ignore';
    } catch {
      return 'ignore';
    }
  });
}

const program = join(root, 'src', 'cli', 'main.ts');
const child = spawn(projectNode(), [...nodeFlags, program, ...process.argv.slice(2)], {
  stdio: ['inherit', 'inherit', 'inherit', ...passedDescriptors()],
  env: { ...process.env, ...nodeEnvironment },
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.once('error', (error) => {
  console.error(`proffer: ${error.message}`);
  process.exit(1);
});
child.once('exit', (code, signal) =>
  process.exit(code ?? 128 + (signal ? (constants.signals[signal] ?? 0) : 0)),
);
