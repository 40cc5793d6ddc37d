import '../../entry/no-network.ts';
import { parentPort, workerData } from 'node:worker_threads';
import { ProfferError } from '../../../shared/domain/errors.ts';
import { renderDocuments } from './documents.ts';
import { renderRecords } from './records/records.ts';
import type { RenderAnswer, RenderTask } from './render-worker-messages.ts';

/** Renders off the engine's thread: a large case takes seconds, and other calls must not wait for it. */
function render({ model, profile, resourcesFolder, withRecords }: RenderTask): RenderAnswer {
  try {
    return {
      ok: true,
      documents: renderDocuments(model, profile, resourcesFolder),
      records: withRecords ? renderRecords(model, profile) : [],
    };
  } catch (error) {
    return error instanceof ProfferError
      ? { ok: false, error: error.toData() }
      : { ok: false, defect: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

parentPort?.postMessage(render(workerData as RenderTask));
