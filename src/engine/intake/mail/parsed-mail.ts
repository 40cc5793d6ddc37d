import type { z } from 'zod';
import type { mailPart, mailRecord, mailWarning } from '../../../shared/contract/mail.ts';
import type { Derivation } from '../../evidence/child-evidence.ts';
import type { SourceFinding } from '../source-finding.ts';
import type { Block } from './body/html-body.ts';
import type { MailLink } from './body/links.ts';
import type { Mailbox } from './header/addresses.ts';
import type { AuthenticationFact } from './header/authentication.ts';
import type { MailDate } from './header/mail-date.ts';
import type { Hop } from './header/received.ts';

export type MailPart = z.output<typeof mailPart>;
export type MailWarning = z.output<typeof mailWarning>;
export type HeaderField = z.output<typeof mailRecord>['header'][number];

/** A part that is to become evidence of its own. */
export interface Attachment {
  /** The part it is. */
  path: string;
  name: string;
  mediaType: string;
  bytes: Uint8Array;
  /** How its bytes came out of the message: goes into custody. */
  how: Derivation;
  /** The bytes of the message it was made from; null where they lie in no one stretch. */
  place: { offset: number; length: number } | null;
}

/** Everything one message says, whichever format it came in. Plain data. */
export interface ParsedMail {
  format: 'message' | 'outlook' | 'tnef';
  envelope: string;
  header: HeaderField[];
  subject: string;
  addresses: { field: string; mailboxes: Mailbox[] }[];
  date: MailDate | null;
  messageId: string;
  inReplyTo: string[];
  references: string[];
  hops: Hop[];
  authentication: AuthenticationFact[];
  body: {
    text: string;
    charset: string;
    charsetAssumed: boolean;
    blocks: Block[] | null;
    truncated: boolean;
    /** Text of the HTML, where it says something the plain text does not. */
    otherText: string;
  };
  links: MailLink[];
  parts: MailPart[];
  warnings: MailWarning[];
  findings: SourceFinding[];
  attachments: Attachment[];
}
