import { createHash } from 'node:crypto';
import { ProfferError } from '../../../shared/domain/errors.ts';
import type { SourceFinding } from '../source-finding.ts';
import { mailboxText } from './header/addresses.ts';
import { readMsg } from './outlook/read-msg.ts';
import { readTnef } from './outlook/read-tnef.ts';
import type { Attachment, ParsedMail } from './parsed-mail.ts';
import { readMessage } from './read-message.ts';

export type MailFormat = 'message' | 'mailbox' | 'outlook' | 'tnef';

/** Where a message lies in bytes, and how it is to be read. */
export interface MailSpan {
  number: number;
  format: MailFormat;
  /** Of the span in the bytes handed over. */
  start: number;
  length: number;
  envelope: string;
  quoted: boolean;
}

/** What is kept of a message: facts for lists and threads, words for the search, attachments to be taken out. */
export interface MailDigest {
  number: number;
  /** Of the message's bytes, lower-case hexadecimal. */
  sha256: string;
  mail: Omit<ParsedMail, 'header' | 'body' | 'links' | 'attachments' | 'parts' | 'authentication'> | null;
  text: string;
  links: number;
  attachments: Attachment[];
  findings: SourceFinding[];
}

/** Reads one message whole, whichever format. @throws ProfferError `corrupt`. */
export function openMail({
  bytes,
  format,
  quoted,
}: {
  bytes: Uint8Array;
  format: MailFormat;
  quoted: boolean;
}): ParsedMail {
  if (format === 'outlook') return readMsg(bytes);
  if (format === 'tnef') return readTnef(bytes);
  return readMessage(bytes, { quoted });
}

/** The same without the bytes of attachments: for a view. */
export function viewMail(input: {
  bytes: Uint8Array;
  format: MailFormat;
  quoted: boolean;
}): Omit<ParsedMail, 'attachments'> {
  const { attachments: _, ...mail } = openMail(input);
  return mail;
}

/** Reads many messages out of one stretch of bytes. A message that cannot be read says why; the others are read all the same. */
export function digestMails({ bytes, spans }: { bytes: Uint8Array; spans: MailSpan[] }): MailDigest[] {
  return spans.map((span) => digestMail(bytes.subarray(span.start, span.start + span.length), span));
}

function digestMail(bytes: Uint8Array, { number, format, envelope, quoted }: MailSpan): MailDigest {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  try {
    const {
      header: _,
      body,
      links,
      attachments,
      parts: _parts,
      authentication: _facts,
      ...mail
    } = openMail({ bytes, format, quoted });
    if (envelope !== '') mail.envelope = envelope;
    return {
      number,
      sha256,
      mail,
      text: searchText(mail, body),
      links: links.length,
      attachments,
      findings: mail.findings,
    };
  } catch (error) {
    if (!(error instanceof ProfferError)) throw error;
    const finding: SourceFinding = {
      place: 'message',
      severity: 'error',
      code: 'not-read',
      message: error.message,
    };
    return { number, sha256, mail: null, text: '', links: 0, attachments: [], findings: [finding] };
  }
}

/** What a search looks into, and what observables are looked for in: the fields a person reads, then the words. */
function searchText(mail: NonNullable<MailDigest['mail']>, body: ParsedMail['body']): string {
  const lines = mail.addresses.map(
    ({ field, mailboxes }) => `${field}: ${mailboxes.map(mailboxText).join(', ')}`,
  );
  if (mail.subject !== '') lines.unshift(`Subject: ${mail.subject}`);
  if (mail.date) lines.push(`Date: ${mail.date.asWritten}`);
  return [lines.join('\n'), body.text, body.otherText].filter((part) => part !== '').join('\n\n');
}
