import { Worker } from 'node:worker_threads';
import { ProfferError } from '../../../shared/domain/errors.ts';
import { reportIncident } from '../../rpc/failure.ts';
import type { ContentReader } from '../../store/types.ts';
import type { RowDraft } from './drafting/draft.ts';
import type { Inspection } from './looking/inspect-table.ts';
import type { DraftGroup, FromTableThread, TableTask, ToTableThread } from './table-tasks.ts';

// Sources run as they are; the bundle holds each worker as a file of its own beside the engine's.
const extension = import.meta.url.endsWith('.ts') ? '.ts' : '.js';
/** A thread that neither asks nor answers for so long is held up by its file. */
const longestSilence = 120_000;
/** A streamed table needs little; the strings of a workbook and a JSON document lie in memory whole. */
const streamedLimits = { maxOldGenerationSizeMb: 160, maxYoungGenerationSizeMb: 16 };
const wholeLimits = { maxOldGenerationSizeMb: 768, maxYoungGenerationSizeMb: 32 };
const isStreamed = (task: TableTask): boolean =>
  task.does === 'read' &&
  (task.mapping.format.kind === 'delimited' || task.mapping.format.kind === 'json-lines');

type Task<D extends TableTask['does']> = Omit<Extract<TableTask, { does: D }>, 'does' | 'size'>;

/** What a table is taken for. @throws ProfferError as the reader refuses, `cancelled`. */
export async function inspectInThread(
  content: ContentReader,
  task: Task<'inspect'>,
  signal: AbortSignal,
): Promise<Inspection> {
  let inspection: Inspection | null = null;
  await runThread(content, { does: 'inspect', size: content.size, ...task }, signal, (message) => {
    if ('inspection' in message) inspection = message.inspection;
  });
  return inspection ?? unanswered();
}

/** The first rows as drafts. @throws ProfferError as the reader refuses, `cancelled`. */
export async function previewInThread(
  content: ContentReader,
  task: Task<'preview'>,
  signal: AbortSignal,
): Promise<RowDraft[]> {
  let preview: RowDraft[] | null = null;
  await runThread(content, { does: 'preview', size: content.size, ...task }, signal, (message) => {
    if ('preview' in message) preview = message.preview;
  });
  return preview ?? unanswered();
}

/**
 * Every row of a table as drafts, group by group; the thread reads ahead no further than two groups.
 * @param take is done with a group when it returns
 * @returns rows read
 * @throws ProfferError as the reader refuses, `cancelled`, and whatever `take` throws
 */
export async function readInThread(
  content: ContentReader,
  task: Task<'read'>,
  signal: AbortSignal,
  take: (group: DraftGroup) => void,
): Promise<number> {
  let rows = 0;
  await runThread(content, { does: 'read', size: content.size, ...task }, signal, (message, worker) => {
    if ('ended' in message) rows = message.ended.rows;
    if (!('group' in message)) return;
    take(message.group);
    worker.postMessage({ goOn: true } satisfies ToTableThread);
  });
  return rows;
}

function unanswered(): never {
  throw new Error('the thread that reads tables ended without an answer');
}

function runThread(
  content: ContentReader,
  task: TableTask,
  signal: AbortSignal,
  hear: (message: FromTableThread, worker: Worker) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(new ProfferError('cancelled', 'Cancelled.'));
      return;
    }
    const worker = new Worker(new URL(`./tables-worker${extension}`, import.meta.url), {
      workerData: task,
      resourceLimits: isStreamed(task) ? streamedLimits : wholeLimits,
      name: 'tables',
    });
    let silence = setTimeout(() => {}, 0);
    let over = false;
    const end = (finish: () => void) => {
      if (over) return;
      over = true;
      clearTimeout(silence);
      signal.removeEventListener('abort', abort);
      void worker.terminate().then(finish, finish);
    };
    const abort = () => end(() => reject(new ProfferError('cancelled', 'Cancelled.')));
    const listen = () => {
      clearTimeout(silence);
      silence = setTimeout(
        () =>
          end(() => reject(new ProfferError('corrupt', 'Reading this file took too long and was ended.'))),
        longestSilence,
      );
      silence.unref();
    };
    signal.addEventListener('abort', abort, { once: true });
    listen();
    worker.on('message', (message: FromTableThread) => {
      if (over) return;
      listen();
      try {
        if ('fetch' in message) answer(content, worker, message.fetch);
        else if ('refused' in message) end(() => reject(ProfferError.from(message.refused)));
        else if ('defect' in message) end(() => reject(broken(message.defect)));
        else {
          hear(message, worker);
          if (!('group' in message)) end(resolve);
        }
      } catch (error) {
        end(() => reject(error));
      }
    });
    worker.once('error', (error) => end(() => reject(lost(error))));
    worker.once('exit', () => end(() => reject(new Error('the thread that reads tables has ended'))));
  });
}

function answer(
  content: ContentReader,
  worker: Worker,
  { id, start, length }: { id: number; start: number; length: number },
) {
  content.read(start, length).then(
    // Copied: what the store holds are views of buffers it uses again.
    (bytes) => worker.postMessage({ fetched: { id, bytes } } satisfies ToTableThread),
    () => worker.postMessage({ failed: { id } } satisfies ToTableThread),
  );
}

/** A defect is ours; the person learns that this file was too much, the rest goes on. */
function broken(defect: string): ProfferError {
  reportIncident(new Error(defect));
  return new ProfferError(
    'corrupt',
    'The program could not make sense of this table. Its bytes are kept untouched.',
  );
}

function lost(error: Error): Error {
  if ((error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY')
    return new ProfferError(
      'corrupt',
      'Reading this table wanted more memory than Proffer gives one file, and was ended.',
    );
  return broken(error.stack ?? error.message);
}
