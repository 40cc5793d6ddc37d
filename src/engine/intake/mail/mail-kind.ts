import { isCompoundFile } from './outlook/compound-file.ts';
import { isTnef } from './outlook/read-tnef.ts';

/** What kind of mail a piece of evidence is; null where it is none. */
export type MailKind = 'message' | 'mailbox' | 'outlook' | 'tnef' | 'apple-message' | 'outlook-data-file';

/** By its content, and by its name only among contents that look alike. `head`: its first bytes. */
export function mailKind(head: Uint8Array, name: string, mediaType: string): MailKind | null {
  const ending = /\.[a-z0-9]+$/i.exec(name)?.[0].toLowerCase() ?? '';
  const start = Buffer.from(head.buffer, head.byteOffset, head.length).toString('latin1');
  if (isTnef(head)) return 'tnef';
  if (start.startsWith('!BDN')) return 'outlook-data-file';
  if (isCompoundFile(head))
    return ending === '.msg' || mediaType === 'application/vnd.ms-outlook' ? 'outlook' : null;
  if (ending === '.emlx' && /^\d+[ \t]*\r?\n/.test(start)) return 'apple-message';
  if (mediaType === 'application/mbox' || (ending === '.mbox' && start.startsWith('From '))) return 'mailbox';
  if (mediaType === 'message/rfc822') return 'message';
  // A picture or a program that is only called so is none.
  if (ending === '.eml' && /^(?:text\/|application\/octet-stream$)/.test(mediaType)) return 'message';
  return null;
}

/** Apple's `.emlx`: the number of bytes of the message on a line, the message, a list of properties. */
export function appleMessageSpan(head: Uint8Array, size: number): { start: number; length: number } {
  const line = /^(\d+)[ \t]*\r?\n/.exec(Buffer.from(head.subarray(0, 64)).toString('latin1'));
  const start = line?.[0].length ?? 0;
  return { start, length: Math.min(Number(line?.[1] ?? 0), size - start) };
}
