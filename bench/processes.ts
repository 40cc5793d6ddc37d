import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { nodeEnvironment, nodeFlags } from '../bin/node-settings.mjs';

const running = new Set<ChildProcess>();

/** Starts a command that ends with the benchmark at the latest. */
export function start(command: string, args: readonly string[], options: SpawnOptions): ChildProcess {
  const child = spawn(command, args, options);
  running.add(child);
  child.once('close', () => running.delete(child));
  return child;
}

/** Kills every command under way: the benchmark is over. */
export function endCommands(): void {
  for (const child of running) child.kill('SIGKILL');
}

/** Runs a command to its end; what it prints is dropped, its errors are shown. */
export function run(command: string, args: readonly string[], folder?: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = start(command, args, { stdio: ['ignore', 'ignore', 'inherit'], cwd: folder });
    child.on('error', reject);
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${command} ended with ${code}`))));
  });
}

/**
 * Runs a script in a process of its own and answers the most memory that process ever held, in MB (10^6 bytes). The
 * script prints its `ownPeak()` as its last line.
 */
export async function peakMemory(script: string, args: readonly string[]): Promise<number> {
  const kibibytes = Number(await lastLine(script, args));
  if (kibibytes > 0) return (kibibytes * 1024) / 1e6;
  throw new Error(`${script} did not tell its memory`);
}

/** Runs a script in a process of its own, as the command line runs the engine, and answers the last line it printed. */
export function lastLine(script: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = start(process.execPath, [...nodeFlags, script, ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, ...nodeEnvironment },
    });
    let output = '';
    child.stdout!.on('data', (chunk) => {
      output += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(output.trim().split('\n').at(-1) ?? '');
      else reject(new Error(`${script} ended with ${code}`));
    });
  });
}
