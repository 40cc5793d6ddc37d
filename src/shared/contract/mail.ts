import { z } from 'zod';
import { command, query } from './call.ts';
import { id, instant, page, pii, rows, sha256, sourceFinding } from './common.ts';

/** A date of a mail with its own offset; `problems` say what is odd or was assumed. */
export const mailDate = z.object({
  asWritten: z.string(),
  /** Null where it cannot be read. */
  at: instant.nullable(),
  /** East of UTC; null where none is stated. */
  offsetMinutes: z.int().nullable(),
  problems: z.array(z.string()),
});

export const mailbox = z.object({
  name: pii(z.string(), 'name'),
  address: pii(z.string(), 'contact'),
  group: z.string().nullable(),
});

/** One `Received` field. Position 1 stands on top and is the last hop in time. */
const mailHop = z.object({
  position: z.int(),
  raw: pii(z.string(), 'free-text'),
  /** What the sending host called itself. */
  from: z.string(),
  /** What the receiving host saw of it. */
  fromName: z.string(),
  fromIp: z.string(),
  by: z.string(),
  with: z.string(),
  id: z.string(),
  for: pii(z.string(), 'contact'),
  date: mailDate.nullable(),
  /** Since the hop below, by the two clocks. */
  delaySeconds: z.number().nullable(),
  problems: z.array(z.string()),
});

/** What a field states about the origin. Nothing is checked: it is the word of `statedBy`. */
const mailAuthentication = z.object({
  field: z.string(),
  statedBy: z.string(),
  method: z.string(),
  result: z.string(),
  properties: z.array(z.object({ name: z.string(), value: pii(z.string(), 'contact') })),
});

export const mailWarning = z.object({
  code: z.enum([
    'reply-to-differs',
    'return-path-differs',
    'sender-differs',
    'many-senders',
    'no-sender',
    'name-shows-address',
    'look-alike',
    'hidden-characters',
    'link-differs',
    'clock',
    'date',
    'authentication-failed',
  ]),
  message: pii(z.string(), 'free-text'),
});

const mailRun = z.object({
  text: pii(z.string(), 'free-text'),
  bold: z.literal(true).optional(),
  italic: z.literal(true).optional(),
  struck: z.literal(true).optional(),
  /** The sender's style hides it. */
  hidden: z.literal(true).optional(),
  /** Index into the links. */
  link: z.int().optional(),
  image: z.object({ source: z.enum(['attached', 'remote', 'inline']), where: z.string() }).optional(),
});

const mailBlock = z.object({
  kind: z.enum(['paragraph', 'heading', 'item', 'quote', 'code', 'row', 'rule']),
  depth: z.int(),
  runs: z.array(mailRun),
});

const mailLink = z.object({
  kind: z.enum(['link', 'form', 'refresh', 'frame']),
  text: pii(z.string(), 'free-text'),
  /** As written: never to be made clickable. */
  target: pii(z.string(), 'free-text'),
  /** Defanged. */
  shown: pii(z.string(), 'free-text'),
  problems: z.array(z.string()),
});

export const mailPart = z.object({
  /** `1.2`, as IMAP counts; '' is the message itself. */
  path: z.string(),
  mediaType: z.string(),
  name: pii(z.string(), 'free-text'),
  charset: z.string(),
  encoding: z.string(),
  disposition: z.string(),
  contentId: z.string(),
  role: z.enum(['container', 'body', 'attachment']),
  /** Of the encoded body within the message; null where the format has no such place. */
  offset: z.int().nullable(),
  encodedBytes: z.int().nullable(),
  /** Once decoded. */
  sizeBytes: z.int(),
  sha256: sha256.nullable(),
});

