import { threadId } from 'node:worker_threads';
import { ProfferError } from '../../../shared/domain/errors.ts';

/** What the check does with its thread. */
export type CheckTask =
  | { does: 'answer'; bytes: Uint8Array }
  | { does: 'tell-thread' }
  | { does: 'refuse'; message: string }
  | { does: 'break' }
  | { does: 'spin' }
  | { does: 'fill-heap' }
  | { does: 'fill-buffers' };

/**
 * Proves the limits of reader threads from within one: it answers, refuses, breaks, never ends, or takes memory without
 * end. Hostile evidence does the last three by way of some parser.
 */
export function checkReader(task: CheckTask): { length: number; sum: number } {
  switch (task.does) {
    case 'answer':
      return { length: task.bytes.length, sum: task.bytes.reduce((sum, byte) => sum + byte, 0) };
    case 'tell-thread':
      return { length: 0, sum: threadId };
    case 'refuse':
      throw new ProfferError('corrupt', task.message);
    case 'break':
      throw new TypeError('a defect of the reader');
    case 'spin':
      for (;;);
    case 'fill-heap': {
      const kept: { index: number }[][] = [];
      for (;;) {
        const row: { index: number }[] = [];
        for (let index = 0; index < 1000; index++) row.push({ index });
        kept.push(row);
      }
    }
    case 'fill-buffers': {
      const kept: Uint8Array[] = [];
      for (;;) kept.push(new Uint8Array(16 << 20).fill(1));
    }
  }
}
