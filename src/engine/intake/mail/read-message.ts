import { readBody } from './body/read-body.ts';
import { Findings } from './findings.ts';
import { readAddresses } from './header/addresses.ts';
import { readAuthentication } from './header/authentication.ts';
import { decodeWords, rawText, unfold } from './header/decode-words.ts';
import type { HeaderSection } from './header/header-fields.ts';
import { readMailDate } from './header/mail-date.ts';
import { readMessageIds } from './header/message-ids.ts';
import { readParameters } from './header/parameters.ts';
import { readHops } from './header/received.ts';
import { mailWarnings } from './header/warnings.ts';
import { readPartTree } from './mime/part-tree.ts';
import type { ParsedMail } from './parsed-mail.ts';
import { sortParts } from './sort-parts.ts';

export interface MessageOptions {
  /** It comes out of a mailbox that writes `>From ` for `From ` at the start of a line. */
  quoted?: boolean;
}

/**
 * Reads one message: RFC 5322 and MIME. Never throws on what the bytes hold; what is not understood is told as a finding
 * and stays in the bytes. Offsets count within `bytes`.
 */
export function readMessage(bytes: Uint8Array, { quoted = false }: MessageOptions = {}): ParsedMail {
  const message = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const findings = new Findings();
  const marked = message[0] === 0xef && message[1] === 0xbb && message[2] === 0xbf;
  if (marked)
    findings.add(
      'info',
      'message',
      'byte-order-mark',
      'A byte order mark stands before the header: a program saved this as text.',
    );
  if (message.length === 0) findings.add('error', 'message', 'empty', 'There are no bytes in it.');
  const tree = readPartTree(message, findings, marked ? 3 : 0);
  if (tree.header.fields.length === 0 && message.length > 0)
    findings.add('error', 'message', 'no-header', 'It has no header fields: this is hardly a message.');
  const sorted = sortParts(message, tree, findings, quoted);
  const facts = headerFacts(tree.header);
  const body = readBody(sorted.bodies, findings);
  return {
    format: 'message',
    envelope: tree.header.envelope ?? '',
    ...facts,
    body: body.body,
    links: body.links,
    parts: sorted.parts,
    attachments: sorted.attachments,
    warnings: mailWarnings({ ...facts, links: body.links }),
    findings: findings.all(),
  };
}

const addressFields = new Set([
  'from',
  'sender',
  'reply-to',
  'to',
  'cc',
  'bcc',
  'return-path',
  'delivered-to',
  'resent-from',
  'resent-to',
  'errors-to',
  'disposition-notification-to',
  'x-original-to',
  'apparently-to',
]);

export type HeaderFacts = Pick<
  ParsedMail,
  | 'header'
  | 'subject'
  | 'addresses'
  | 'date'
  | 'messageId'
  | 'inReplyTo'
  | 'references'
  | 'hops'
  | 'authentication'
>;

/** What a header section says, field by field in the order received. */
export function headerFacts(section: HeaderSection): HeaderFacts {
  const hint = charsetHint(section);
  const fields = section.fields.map((field) => {
    const raw = rawText(field.bytes, hint);
    const text = unfold(raw);
    return { name: field.name, lower: field.name.toLowerCase(), raw, text, offset: field.offset };
  });
  const first = (name: string) => fields.find((field) => field.lower === name)?.text;
  const date = first('date');
  return {
    header: fields.map(({ name, raw, text, offset }) => ({ name, value: decodeWords(text), raw, offset })),
    subject: decodeWords(first('subject') ?? ''),
    addresses: fields
      .filter(({ lower }) => addressFields.has(lower))
      .map(({ name, text }) => ({ field: name, mailboxes: readAddresses(text) })),
    date: date === undefined ? null : readMailDate(date),
    messageId: readMessageIds(first('message-id') ?? '')[0] ?? '',
    inReplyTo: readMessageIds(first('in-reply-to') ?? ''),
    references: readMessageIds(first('references') ?? ''),
    hops: readHops(fields.filter(({ lower }) => lower === 'received').map(({ text }) => text)),
    authentication: readAuthentication(fields),
  };
}

/** 8-bit bytes in a header are against the rules; mailers that break them use the charset of the body. */
const charsetHint = (section: HeaderSection): string | null => {
  const type = section.fields.find((field) => field.name.toLowerCase() === 'content-type');
  return type
    ? (readParameters(unfold(type.bytes.toString('latin1'))).parameters.get('charset') ?? null)
    : null;
};
