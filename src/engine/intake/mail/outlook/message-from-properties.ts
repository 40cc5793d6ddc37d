import { createHash } from 'node:crypto';
import { ProfferError } from '../../../../shared/domain/errors.ts';
import { readBody } from '../body/read-body.ts';
import { decodeText } from '../charset.ts';
import type { Findings } from '../findings.ts';
import type { Mailbox } from '../header/addresses.ts';
import { readHeader, withBodies } from '../header/header-fields.ts';
import type { MailDate } from '../header/mail-date.ts';
import { readMessageIds } from '../header/message-ids.ts';
import { mailWarnings } from '../header/warnings.ts';
import type { Attachment, MailPart, ParsedMail } from '../parsed-mail.ts';
import { type HeaderFacts, headerFacts } from '../read-message.ts';
import type { BodyPart } from '../sort-parts.ts';
import { decompressRtf } from './compressed-rtf.ts';
import { type Properties, property } from './properties.ts';
import { readRtf } from './rtf.ts';

export interface OutlookMessage {
  format: 'outlook' | 'tnef';
  properties: Properties;
  recipients: { field: 'To' | 'Cc' | 'Bcc'; mailbox: Mailbox }[];
  attachments: Attachment[];
  /** By the attachments' path. */
  contentIds: Map<string, string>;
}

/** A message that Outlook keeps as properties, told the way a message of RFC 5322 is. */
export function fromProperties(message: OutlookMessage, findings: Findings): ParsedMail {
  const facts = readFacts(message, findings);
  const { parts: bodyParts, list } = bodies(message.properties, findings);
  const { body, links } = readBody(bodyParts, findings);
  const parts = [...list, ...message.attachments.map((one) => attachmentPart(one, message.contentIds))];
  return {
    format: message.format,
    envelope: '',
    ...facts,
    body,
    links,
    parts,
    attachments: message.attachments,
    warnings: mailWarnings({ ...facts, links }),
    findings: findings.all(),
  };
}

/** The header as the last server handed it over, where Outlook kept it; else what its properties say. */
function readFacts({ properties, recipients }: OutlookMessage, findings: Findings): HeaderFacts {
  const kept = Buffer.from(
    properties.text(property.transportHeaders).replace(/^Microsoft Mail Internet Headers[^\n]*\n/, ''),
    'utf8',
  );
  const section = withBodies(kept, readHeader(kept, 0, kept.length, findings, 'header'));
  const facts = headerFacts(section);
  if (section.fields.length === 0)
    findings.add(
      'info',
      'header',
      'no-transport-header',
      'Outlook kept no header of this message: sender, recipients and date are its own words. There are no hops to see.',
    );
  const add = (field: string, mailboxes: Mailbox[]) => {
    const known = facts.addresses.some((one) => one.field.toLowerCase() === field.toLowerCase());
    if (!known && mailboxes.length > 0) facts.addresses.push({ field, mailboxes });
  };
  add('From', senderOf(properties));
  for (const field of ['To', 'Cc', 'Bcc'] as const)
    add(
      field,
      recipients.filter((one) => one.field === field).map((one) => one.mailbox),
    );
  facts.subject ||= properties.text(property.subject);
  facts.date ??= dateOf(properties);
  facts.messageId ||= readMessageIds(properties.text(property.messageId))[0] ?? '';
  if (facts.inReplyTo.length === 0) facts.inReplyTo = readMessageIds(properties.text(property.inReplyTo));
  if (facts.references.length === 0) facts.references = readMessageIds(properties.text(property.references));
  return facts;
}

function senderOf(properties: Properties): Mailbox[] {
  const name = properties.text(property.sentRepresentingName) || properties.text(property.senderName);
  const stated = [
    property.sentRepresentingSmtp,
    property.senderSmtp,
    property.sentRepresentingAddress,
    property.senderAddress,
  ];
  const address = stated.map((id) => properties.text(id)).find((text) => text !== '') ?? '';
  return name === '' && address === '' ? [] : [{ name: name === address ? '' : name, address, group: null }];
}

function dateOf(properties: Properties): MailDate | null {
  const sent = properties.time(property.clientSubmitTime);
  const at = sent ?? properties.time(property.deliveryTime);
  if (at === null) return null;
  const problems = ['Outlook keeps it in UTC, without the offset of the sender.'];
  if (sent === null) problems.push('It is the time of delivery: no time of sending is kept.');
  return { asWritten: at, at, offsetMinutes: null, problems };
}

function bodies(properties: Properties, findings: Findings): { parts: BodyPart[]; list: MailPart[] } {
  const parts: BodyPart[] = [];
  const list: MailPart[] = [];
  const take = (
    path: string,
    mediaType: string,
    bytes: number,
    text: string,
    charset: string,
    assumed = false,
  ) => {
    const html = mediaType === 'text/html';
    parts.push({ path, html, text, charset, assumed, alternative: true });
    list.push({
      path,
      mediaType,
      name: '',
      charset,
      encoding: '',
      disposition: '',
      contentId: '',
      role: 'body',
      offset: null,
      encodedBytes: null,
      sizeBytes: bytes,
      sha256: null,
    });
  };
  const plain = properties.text(property.body);
  if (plain !== '')
    take('body-text', 'text/plain', Buffer.byteLength(plain), plain, properties.codePage ?? 'utf-16le');
  const html = properties.bytes(property.html);
  if (html && html.length > 0) {
    const stated = /charset\s*=\s*["']?([\w-]+)/i.exec(html.toString('latin1', 0, 4096))?.[1];
    const decoded = decodeText(html, properties.codePage ?? stated ?? null);
    take('body-html', 'text/html', html.length, decoded.text, decoded.charset, decoded.assumed);
  }
  const packed = properties.bytes(property.rtfCompressed);
  if (packed && packed.length > 0) {
    try {
      const rtf = decompressRtf(packed);
      const { kind, text } = readRtf(rtf);
      // The same words in a third form; they count where the other forms are missing.
      if (kind === 'html' ? !html : plain === '' && !html)
        take('body-rtf', kind === 'html' ? 'text/html' : 'text/plain', rtf.length, text, 'rtf');
    } catch (error) {
      if (!(error instanceof ProfferError)) throw error;
      findings.add('warning', 'part body-rtf', 'rtf-damaged', error.message);
    }
  }
  return { parts, list };
}

const attachmentPart = (attachment: Attachment, contentIds: Map<string, string>): MailPart => ({
  path: attachment.path,
  mediaType: attachment.mediaType,
  name: attachment.name,
  charset: '',
  encoding: '',
  disposition: 'attachment',
  contentId: contentIds.get(attachment.path) ?? '',
  role: 'attachment',
  offset: null,
  encodedBytes: null,
  sizeBytes: attachment.bytes.length,
  sha256: createHash('sha256').update(attachment.bytes).digest('hex'),
});
