import { createHash } from 'node:crypto';
import { readBody } from './body/read-body.ts';
import { decodeText } from './charset.ts';
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
import { limits } from './limits.ts';
import { unquoteFrom } from './mbox/unquote-from.ts';
import { attachmentName } from './mime/attachment-name.ts';
import { allParts, type Part, readPartTree } from './mime/part-tree.ts';
import { type DecodedBody, decodeTransfer } from './mime/transfer-encoding.ts';
import type { Attachment, MailPart, ParsedMail } from './parsed-mail.ts';

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

/** A leaf that is to be read as the message's own words. */
export interface BodyPart {
  path: string;
  html: boolean;
  text: string;
  charset: string;
  assumed: boolean;
  /** Of several forms of the same words. */
  alternative: boolean;
}

const nameOf = (part: Part): string =>
  part.disposition?.parameters.get('filename') ?? part.type.parameters.get('name') ?? '';

function isBody(part: Part): boolean {
  const { value } = part.type;
  // A multipart that could not be taken apart is text, as RFC 2045, 5.2 wants unreadable types to be.
  const readable = value === 'text/plain' || value === 'text/html' || value.startsWith('multipart/');
  return readable && nameOf(part) === '' && part.disposition?.value !== 'attachment';
}

function sortParts(message: Buffer, tree: Part, findings: Findings, quoted: boolean) {
  let unquoted = 0;
  const bodyOf = (part: Part): Buffer => {
    const body = message.subarray(part.start, part.end);
    if (!quoted) return body;
    const { bytes, lines } = unquoteFrom(body);
    unquoted += lines;
    return bytes;
  };
  const parts: MailPart[] = [];
  const bodies: BodyPart[] = [];
  const attachments: Attachment[] = [];
  const alternatives = new Set<Part>();
  for (const part of allParts(tree)) {
    const place = part.path === '' ? 'message' : `part ${part.path}`;
    if (part.type.value === 'multipart/alternative' || alternatives.has(part))
      for (const child of part.children) alternatives.add(child);
    if (part.children.length > 0) {
      parts.push(partFacts(part, 'container', null));
      continue;
    }
    const body = isBody(part);
    const decoded = decodeTransfer(
      bodyOf(part),
      part.type.value.startsWith('multipart/') ? '' : part.encoding,
    );
    if (decoded.problem) findings.add('warning', place, 'transfer-encoding', decoded.problem);
    parts.push(partFacts(part, body ? 'body' : 'attachment', decoded));
    if (body) {
      const { text, charset, assumed } = decodeText(
        decoded.bytes,
        part.type.parameters.get('charset') ?? null,
      );
      bodies.push({
        path: part.path,
        html: part.type.value === 'text/html',
        text,
        charset,
        assumed,
        alternative: alternatives.has(part),
      });
    } else if (attachments.length >= limits.attachments) {
      findings.add(
        'error',
        place,
        'too-many-attachments',
        `More than ${limits.attachments} attachments: the rest stay in the message.`,
      );
    } else attachments.push(toAttachment(message, part, decoded));
    if (part.type.value === 'message/external-body')
      findings.add('info', place, 'external-body', 'The content lies elsewhere and was not fetched.');
    if (part.type.value === 'message/partial')
      findings.add(
        'info',
        place,
        'partial-message',
        'It is a piece of a message that was sent in several; the pieces are not joined.',
      );
  }
  if (unquoted > 0)
    findings.add(
      'info',
      'message',
      'from-unquoted',
      `${unquoted} line${unquoted === 1 ? '' : 's'} beginning with “>From ” ${unquoted === 1 ? 'is' : 'are'} read without one “>”, which mailboxes add. Whether the sender wrote it is not told by the mailbox.`,
    );
  return { parts, bodies, attachments };
}

function toAttachment(message: Buffer, part: Part, decoded: DecodedBody): Attachment {
  const { value } = part.type;
  const identical = decoded.bytes.equals(message.subarray(part.start, part.end));
  return {
    path: part.path,
    name: attachmentName(nameOf(part), value, part.path),
    mediaType: value,
    // A copy of its own: it moves to another thread.
    bytes: Uint8Array.from(decoded.bytes),
    how: identical ? 'as-it-lies' : 'decoded',
    place: { offset: part.start, length: part.end - part.start },
  };
}

function partFacts(part: Part, role: MailPart['role'], decoded: DecodedBody | null): MailPart {
  return {
    path: part.path,
    mediaType: part.type.value,
    name: nameOf(part),
    charset: part.type.parameters.get('charset') ?? '',
    encoding: part.encoding,
    disposition: part.disposition?.value ?? '',
    contentId: unfold(
      rawText(
        part.header.fields.find((field) => field.name.toLowerCase() === 'content-id')?.bytes ??
          new Uint8Array(0),
      ),
    ).replace(/^<|>$/g, ''),
    role,
    offset: part.start,
    encodedBytes: part.end - part.start,
    sizeBytes: decoded?.bytes.length ?? part.end - part.start,
    sha256:
      decoded && role === 'attachment' ? createHash('sha256').update(decoded.bytes).digest('hex') : null,
  };
}
