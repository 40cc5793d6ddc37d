import { createHash } from 'node:crypto';

/** 96 bits of SHA-256 over the parts of a statement: its name among millions, not a proof. */
export function fingerprintOf(parts: readonly (string | number | null)[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 16);
}
