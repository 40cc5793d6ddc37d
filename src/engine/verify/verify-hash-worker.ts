import { createHash } from 'node:crypto';
import { closeSync, createReadStream, openSync, readSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import { createInflateRaw } from 'node:zlib';
import { crc32 } from './crc32.ts';
import type { HashName, HashReply, HashRequest, HashResult, HashTask } from './hash-protocol.ts';

/** Hashes ranges of files in a thread of its own. It only reads, and holds one buffer whatever the size. */

const bufferSize = 1024 * 1024;
const port = parentPort;
if (!port) throw new Error('this file runs as a worker thread');
const buffer = Buffer.allocUnsafeSlow(bufferSize);

class Digests {
  private readonly hashes: { name: HashName; update(data: Uint8Array): void; hex(): string }[];

  constructor(algorithms: readonly HashName[]) {
    this.hashes = algorithms.map((name) => {
      if (name === 'crc32') {
        let value = 0;
        return {
          name,
          update: (data) => {
            value = crc32(data, value);
          },
          hex: () => value.toString(16).padStart(8, '0'),
        };
      }
      const hash = createHash(name);
      return { name, update: (data) => void hash.update(data), hex: () => hash.digest('hex') };
    });
  }

  update(data: Uint8Array): void {
    for (const hash of this.hashes) hash.update(data);
  }

  hex(): Record<HashName, string> {
    return Object.fromEntries(this.hashes.map((hash) => [hash.name, hash.hex()]));
  }
}

// One file stays open: the entries of an archive come one after the other.
let open: { path: string; descriptor: number } | undefined;

function descriptorOf(path: string): number {
  if (open?.path === path) return open.descriptor;
  if (open) closeSync(open.descriptor);
  open = undefined;
  open = { path, descriptor: openSync(path, 'r') };
  return open.descriptor;
}

function send(reply: HashReply): void {
  port!.postMessage(reply);
}

/** Answers the bytes read, fewer than asked only where the file ends. */
function readRange(path: string, offset: number, length: number, digests: Digests, counts: boolean): number {
  const descriptor = descriptorOf(path);
  let done = 0;
  let untold = 0;
  while (done < length) {
    const count = readSync(descriptor, buffer, 0, Math.min(bufferSize, length - done), offset + done);
    if (count === 0) break;
    digests.update(count === bufferSize ? buffer : buffer.subarray(0, count));
    done += count;
    untold += count;
    if (counts && untold >= 16 * bufferSize) {
      send({ kind: 'progress', bytes: untold });
      untold = 0;
    }
  }
  if (counts && untold > 0) send({ kind: 'progress', bytes: untold });
  return done;
}

class SizeError extends Error {}

async function inflateRange(task: HashTask, digests: Digests): Promise<void> {
  const source = createReadStream('', {
    fd: descriptorOf(task.path),
    autoClose: false,
    start: task.offset,
    end: task.offset + task.storedLength - 1,
    highWaterMark: 256 * 1024,
  });
  const inflate = createInflateRaw({ chunkSize: 256 * 1024 });
  source.on('error', (error) => inflate.destroy(error));
  let size = 0;
  for await (const chunk of source.pipe(inflate) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > task.size) throw new SizeError(`it unpacks to more than the declared ${task.size} bytes`);
    digests.update(chunk);
    if (task.counts) send({ kind: 'progress', bytes: chunk.length });
  }
  if (size !== task.size) throw new SizeError(`it unpacks to ${size} bytes, ${task.size} are declared`);
  if (inflate.bytesWritten !== task.storedLength) {
    throw new SizeError('the compressed data ends before its declared end');
  }
}

async function runTask(task: HashTask): Promise<HashResult> {
  try {
    const digests = new Digests(task.algorithms);
    if (task.method === 'stored') {
      const size = readRange(task.path, task.offset, task.storedLength, digests, task.counts);
      if (size !== task.storedLength)
        throw new SizeError(`it ends after ${size} of ${task.storedLength} bytes`);
    } else {
      await inflateRange(task, digests);
    }
    return { state: 'done', digests: digests.hex() };
  } catch (error) {
    if (error instanceof SizeError) return { state: 'failed', reason: 'size', message: error.message };
    const code = (error as NodeJS.ErrnoException).code ?? '';
    const reason = code.startsWith('Z_') ? 'inflate' : 'read';
    return { state: 'failed', reason, message: error instanceof Error ? error.message : String(error) };
  }
}

const followed = new Map<number, { path: string; digests: Digests }>();

async function handle(request: HashRequest): Promise<void> {
  switch (request.kind) {
    case 'tasks': {
      const results: HashResult[] = [];
      for (const task of request.tasks) results.push(await runTask(task));
      send({ kind: 'results', id: request.id, results });
      return;
    }
    case 'follow':
      followed.set(request.id, { path: request.path, digests: new Digests(request.algorithms) });
      return;
    case 'range': {
      const { path, digests } = followed.get(request.id)!;
      const count = readRange(path, request.offset, request.length, digests, false);
      if (count !== request.length) throw new Error(`the file ended ${request.length - count} bytes early`);
      return;
    }
    case 'finish': {
      const { digests } = followed.get(request.id)!;
      followed.delete(request.id);
      send({ kind: 'digests', id: request.id, digests: digests.hex() });
      return;
    }
  }
}

let queue = Promise.resolve();
port.on('message', (request: HashRequest) => {
  queue = queue.then(async () => {
    try {
      await handle(request);
    } catch (error) {
      send({
        kind: 'failed',
        id: request.id,
        message: error instanceof Error ? error.message : String(error),
      });
    }
  });
});
