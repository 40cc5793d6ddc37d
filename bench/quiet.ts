import { cpus } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { run } from './processes.ts';

const sampleMs = 500;
/** Samples in a row in which the machine did next to nothing. */
const wanted = 4;
const mostSamples = 180;
/** Share of all processor time. */
const idleEnough = 0.93;

function processorTime(): { idle: number; all: number } {
  let idle = 0;
  let all = 0;
  for (const { times } of cpus()) {
    idle += times.idle;
    all += Object.values(times).reduce((sum, time) => sum + time, 0);
  }
  return { idle, all };
}

/**
 * Waits until what was written is on the disk and the processors are idle, at most a minute and a half: where thousands of files
 * were removed, a file system is slow for a while, and not alike for both sides of a race. False when it never got quiet.
 */
export async function waitForQuiet(): Promise<boolean> {
  await run('sync', []);
  let inRow = 0;
  let last = processorTime();
  for (let sample = 0; sample < mostSamples; sample++) {
    await sleep(sampleMs);
    const now = processorTime();
    inRow = (now.idle - last.idle) / (now.all - last.all) >= idleEnough ? inRow + 1 : 0;
    last = now;
    if (inRow === wanted) return true;
  }
  return false;
}
