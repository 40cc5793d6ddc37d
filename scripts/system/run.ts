import { type SpawnSyncOptions, spawnSync } from 'node:child_process';

export interface Captured {
  /** Exit code; 127 where the program could not be started, 128 + n after a signal is not told apart. */
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs a program to its end and hands back what it said. Never throws for a failing program. */
export function capture(command: string, args: readonly string[], options: SpawnSyncOptions = {}): Captured {
  const result = spawnSync(command, [...args], { ...options, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  return {
    code: result.error ? 127 : (result.status ?? 1),
    stdout: result.stdout ?? '',
    stderr: result.error ? result.error.message : (result.stderr ?? ''),
  };
}

/** Runs a program with our own terminal; its output goes to stderr so that stdout stays ours. Throws where it fails. */
export function run(command: string, args: readonly string[], options: SpawnSyncOptions = {}): void {
  const result = spawnSync(command, [...args], { stdio: ['ignore', 2, 2], ...options });
  if (result.error) throw new Error(`${command} could not be started: ${result.error.message}`);
  if (result.status !== 0) {
    throw new Error(`${command} ${args.join(' ')} failed (${result.signal ?? `exit code ${result.status}`})`);
  }
}

/** One line on stderr, marked as ours. */
export function say(message: string): void {
  process.stderr.write(`proffer: ${message}\n`);
}
