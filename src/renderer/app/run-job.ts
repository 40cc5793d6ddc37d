import type { Input, JobMethod, JobResult } from '../../shared/contract/index.ts';
import { jobResult, startJob } from './client.ts';
import { jobs } from './jobs.ts';

/**
 * Starts a job and waits for its end. The caller tells the person how it ended, also when its view is gone by then: nobody
 * else announces it. Rejects with `ProfferError` (`cancelled` included).
 */
export async function runJob<M extends JobMethod>(method: M, input: Input<M>): Promise<JobResult<M>> {
  const jobId = await startJob(method, input);
  jobs.watch(jobId);
  return jobResult<M>(jobId);
}
