import '../entry/no-network.ts';
/** A thread of the evidence store: stages contents, gives them their final names, verifies what is stored. */
import { createSecretKey } from 'node:crypto';
import { fdatasync } from 'node:fs';
import { promisify } from 'node:util';
import { parentPort, workerData } from 'node:worker_threads';
import { ProfferError } from '../../shared/domain/errors.ts';
import { inspectContent } from './content-inspection.ts';
import { storedName, storedPath } from './content-keys.ts';
import { faultPoint } from './fault-point.ts';
import { WriteBuffers } from './large-file-writer.ts';
import type { MediaType } from './media-type.ts';
import { SegmentSlots } from './segment-slots.ts';
import { settle } from './settle.ts';
import { stageInline } from './stage-inline.ts';
import { stageLarge } from './stage-large.ts';
import type { StagingFile } from './staging-file.ts';
import { cancelled, writeFailure } from './store-failures.ts';
import type {
  CancelFlag,
  FromWorker,
  InlineSource,
  IntakeWorkerData,
  StageResult,
  TaskResults,
  ToWorker,
} from './worker-messages.ts';

const given = workerData as IntakeWorkerData;
const context = {
  ...given,
  contentKey: createSecretKey(given.contentKey),
  nameKey: createSecretKey(given.nameKey),
};
const large = context.large && {
  slots: new SegmentSlots(context.large.ring, context.large.hashPorts),
  writeBuffers: new WriteBuffers(),
};
const sync = promisify(fdatasync);
const port = parentPort!;

/** Progress is told in steps of this many bytes. */
const progressStep = 16 << 20;

/** Groups staged at once: while one waits for the disk the next is read. Each holds a descriptor for every file of it. */
const groupsAtOnce = 3;
let staging = 0;
const waiting: (() => void)[] = [];

/** Stages a group when its turn comes. */
async function stageInTurn(sources: InlineSource[], cancel: CancelFlag): Promise<StageResult[]> {
  while (staging >= groupsAtOnce) await new Promise<void>((resolve) => waiting.push(resolve));
  staging += 1;
  try {
    return await stage(sources, cancel);
  } finally {
    staging -= 1;
    waiting.shift()?.();
  }
}

/** Stages a group of sources; all of it is synced when the promise resolves, nothing of it stays when it rejects. */
async function stage(sources: InlineSource[], cancel: CancelFlag): Promise<StageResult[]> {
  const staged: StagingFile[] = [];
  try {
    const results: (StageResult | Promise<StageResult>)[] = [];
    for (const source of sources) {
      if (cancel[0] !== 0) throw cancelled();
      const one = stageInline(source, context.temporaryFolder, context.contentKey);
      if (!('staging' in one)) {
        results.push(one);
        continue;
      }
      const { staging, content, type: told } = one;
      staged.push(staging);
      const result = (type: MediaType): StageResult => ({
        staged: { path: staging.path, content: { ...content, type } },
      });
      results.push(told instanceof Promise ? told.then(result) : result(told));
    }
    faultPoint('before-sync');
    // At once and not one after the other: the file system's journal then commits them together.
    const synced = await Promise.allSettled(staged.map(({ descriptor }) => sync(descriptor)));
    for (const outcome of synced) if (outcome.status === 'rejected') throw writeFailure(outcome.reason);
    faultPoint('synced');
    for (const file of staged) file.close();
    return await Promise.all(results);
  } catch (error) {
    for (const file of staged) file.discard();
    throw error;
  }
}

function stepwise(id: number): (bytes: number) => void {
  let told = 0;
  return (bytes) => {
    if (bytes - told < progressStep) return;
    told = bytes;
    answer({ id, progress: bytes });
  };
}

function answer(message: FromWorker): void {
  port.postMessage(message);
}

async function perform(task: ToWorker): Promise<TaskResults[keyof TaskResults]> {
  switch (task.kind) {
    case 'stage':
      return stageInTurn(task.sources, task.cancel);
    case 'stage-large':
      if (!large) throw new Error('this worker has no hashing threads');
      return stageLarge(task.source, { ...context, ...large }, task.cancel, stepwise(task.id));
    case 'settle':
      return settle(task.staged, context);
    case 'verify':
      return inspectContent({
        path: storedPath(context.folder, storedName(context.nameKey, task.sha256)),
        contentKey: context.contentKey,
        sha256: task.sha256,
        size: task.size,
        isCancelled: () => task.cancel[0] !== 0,
        onBytes: stepwise(task.id),
      });
  }
}

port.on('message', async (task: ToWorker) => {
  try {
    answer({ id: task.id, result: await perform(task) });
  } catch (error) {
    if (error instanceof ProfferError) answer({ id: task.id, error: error.toData() });
    else
      answer({
        id: task.id,
        defect: error instanceof Error ? (error.stack ?? error.message) : String(error),
      });
  }
});
