import '../entry/no-network.ts';
import { parentPort } from 'node:worker_threads';
import type { HashReply, HashRequest, HashResult } from './hash-protocol.ts';
import { Digests, RangeHasher } from './hash-task.ts';

/** Hashes ranges of files in a thread of its own. It only reads. */

const port = parentPort;
if (!port) throw new Error('this file runs as a worker thread');
const send = (reply: HashReply) => port.postMessage(reply);
const hasher = new RangeHasher((bytes) => send({ kind: 'progress', bytes }));
const followed = new Map<number, { path: string; digests: Digests }>();

async function handle(request: HashRequest): Promise<void> {
  switch (request.kind) {
    case 'tasks': {
      const results: HashResult[] = [];
      for (const task of request.tasks) results.push(await hasher.run(task));
      hasher.tell();
      send({ kind: 'results', id: request.id, results });
      return;
    }
    case 'follow':
      followed.set(request.id, { path: request.path, digests: new Digests(request.algorithms) });
      return;
    case 'range': {
      const { path, digests } = followed.get(request.id)!;
      const count = hasher.read(path, request.offset, request.length, digests, false);
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