/** A message as a list shows it. `number` counts messages within the evidence, from 1. */
export const mailRow = z.object({
  evidenceId: id,
  number: z.int(),
  caseId: id,
  exhibit: z.string(),
  evidenceName: pii(z.string(), 'free-text'),
  format: z.enum(['message', 'mailbox', 'outlook', 'tnef']),
  subject: pii(z.string(), 'free-text'),
  from: pii(z.string(), 'contact'),
  to: pii(z.string(), 'contact'),
  dateAsWritten: z.string(),
  at: instant.nullable(),
  offsetMinutes: z.int().nullable(),
  messageId: z.string(),
  /** Messages of one conversation in the case share it. */
  thread: z.int(),
  hops: z.int(),
  attachments: z.int(),
  links: z.int(),
  warnings: z.array(mailWarning),
  findings: z.int(),
  /** Bytes of the message within the evidence. */
  offset: z.int(),
  sizeBytes: z.int(),
  sha256,
  /** In how many other places of visible evidence of the case the same message lies, byte for byte; lists of a case have it once. */
  copies: z.int(),
});

const mailAttachment = mailPart.extend({
  /** The piece of evidence it became; null where it was not taken out. */
  evidenceId: id.nullable(),
  exhibit: z.string().nullable(),
});

export const mailRecord = mailRow.extend({
  /** The piece of evidence this one message was taken out as, where it lies in a mailbox. */
  takenOutAs: z.object({ id, exhibit: z.string() }).nullable(),
  /** The `From …` line of a mailbox. */
  envelope: pii(z.string(), 'contact'),
  header: z.array(
    z.object({
      name: z.string(),
      value: pii(z.string(), 'free-text'),
      raw: pii(z.string(), 'free-text'),
      offset: z.int(),
    }),
  ),
  addresses: z.array(z.object({ field: z.string(), mailboxes: z.array(mailbox) })),
  date: mailDate.nullable(),
  inReplyTo: z.array(z.string()),
  references: z.array(z.string()),
  hopList: z.array(mailHop),
  authentication: z.array(mailAuthentication),
  body: z.object({
    text: pii(z.string(), 'free-text'),
    charset: z.string(),
    charsetAssumed: z.boolean(),
    /** The HTML body in safe form; null where there is none. */
    blocks: z.array(mailBlock).nullable(),
    truncated: z.boolean(),
  }),
  linkList: z.array(mailLink),
  parts: z.array(mailAttachment),
  findingList: z.array(sourceFinding),
});

const mailThread = z.object({
  thread: z.int(),
  subject: pii(z.string(), 'free-text'),
  messages: z.int(),
  participants: pii(z.array(z.string()), 'contact'),
  firstAt: instant.nullable(),
  lastAt: instant.nullable(),
  warnings: z.int(),
});

export const mailCalls = {
  /** The messages of a case, of one piece of evidence, or of one conversation. */
  'mail.list': query(
    page(['at', 'subject', 'from', 'number', 'sizeBytes', 'attachments', 'warnings']).extend({
      caseId: id,
      evidenceId: id.optional(),
      thread: z.int().optional(),
      /** Only messages about which something is to be known. */
      warned: z.boolean().default(false),
    }),
    rows(mailRow),
  ),
  /** One message read from the stored bytes: header, hops, body in safe form, parts. @throws `not-found`, `corrupt`. */
  'mail.get': query(z.object({ evidenceId: id, number: z.int().min(1).default(1) }), mailRecord),
  'mail.threads': query(
    page(['lastAt', 'firstAt', 'messages', 'subject']).extend({ caseId: id }),
    rows(mailThread),
  ),
  /** A conversation in the order of its answers, `depth` below the message that is answered. */
  'mail.thread': query(
    z.object({ caseId: id, thread: z.int() }),
    z.object({
      messages: z.array(
        mailRow.extend({ depth: z.int(), /** Another copy of the message above it. */ copy: z.boolean() }),
      ),
      /** Messages that are referred to and not in the case. */
      missing: z.array(z.string()),
      truncated: z.boolean(),
    }),
  ),
  /** Makes messages of a mailbox pieces of evidence of their own, bytes as they lie in it. What is one already stays. */
  'mail.takeOut': command(
    z.object({ evidenceId: id, numbers: z.array(z.int().min(1)).min(1).max(500) }),
    z.object({ evidenceIds: z.array(id) }),
  ),
};
