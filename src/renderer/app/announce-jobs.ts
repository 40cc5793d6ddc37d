import { jobs } from './jobs.ts';

/** A job can end before the one who started it has learnt its id; in milliseconds. */
const pause = 250;

/** Tells how jobs ended that nobody follows, each once. @returns what stops it. */
export function announceJobs(say: (text: string, tone: 'good' | 'bad') => void): () => void {
  return jobs.onEnd((job) => {
    if (jobs.isWatched(job.jobId)) return;
    setTimeout(() => {
      if (jobs.isWatched(job.jobId)) return;
      if (job.state === 'done') say(`Done: ${job.title}${placeOf(job.result)}`, 'good');
      else if (job.state === 'failed') say(`${job.title}: ${job.error?.message ?? 'failed'}`, 'bad');
    }, pause);
  });
}

/** Where a job put what it wrote. */
function placeOf(result: unknown): string {
  const path = (result as { path?: unknown } | null)?.path;
  return typeof path === 'string' ? `, in ${path}` : '';
}
