import type { z } from 'zod';
import type { ErrorData } from '../domain/errors.ts';
import { caseCalls } from './case.ts';
import { disclosureCalls } from './disclosure.ts';
import { duplicateCalls } from './duplicate.ts';
import { entityCalls } from './entity.ts';
import { eventCalls } from './event.ts';
import { evidenceCalls } from './evidence.ts';
import { importCalls } from './import.ts';
import { intelCalls } from './intel.ts';
import { type EngineEvent, jobCalls } from './job.ts';
import { logCalls } from './log.ts';
import { lossCalls } from './loss.ts';
import { mailCalls } from './mail.ts';
import { matchCalls } from './match.ts';
import { observableCalls } from './observable.ts';
import { ownContactCalls } from './own-contact.ts';
import { paymentCalls } from './payment.ts';
import { proposalCalls } from './proposal.ts';
import { readingCalls } from './reading.ts';
import { referralCalls } from './referral.ts';
import { searchCalls } from './search.ts';
import { textCalls } from './text.ts';
import { vaultCalls } from './vault.ts';
import { verifyCalls } from './verify.ts';

/** The only door to the engine: every call with its checked input and output. */
export const contract = {
  ...vaultCalls,
  ...caseCalls,
  ...evidenceCalls,
  ...readingCalls,
  ...textCalls,
  ...importCalls,
  ...entityCalls,
  ...duplicateCalls,
  ...eventCalls,
  ...lossCalls,
  ...paymentCalls,
  ...disclosureCalls,
  ...intelCalls,
  ...logCalls,
  ...mailCalls,
  ...observableCalls,
  ...ownContactCalls,
  ...proposalCalls,
  ...searchCalls,
  ...matchCalls,
  ...referralCalls,
  ...verifyCalls,
  ...jobCalls,
} as const;

export type Contract = typeof contract;
export type Method = keyof Contract;
export type JobMethod = { [M in Method]: Contract[M]['type'] extends 'job' ? M : never }[Method];
export type PlainMethod = Exclude<Method, JobMethod>;

/** What a caller passes: fields with defaults may be left out. */
export type Input<M extends Method> = z.input<Contract[M]['input']>;
/** What a handler receives: checked, defaults filled in. */
export type CheckedInput<M extends Method> = z.output<Contract[M]['input']>;
export type Output<M extends Method> = z.output<Contract[M]['output']>;
export type JobResult<M extends JobMethod> = Contract[M] extends { result: infer R extends z.ZodType }
  ? z.output<R>
  : never;

/** Frames on the port between a view and the engine. */
export type RequestFrame = { id: number; method: string; input: unknown } | { cancel: number };
export type ReplyFrame =
  | { id: number; ok: true; value: unknown }
  | { id: number; ok: false; error: ErrorData }
  | EngineEvent;
