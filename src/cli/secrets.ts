import { closeSync, fstatSync, openSync, readdirSync, readlinkSync, readSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { ProfferError } from '../shared/domain/errors.ts';
import { safeLine } from './terminal/safe-text.ts';
import type { Terminal } from './terminal/terminal.ts';
import { UsageError } from './usage-error.ts';

/** Where one secret comes from. Never from an argument or an environment variable: other processes can read both. */
export interface SecretSource {
  file?: string | undefined;
  fd?: number | undefined;
}

/** More is no passphrase but a mistaken file. */
const mostBytes = 8192;

/**
 * Reads one secret from its file, its descriptor or a hidden prompt.
 * @param words what is asked for, such as `passphrase`; options are named after it.
 * @throws UsageError where no source was given and there is no terminal to ask at.
 */
export async function readSecret(
  source: SecretSource,
  words: string,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<string> {
  const option = `--${words.replaceAll(' ', '-')}`;
  if (source.file !== undefined && source.fd !== undefined) {
    throw new UsageError(`Give ${option}-file or ${option}-fd, not both.`);
  }
  if (source.file !== undefined) return fromFile(source.file, words, terminal);
  if (source.fd !== undefined && !isInherited(source.fd)) {
    throw new UsageError(`Descriptor ${source.fd} for the ${words} is not open.`);
  }
  if (source.fd !== undefined) return firstLine(await fromDescriptor(source.fd, words), words);
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    throw new UsageError(
      `There is no terminal to ask for the ${words} at. Give ${option}-file FILE or ${option}-fd N.`,
    );
  }
  return prompt(`${words[0]!.toUpperCase()}${words.slice(1)}: `, signal);
}

/** A secret that is being set: typed twice at a prompt, taken as it is from a file or descriptor. */
export async function readNewSecret(
  source: SecretSource,
  words: string,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<string> {
  const first = await readSecret(source, words, terminal, signal);
  if (source.file !== undefined || source.fd !== undefined) return first;
  const second = await prompt(`${words[0]!.toUpperCase()}${words.slice(1)}, once more: `, signal);
  if (first !== second)
    throw new ProfferError('invalid-input', 'The two did not match. Nothing was changed.');
  return first;
}

async function fromFile(path: string, words: string, terminal: Terminal): Promise<string> {
  const descriptor = openSync(path, 'r');
  try {
    const { mode } = fstatSync(descriptor);
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
      terminal.note(`proffer: others can read ${safeLine(path)}; restrict it with chmod 600.`);
    }
    return firstLine(await fromDescriptor(descriptor, words), words);
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Whether a descriptor came from the caller. Node.js has low ones of its own, event queues and pipes of which both ends
 * are here; to read one would wait for ever. Only Linux tells which is which.
 */
function isInherited(descriptor: number): boolean {
  try {
    fstatSync(descriptor);
  } catch {
    return false;
  }
  if (process.platform !== 'linux') return true;
  const target = targetOf(descriptor);
  if (target.startsWith('anon_inode:')) return false;
  const others = readdirSync('/proc/self/fd').filter(
    (name) => Number(name) > 2 && name !== String(descriptor),
  );
  return !(target.startsWith('pipe:') && others.some((name) => targetOf(name) === target));
}

function targetOf(descriptor: number | string): string {
  try {
    return readlinkSync(`/proc/self/fd/${descriptor}`);
  } catch {
    // Closed since it was listed.
    return '';
  }
}

/** All bytes of a descriptor. A pipe that is not ready yet is waited for. */
async function fromDescriptor(descriptor: number, words: string): Promise<Buffer> {
  const bytes = Buffer.alloc(mostBytes + 1);
  let length = 0;
  while (length <= mostBytes) {
    try {
      const read = readSync(descriptor, bytes, length, bytes.length - length, null);
      if (read === 0) return bytes.subarray(0, length);
      length += read;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EOF') return bytes.subarray(0, length);
      if (code !== 'EAGAIN') throw error;
      await wait(10);
    }
  }
  throw new ProfferError(
    'invalid-input',
    `The ${words} is longer than ${mostBytes} bytes: is this the right file?`,
  );
}

/** One line end at the end belongs to the file, not to the secret; more lines are a mistake. */
function firstLine(bytes: Buffer, words: string): string {
  const text = bytes.toString('utf8').replace(/\r?\n$/, '');
  if (text === '') throw new ProfferError('invalid-input', `The ${words} is empty.`);
  if (/[\r\n]/.test(text)) throw new ProfferError('invalid-input', `The ${words} has more than one line.`);
  return text;
}

/** Asks at the terminal without showing what is typed. */
async function prompt(question: string, signal: AbortSignal): Promise<string> {
  const mute = new Writable({ write: (_chunk, _encoding, done) => done() });
  process.stderr.write(question);
  const reader = createInterface({ input: process.stdin, output: mute, terminal: true, historySize: 0 });
  try {
    return await new Promise<string>((resolve, reject) => {
      const cancel = () => reject(new ProfferError('cancelled', 'Cancelled.'));
      reader.once('line', resolve);
      reader.once('SIGINT', cancel);
      reader.once('close', cancel);
      signal.addEventListener('abort', cancel, { once: true });
    });
  } finally {
    reader.close();
    process.stderr.write('\n');
  }
}
