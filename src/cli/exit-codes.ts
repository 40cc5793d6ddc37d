import { type ErrorCode, errorCodes } from '../shared/domain/errors.ts';

/** Exit codes that are no expected failure of a call. */
export const exitOk = 0;
/** The work was done and its answer is a finding: a package that is invalid, a log that is not intact, a refused file. */
export const exitFinding = 1;
/** The command line itself cannot be understood. */
export const exitUsage = 2;

const byCode: Record<ErrorCode, number> = {
  'invalid-input': 3,
  'not-found': 4,
  conflict: 5,
  locked: 6,
  'wrong-passphrase': 7,
  'integrity-failed': 8,
  corrupt: 9,
  'newer-version': 10,
  'disk-full': 11,
  permission: 12,
  'denied-by-marking': 13,
  'engine-lost': 14,
  internal: 15,
  // 128 + SIGINT, as shells report a program that was interrupted.
  cancelled: 130,
};

/** Exit code of each expected failure; each code has one of its own. Released numbers are never given another meaning. */
export const exitCodeOf = (code: ErrorCode): number => byCode[code];

/** The table as the help prints it. */
export function exitCodeHelp(): string {
  const lines = [
    [exitOk, 'done'],
    [exitFinding, 'done, with findings: invalid package, damaged log or evidence, refused files, not ready'],
    [exitUsage, 'the command line cannot be understood'],
    ...errorCodes.map((code) => [byCode[code], code] as const).sort((left, right) => left[0] - right[0]),
  ];
  return `Exit codes:\n${lines.map(([code, meaning]) => `  ${String(code).padEnd(4)}${meaning}`).join('\n')}`;
}
