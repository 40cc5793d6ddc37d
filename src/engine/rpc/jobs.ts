import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { jobRecord } from '../../shared/contract/job.ts';
import { ProfferError } from '../../shared/domain/errors.ts';
import { toErrorData } from './failure.ts';
import type { Progress } from './handler.ts';

export type JobRecord = z.infer<typeof jobRecord>;

/** Ended jobs kept for views that ask late. */
const keptJobs = 100;
/** Progress is told at most this often, so that a fast job does not flood its views. */
const progressEveryMs = 100;

interface Job {
  record: JobRecord;
  controller: AbortController;
  needsVault: boolean;
  ended: Promise<void>;
}

/** Long work: started, watched, cancelled, waited for, whichever view asked for it. */
export class JobRegistry {
  private readonly jobs = new Map<string, Job>();
  private readonly tell: (record: JobRecord) => void;

  constructor(tell: (record: JobRecord) => void) {
    this.tell = tell;
  }

  start(
    facts: { method: string; title: string; caseId: string | null; needsVault: boolean },
    run: (signal: AbortSignal, progress: (progress: Progress) => void) => Promise<unknown>,
  ): string {
    const controller = new AbortController();
    const { needsVault, ...described } = facts;
    const record: JobRecord = {
      jobId: randomUUID(),
      ...described,
      state: 'running',
      startedAt: new Date().toISOString(),
      endedAt: null,
      progress: null,
      result: null,
      error: null,
    };
    let told = 0;
    const progress = (next: Progress) => {
      record.progress = next;
      const now = Date.now();
      if (now - told < progressEveryMs) return;
      told = now;
      this.tell(record);
    };
    const ended = run(controller.signal, progress)
      .then((result) => {
        record.state = 'done';
        record.result = result;
      })
      .catch((error: unknown) => {
        const data = controller.signal.aborted
          ? new ProfferError('cancelled', 'Cancelled.').toData()
          : toErrorData(error);
        record.state = data.code === 'cancelled' ? 'cancelled' : 'failed';
        record.error = data;
      })
      .then(() => {
        record.endedAt = new Date().toISOString();
        this.tell(record);
        this.forgetOld();
      });
    this.jobs.set(record.jobId, { record, controller, needsVault, ended });
    this.tell(record);
    return record.jobId;
  }

  list(): JobRecord[] {
    return [...this.jobs.values()].map((job) => job.record).reverse();
  }

  cancel(jobId: string): boolean {
    const job = this.get(jobId);
    if (job.record.state !== 'running') return false;
    job.controller.abort();
    return true;
  }

  async wait(jobId: string): Promise<JobRecord> {
    const job = this.get(jobId);
    await job.ended;
    return job.record;
  }

  /** Cancels what works on the vault and waits until it has let go; what was shown of it is forgotten. */
  async endVaultJobs(): Promise<void> {
    const own = [...this.jobs.values()].filter((job) => job.needsVault);
    for (const job of own) job.controller.abort();
    await Promise.all(own.map((job) => job.ended));
    for (const job of own) this.jobs.delete(job.record.jobId);
  }

  private get(jobId: string): Job {
    const job = this.jobs.get(jobId);
    if (!job)
      throw new ProfferError(
        'not-found',
        'This job is not known: the vault was locked since, or it ended long ago.',
        { jobId },
      );
    return job;
  }

  private forgetOld(): void {
    const ended = [...this.jobs.values()].filter((job) => job.record.state !== 'running');
    for (const job of ended.slice(0, Math.max(0, ended.length - keptJobs)))
      this.jobs.delete(job.record.jobId);
  }
}
