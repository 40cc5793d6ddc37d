import type { Input, JobMethod, JobResult, Output, PlainMethod } from '../../shared/contract/index.ts';
import { ProfferError } from '../../shared/domain/errors.ts';
import { Transport } from './transport.ts';

export const transport = new Transport();

/** Asks the engine. Rejects with `ProfferError`. */
export function call<M extends PlainMethod>(
  method: M,
  input: Input<M>,
  signal?: AbortSignal,
): Promise<Output<M>> {
  return transport.call(method, input, signal) as Promise<Output<M>>;
}

/** Starts long work; answers its id as soon as the engine has taken it on. */
export async function startJob<M extends JobMethod>(method: M, input: Input<M>): Promise<string> {
  const { jobId } = (await transport.call(method, input)) as { jobId: string };
  return jobId;
}

/** Waits for a job's end: its result, or its failure as `ProfferError` (`cancelled` included). */
export async function jobResult<M extends JobMethod>(jobId: string): Promise<JobResult<M>> {
  const record = await call('job.wait', { jobId });
  if (record.state === 'done') return record.result as JobResult<M>;
  throw failureOf(record);
}

export function failureOf(record: Output<'job.wait'>): ProfferError {
  if (record.error) return ProfferError.from(record.error as Parameters<typeof ProfferError.from>[0]);
  return new ProfferError('cancelled', `“${record.title}” was cancelled. What it had finished is kept.`);
}

/** Any thrown thing as the error a person is shown. */
export function asProfferError(error: unknown): ProfferError {
  if (error instanceof ProfferError) return error;
  return new ProfferError(
    'internal',
    'Something in the window went wrong. The vault was not touched by it.',
    {
      cause: error instanceof Error ? error.message : String(error),
    },
  );
}
