import { z } from 'zod';

/** Answers at once, changes nothing. */
export interface QueryCall<I extends z.ZodType, O extends z.ZodType> {
  type: 'query';
  input: I;
  output: O;
}

/** Changes something; when it has answered, the change is on disk. */
export interface CommandCall<I extends z.ZodType, O extends z.ZodType> {
  type: 'command';
  input: I;
  output: O;
}

/** Long work: answers `{ jobId }` at once; progress comes as events, the result through `job.wait`. */
export interface JobCall<I extends z.ZodType, R extends z.ZodType> {
  type: 'job';
  input: I;
  output: typeof jobStarted;
  result: R;
}

const jobStarted = z.object({ jobId: z.string() });

export const query = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O): QueryCall<I, O> => ({
  type: 'query',
  input,
  output,
});

export const command = <I extends z.ZodType, O extends z.ZodType>(
  input: I,
  output: O,
): CommandCall<I, O> => ({
  type: 'command',
  input,
  output,
});

export const job = <I extends z.ZodType, R extends z.ZodType>(input: I, result: R): JobCall<I, R> => ({
  type: 'job',
  input,
  output: jobStarted,
  result,
});
