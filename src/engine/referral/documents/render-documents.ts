import { Worker } from 'node:worker_threads';
import { ProfferError } from '../../../shared/domain/errors.ts';
import type { RenderedDocument, RenderedFile } from '../model.ts';
import type { RenderAnswer, RenderTask } from './render-worker-messages.ts';

/**
 * All documents and records of a package, paths below `data/`: summary, certificates, tables, STIX, CASE. The same model
 * and profile give the same bytes. Rendered in a thread of its own; aborting ends it at once.
 * @throws ProfferError `cancelled`, and whatever the documents refuse.
 */
export function renderInWorker(
  task: RenderTask,
  signal: AbortSignal,
): Promise<{ documents: RenderedDocument[]; records: RenderedFile[] }> {
  const extension = import.meta.url.endsWith('.ts') ? '.ts' : '.js';
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(new ProfferError('cancelled', 'Cancelled.'));
      return;
    }
    const worker = new Worker(new URL(`./referral-render-worker${extension}`, import.meta.url), {
      workerData: task,
    });
    const end = (finish: () => void) => {
      signal.removeEventListener('abort', abort);
      void worker.terminate();
      finish();
    };
    const abort = () => end(() => reject(new ProfferError('cancelled', 'Cancelled.')));
    signal.addEventListener('abort', abort, { once: true });
    worker.once('message', (answer: RenderAnswer) =>
      end(() => {
        if (answer.ok) resolve(answer);
        else if ('error' in answer) reject(ProfferError.from(answer.error));
        else reject(new Error(answer.defect));
      }),
    );
    worker.once('error', (error) => end(() => reject(error)));
    worker.once('exit', (code) =>
      end(() => reject(new Error(`the render worker ended with ${code} before it answered`))),
    );
  });
}
