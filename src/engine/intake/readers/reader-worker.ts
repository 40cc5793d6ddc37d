import '../../entry/no-network.ts';
/** A thread that reads hostile files: one task at a time, ended by its host when it takes too long or too much. */
import { parentPort } from 'node:worker_threads';
import { ProfferError } from '../../../shared/domain/errors.ts';
import { buffersOf, type ReaderAnswer, type ReaderTask } from './reader-messages.ts';
import { readers } from './readers.ts';

const known: Record<string, () => Promise<(input: never) => unknown>> = readers;

async function answer({ id, kind, input }: ReaderTask): Promise<ReaderAnswer> {
  try {
    const load = known[kind];
    if (!load) throw new Error(`there is no reader ${kind}`);
    const read = await load();
    return { id, ok: true, value: await read(input as never) };
  } catch (error) {
    return error instanceof ProfferError
      ? { id, ok: false, refusal: error.message }
      : { id, ok: false, defect: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

parentPort?.on('message', async (task: ReaderTask) => {
  const reply = await answer(task);
  try {
    parentPort?.postMessage(reply, reply.ok ? buffersOf(reply.value) : []);
  } catch (error) {
    // What a reader answers must be plain data; something else cannot cross to the engine.
    parentPort?.postMessage({ id: task.id, ok: false, defect: String(error) } satisfies ReaderAnswer);
  }
});
