import { useEffect, useSyncExternalStore } from 'react';
import type { JobMethod, JobResult, Output } from '../../shared/contract/index.ts';
import type { ProfferError } from '../../shared/domain/errors.ts';
import { failureOf } from './client.ts';

export type JobRecord = Output<'job.wait'>;

/** Jobs this window has heard of, latest first. They outlive the views that started them. */
class JobStore {
  private list: readonly JobRecord[] = [];
  private readonly listeners = new Set<() => void>();
  private readonly watched = new Map<string, number>();
  private readonly ends = new Set<(job: JobRecord) => void>();

  all = (): readonly JobRecord[] => this.list;

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Calls the listener once for each job that ends from now on. */
  onEnd(listener: (job: JobRecord) => void): () => void {
    this.ends.add(listener);
    return () => this.ends.delete(listener);
  }

  take(job: JobRecord): void {
    const old = this.list.find((each) => each.jobId === job.jobId);
    // Progress that overtook the end on its way says nothing any more.
    if (old && old.state !== 'running') return;
    this.list = old
      ? this.list.map((each) => (each.jobId === job.jobId ? job : each))
      : [job, ...this.list].slice(0, 50);
    for (const listener of this.listeners) listener();
    if (job.state !== 'running') for (const listener of this.ends) listener(job);
  }

  /** A view shows this job itself until the answer is called: its end needs no further announcement. */
  watch(jobId: string): () => void {
    this.watched.set(jobId, (this.watched.get(jobId) ?? 0) + 1);
    return () => this.watched.set(jobId, (this.watched.get(jobId) ?? 1) - 1);
  }

  isWatched(jobId: string): boolean {
    return (this.watched.get(jobId) ?? 0) > 0;
  }

  forget(jobId: string): void {
    this.list = this.list.filter((job) => job.jobId !== jobId);
    for (const listener of this.listeners) listener();
  }

  clear(): void {
    this.list = [];
    this.watched.clear();
    for (const listener of this.listeners) listener();
  }
}

export const jobs = new JobStore();

export function useJobs(): readonly JobRecord[] {
  return useSyncExternalStore(jobs.subscribe, jobs.all);
}

export interface FollowedJob<M extends JobMethod> {
  record: JobRecord | null;
  running: boolean;
  result: JobResult<M> | null;
  error: ProfferError | null;
}

/** One job as it goes; null id for none yet. */
export function useJob<M extends JobMethod>(jobId: string | null): FollowedJob<M> {
  useEffect(() => (jobId === null ? undefined : jobs.watch(jobId)), [jobId]);
  const record = useJobs().find((job) => job.jobId === jobId) ?? null;
  return {
    record,
    running: jobId !== null && (record === null || record.state === 'running'),
    result: record?.state === 'done' ? (record.result as JobResult<M>) : null,
    error: record && record.state !== 'done' && record.state !== 'running' ? failureOf(record) : null,
  };
}

/** Share done, 0 to 1; null while the amount is not known. */
export function shareDone(job: JobRecord): number | null {
  const progress = job.progress;
  if (!progress?.total) return null;
  return Math.min(1, progress.done / progress.total);
}
