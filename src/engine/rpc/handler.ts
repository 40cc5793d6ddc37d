import type { z } from 'zod';
import type { CheckedInput, JobMethod, JobResult, Output, PlainMethod } from '../../shared/contract/index.ts';
import type { jobProgress } from '../../shared/contract/job.ts';
import type { VaultSession } from '../vault/session.ts';

export type Progress = z.infer<typeof jobProgress>;

/** What a handler is given beside its checked input. */
export interface CallContext {
  /** The open vault. @throws ProfferError `locked` when none is. */
  session(): VaultSession;
  signal: AbortSignal;
}

export interface JobContext extends CallContext {
  progress(progress: Progress): void;
}

export type PlainHandler<M extends PlainMethod> = (
  input: CheckedInput<M>,
  context: CallContext,
) => Output<M> | Promise<Output<M>>;

export type JobHandler<M extends JobMethod> = (
  input: CheckedInput<M>,
  context: JobContext,
) => Promise<JobResult<M>>;

export interface JobDefinition<M extends JobMethod> {
  /** Stands in the jobs list. */
  title(input: CheckedInput<M>): string;
  /** The case the job works on, for the views of that case. */
  caseId?(input: CheckedInput<M>, context: CallContext): string | null;
  run: JobHandler<M>;
}

/** The handlers of some calls: an area's file is `{ … } satisfies Handlers<'case.create' | …>`. */
export type Handlers<M extends PlainMethod | JobMethod> = {
  [K in M]: K extends JobMethod ? JobDefinition<K> : K extends PlainMethod ? PlainHandler<K> : never;
};
