import { z } from 'zod';
import { errorCodes } from '../domain/errors.ts';
import type { SecretKind } from '../domain/identifiers/secrets/index.ts';
import { command, query } from './call.ts';

const errorData = z.object({
  code: z.enum(errorCodes),
  message: z.string(),
  details: z.record(z.string(), z.unknown()),
});

export const jobProgress = z.object({
  /** What is being done now, in words. */
  stage: z.string(),
  done: z.number(),
  /** Null while the amount of work is not yet known. */
  total: z.number().nullable(),
  unit: z.enum(['bytes', 'files', 'entries', 'pages', 'steps']),
  /** The file or record in hand. */
  current: z.string().nullable(),
});

export const jobRecord = z.object({
  jobId: z.string(),
  method: z.string(),
  title: z.string(),
  caseId: z.string().nullable(),
  state: z.enum(['running', 'done', 'failed', 'cancelled']),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  progress: jobProgress.nullable(),
  result: z.unknown().nullable(),
  error: errorData.nullable(),
});

export const jobCalls = {
  'job.list': query(z.object({}), z.object({ jobs: z.array(jobRecord) })),
  'job.cancel': command(z.object({ jobId: z.string() }), z.object({ cancelled: z.boolean() })),
  /** Answers when the job has ended. Survives the view that started it. */
  'job.wait': query(z.object({ jobId: z.string() }), jobRecord),
  'engine.ping': query(z.object({}), z.object({ version: z.string(), processId: z.int() })),
};

/** What the engine says unasked. */
export type EngineEvent =
  /** Rows of these tables changed: views that read them ask again. */
  | { event: 'changed'; tables: string[]; caseId: string | null }
  | { event: 'job'; job: z.infer<typeof jobRecord> }
  /** Numbers and passwords that may not be kept were masked in what was to be written; never which. */
  | { event: 'masked'; method: string; maskings: { field: string; kind: SecretKind; count: number }[] }
  | { event: 'vault'; state: 'closed' | 'locked' | 'unlocked'; reason: string };
