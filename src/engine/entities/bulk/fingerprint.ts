import { hash } from 'node:crypto';

/**
 * 96 bits of SHA-256 over the parts of a statement: its name among millions, not a proof. `near`: what those that come in
 * together are alike in, such as their time; they then lie together in the index too, where each would else touch a page of
 * its own.
 */
export function fingerprintOf(near: string, parts: readonly (string | number | null)[]): string {
  return `${near} ${hash('sha256', JSON.stringify(parts), 'base64url').slice(0, 16)}`;
}
