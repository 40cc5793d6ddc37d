import '../entry/no-network.ts';
/** A thread that hashes the segments of a large content while another thread encrypts and writes them. */
import { createHash } from 'node:crypto';
import { workerData } from 'node:worker_threads';
import { contentFormat } from './content-keys.ts';
import type { FromHashWorker, HashWorkerData, ToHashWorker } from './worker-messages.ts';

const { algorithms, ring, port } = workerData as HashWorkerData;

const start = () => algorithms.map((name) => ({ name, hash: createHash(name) }));
let running = start();

function answer(message: FromHashWorker): void {
  port.postMessage(message);
}

port.on('message', (message: ToHashWorker) => {
  switch (message.kind) {
    case 'update': {
      const bytes = new Uint8Array(ring.memory, message.slot * contentFormat.segmentSize, message.length);
      for (const { hash } of running) hash.update(bytes);
      answer({ kind: 'done', slot: message.slot });
      break;
    }
    case 'finish':
      answer({
        kind: 'digests',
        digests: Object.fromEntries(running.map(({ name, hash }) => [name, hash.digest('hex')])),
      });
      running = start();
      break;
    case 'reset':
      running = start();
      break;
  }
});
