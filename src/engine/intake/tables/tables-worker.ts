import '../../entry/no-network.ts';
/** Reads one table for the thread that owns the vault: asks it for bytes, sends drafted rows, no more than it can take. */
import { parentPort, workerData } from 'node:worker_threads';
import { ProfferError } from '../../../shared/domain/errors.ts';
import { DraftLines } from './draft-lines.ts';
import { draftRows } from './drafting/draft-rows.ts';
import { inspectTable } from './looking/inspect-table.ts';
import { contentOf } from './table-content.ts';
import type { FromTableThread, TableTask, ToTableThread } from './table-tasks.ts';

const port = parentPort!;
const task = workerData as TableTask;
/** Groups sent ahead of the one that is being written. */
const groupsAhead = 2;
/** Drafts in a group: one group is one entry of the log. */
const groupSize = 5_000;

const say = (message: FromTableThread) => port.postMessage(message);

const fetches = new Map<number, { resolve(bytes: Uint8Array): void; reject(error: Error): void }>();
let nextFetch = 0;
let fetchedTo = 0;
let leave = groupsAhead;
let wake: (() => void) | null = null;

port.on('message', (message: ToTableThread) => {
  if ('goOn' in message) {
    leave += 1;
    wake?.();
    return;
  }
  const id = 'fetched' in message ? message.fetched.id : message.failed.id;
  const fetch = fetches.get(id);
  fetches.delete(id);
  if ('fetched' in message) fetch?.resolve(message.fetched.bytes);
  else
    fetch?.reject(new ProfferError('integrity-failed', 'The stored bytes of this file could not be read.'));
});

const content = contentOf(task.size, (start, length) => {
  const id = nextFetch++;
  say({ fetch: { id, start, length } });
  fetchedTo = Math.max(fetchedTo, start + length);
  return new Promise((resolve, reject) => fetches.set(id, { resolve, reject }));
});

async function work(): Promise<void> {
  if (task.does === 'inspect') {
    say({ inspection: await inspectTable(content, task) });
    return;
  }
  if (task.does === 'preview') {
    const preview = [];
    for await (const { drafts } of draftRows(content, task.mapping)) {
      preview.push(...drafts);
      if (preview.length >= task.rows) break;
    }
    say({ preview: preview.slice(0, task.rows) });
    return;
  }
  const lines = new DraftLines();
  let rows = 0;
  for await (const group of draftRows(content, task.mapping)) {
    rows = group.rows;
    for (const draft of group.drafts) {
      lines.add(draft);
      if (lines.count === groupSize) await send(lines, rows);
    }
  }
  if (lines.count > 0) await send(lines, rows);
  say({ ended: { rows } });
}

async function send(lines: DraftLines, rows: number): Promise<void> {
  if (leave === 0)
    await new Promise<void>((resolve) => {
      wake = resolve;
    });
  leave -= 1;
  say({ group: { lines: lines.take(), rows, bytes: fetchedTo } });
}

work()
  .catch((error: unknown) => {
    if (error instanceof ProfferError) say({ refused: error.toData() });
    else say({ defect: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  })
  .finally(() => port.close());
