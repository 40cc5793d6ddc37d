import { ProfferError } from '../../../shared/domain/errors.ts';

// Device names of Windows, with any extension, cannot be unpacked there.
const reserved = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)/i;
const segment = /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/;

/** Longest path inside the bag: with a usual folder before it, it stays under the 260 characters of Windows. */
const longestPath = 160;
const deepestPath = 8;

/**
 * Holds the rule for names in a package: ASCII letters, digits, `.`, `_` and `-`; no part starts or ends with a
 * dot; short and shallow enough for every file system and every tool the receiver may have.
 */
export function checkPackagePath(path: string): void {
  const parts = path.split('/');
  const fault = faultOf(path, parts);
  if (fault) {
    throw new ProfferError(
      'invalid-input',
      `The name ${JSON.stringify(path)} cannot go into a package: ${fault}.`,
      {
        path,
      },
    );
  }
}

function faultOf(path: string, parts: readonly string[]): string | undefined {
  if (path.length > longestPath) return `it is longer than ${longestPath} characters`;
  if (parts.length > deepestPath) return `it lies deeper than ${deepestPath} folders`;
  for (const part of parts) {
    if (part === '') return 'it has an empty part';
    if (!segment.test(part)) return 'only letters A to Z, digits, ".", "_" and "-" are allowed, no dot first';
    if (part.endsWith('.')) return 'a part ends with a dot, which Windows drops';
    if (reserved.test(part)) return `${part} is a device name on Windows`;
  }
  return undefined;
}
