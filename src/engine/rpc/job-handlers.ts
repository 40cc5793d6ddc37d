import type { Engine } from '../engine.ts';
import { programVersion } from '../program.ts';
import type { Handlers } from './handler.ts';

export const jobHandlers = (
  engine: Engine,
): Handlers<'job.list' | 'job.cancel' | 'job.wait' | 'engine.ping'> => ({
  'job.list': () => ({ jobs: engine.jobs.list() }),
  'job.cancel': ({ jobId }) => ({ cancelled: engine.jobs.cancel(jobId) }),
  'job.wait': ({ jobId }) => engine.jobs.wait(jobId),
  'engine.ping': () => ({ version: programVersion, processId: process.pid }),
});
