import type { Input, JobResult } from '../../src/shared/contract/index.ts';

export interface DemoOwner {
  person: string;
  organisation: string;
  email: string;
  phone: string;
  address: string;
}

/** A case that is ready to be referred, and what its referral says beside the records. */
export interface DemoCase {
  caseId: string;
  intake: JobResult<'evidence.intake'>[];
  signatory: NonNullable<Input<'referral.readiness'>['signatory']>;
  requests: string[];
}
