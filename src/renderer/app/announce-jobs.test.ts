import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { announceJobs } from './announce-jobs.ts';
import { transport } from './client.ts';
import { type JobRecord, jobs } from './jobs.ts';
import { runJob } from './run-job.ts';

const failed: JobRecord = {
  jobId: 'one',
  method: 'proposal.accept',
  title: 'Accept proposals',
  caseId: null,
  state: 'failed',
  startedAt: '2025-01-01T00:00:00.000Z',
  endedAt: '2025-01-01T00:00:01.000Z',
  progress: null,
  result: null,
  error: { code: 'conflict', message: 'The case is closed.', details: {} },
};

const said: string[] = [];
let stop = () => {};
beforeEach(() => {
  vi.useFakeTimers();
  said.length = 0;
  jobs.clear();
  stop = announceJobs((text) => said.push(text));
});
afterEach(() => {
  stop();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

test('a job nobody follows is told of once', async () => {
  jobs.take(failed);
  jobs.take(failed);
  await vi.runAllTimersAsync();
  expect(said).toEqual(['Accept proposals: The case is closed.']);
});

test.each(['before', 'after'])(
  'the caller who waits for a job tells of it alone: it ended %s its id was known',
  async (when) => {
    vi.spyOn(transport, 'call').mockImplementation(async (method) => {
      if (method === 'job.wait') return failed;
      if (when === 'before') jobs.take(failed);
      return { jobId: failed.jobId };
    });
    const told = await runJob('proposal.accept', { caseId: 'x', ids: [] }).catch(
      (error: Error) => error.message,
    );
    if (when === 'after') jobs.take(failed);
    await vi.runAllTimersAsync();
    expect(told).toBe('The case is closed.');
    expect(said).toEqual([]);
  },
);
