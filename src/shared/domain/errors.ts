/** The closed list of expected failures. Every switch over it must be exhaustive. */
export const errorCodes = [
  'invalid-input',
  'not-found',
  'conflict',
  'locked',
  'wrong-passphrase',
  'integrity-failed',
  'corrupt',
  'newer-version',
  'disk-full',
  'permission',
  'denied-by-marking',
  'cancelled',
  'engine-lost',
  'internal',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** What crosses a process boundary: plain data, safe to show and to print as JSON. */
export interface ErrorData {
  code: ErrorCode;
  /** One or two sentences a person can act on: what happened, what to do. */
  message: string;
  /** Machine-readable facts: offending fields, paths inside the person's own folders, expected and found values. */
  details: Record<string, unknown>;
}

/** An expected failure. Anything else that is thrown is a defect and becomes `internal` at the door. */
export class ProfferError extends Error {
  readonly code: ErrorCode;
  readonly details: Record<string, unknown>;

  constructor(
    code: ErrorCode,
    message: string,
    details: Record<string, unknown> = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'ProfferError';
    this.code = code;
    this.details = details;
  }

  toData(): ErrorData {
    return { code: this.code, message: this.message, details: this.details };
  }

  static from(data: ErrorData): ProfferError {
    return new ProfferError(data.code, data.message, data.details);
  }
}

/** Fails to compile when a union gained a member that a switch does not handle. */
export function assertNever(value: never): never {
  throw new Error(`unhandled case: ${JSON.stringify(value)}`);
}
