import { ProfferError } from '../../../../shared/domain/errors.ts';
import { decodeText } from '../charset.ts';
import { Findings } from '../findings.ts';
import { limits } from '../limits.ts';
import { attachmentName } from '../mime/attachment-name.ts';
import type { ParsedMail } from '../parsed-mail.ts';
import { fromProperties, type OutlookMessage } from './message-from-properties.ts';
import { codePageLabel, Properties, property } from './properties.ts';

const signature = 0x223e9f78;

/** Attribute ids of [MS-OXTNEF] 2.1.3.3 that are read. */
const attribute = {
  subject: 0x00018004,
  messageId: 0x00018009,
  body: 0x0002800c,
  attachData: 0x0006800f,
  attachTitle: 0x00018010,
  attachRendering: 0x00069002,
  messageProperties: 0x00069003,
  attachmentProperties: 0x00069005,
  codePage: 0x00069007,
} as const;

export const isTnef = (head: Uint8Array): boolean =>
  head.length >= 4 && Buffer.from(head.buffer, head.byteOffset, head.length).readUInt32LE(0) === signature;

interface TnefAttachment {
  title: Buffer | null;
  data: Buffer | null;
  properties: Properties;
}

/** Reads `winmail.dat`: what Outlook wraps its messages in ([MS-OXTNEF]). @throws ProfferError `corrupt`. */
export function readTnef(bytes: Uint8Array): ParsedMail {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (!isTnef(file)) throw new ProfferError('corrupt', 'It does not begin as a TNEF file does.');
  const findings = new Findings();
  const properties = new Properties();
  const attachments: TnefAttachment[] = [];
  let at = 6;
  for (; at + 9 <= file.length; ) {
    const id = file.readUInt32LE(at + 1);
    const length = file.readUInt32LE(at + 5);
    const data = file.subarray(at + 9, at + 9 + length);
    if (data.length < length || at + 11 + length > file.length)
      findings.add('warning', 'message', 'cut-off', 'The TNEF file ends in the middle of an attribute.');
    else if (checksum(data) !== file.readUInt16LE(at + 9 + length))
      findings.add(
        'warning',
        'message',
        'checksum',
        `An attribute of the TNEF file (${id.toString(16)}) is not what its checksum says.`,
      );
    take(id, data);
    at += 11 + length;
  }

  function take(id: number, data: Buffer): void {
    if (id === attribute.attachRendering && attachments.length <= limits.attachments)
      attachments.push({ title: null, data: null, properties: new Properties() });
    let last = attachments.at(-1);
    if (
      !last &&
      (id === attribute.attachTitle || id === attribute.attachData || id === attribute.attachmentProperties)
    ) {
      last = { title: null, data: null, properties: new Properties() };
      attachments.push(last);
    }
    if (id === attribute.codePage && data.length >= 4)
      properties.codePage = codePageLabel(data.readUInt32LE(0));
    else if (id === attribute.messageProperties) readProperties(data, properties, findings);
    else if (id === attribute.subject) properties.set(property.subject, 0x001e, data);
    else if (id === attribute.messageId) properties.set(property.messageId, 0x001e, data);
    else if (id === attribute.body) properties.set(property.body, 0x001e, data);
    else if (id === attribute.attachTitle && last) last.title = data;
    else if (id === attribute.attachData && last) last.data = data;
    else if (id === attribute.attachmentProperties && last) readProperties(data, last.properties, findings);
  }

  const message: OutlookMessage = {
    format: 'tnef',
    properties,
    recipients: [],
    attachments: [],
    contentIds: new Map(),
  };
  for (const [index, attachment] of attachments.slice(0, limits.attachments).entries())
    toAttachment(attachment, `attachment-${index + 1}`, message, findings);
  return fromProperties(message, findings);
}

/** [MS-OXTNEF] 2.1.3.1: the sum of the bytes, modulo 65536. */
function checksum(data: Buffer): number {
  let sum = 0;
  for (const byte of data) sum = (sum + byte) & 0xffff;
  return sum;
}

function toAttachment(
  { title, data, properties }: TnefAttachment,
  path: string,
  message: OutlookMessage,
  findings: Findings,
): void {
  properties.codePage ??= message.properties.codePage;
  const short = title ? decodeText(title, properties.codePage).text.replace(/\0+$/, '') : '';
  const stated = properties.text(property.attachLongName) || short || properties.text(property.displayName);
  const object = properties.bytes(property.attachData);
  // An object within begins with the id of its interface; a message then follows as TNEF again.
  const inner = object && isTnef(object.subarray(16)) ? object.subarray(16) : null;
  const bytes = inner ?? data ?? object;
  if (!bytes) {
    findings.add(
      'warning',
      `part ${path}`,
      'attachment-empty',
      `The attachment “${stated.slice(0, 200)}” holds no bytes.`,
    );
    return;
  }
  const mediaType = inner
    ? 'application/vnd.ms-tnef'
    : properties.text(property.attachMimeType).toLowerCase() || 'application/octet-stream';
  const name = attachmentName(inner && stated !== '' ? `${stated}.tnef` : stated, mediaType, path);
  message.attachments.push({
    path,
    name,
    mediaType,
    bytes: Uint8Array.from(bytes),
    how: 'decoded',
    place: null,
  });
  const contentId = properties.text(property.attachContentId);
  if (contentId !== '') message.contentIds.set(path, contentId);
}

const fixedSizes: Record<number, number> = {
  2: 4,
  3: 4,
  4: 4,
  5: 8,
  6: 8,
  7: 8,
  10: 4,
  11: 4,
  20: 8,
  64: 8,
  72: 16,
};
const variable = new Set([0x001e, 0x001f, 0x0102, 0x000d]);

/** Reads on in bytes; what leads out of them throws. */
class Cursor {
  private at = 0;
  private readonly data: Buffer;

  constructor(data: Buffer) {
    this.data = data;
  }

  take(length: number): Buffer {
    if (this.at + length > this.data.length)
      throw new ProfferError('corrupt', 'A length leads out of the data.');
    const bytes = this.data.subarray(this.at, this.at + length);
    // Everything is padded to four bytes.
    this.at += (length + 3) & ~3;
    return bytes;
  }

  number(most: number): number {
    const value = this.take(4).readUInt32LE(0);
    if (value > most) throw new ProfferError('corrupt', 'A count is larger than can be.');
    return value;
  }
}

/** MsgPropertyList: [MS-OXTNEF] 2.1.3.4. Ends, with a finding, where a length leads out of the data. */
function readProperties(data: Buffer, properties: Properties, findings: Findings): void {
  try {
    const cursor = new Cursor(data);
    const count = cursor.number(10_000);
    for (let index = 0; index < count; index++) readProperty(cursor, properties);
  } catch (error) {
    if (!(error instanceof ProfferError)) throw error;
    findings.add(
      'warning',
      'message',
      'properties-cut',
      `A list of properties in the TNEF file is not read to its end: ${error.message}`,
    );
  }
  properties.takeCodePage();
}

function readProperty(cursor: Cursor, properties: Properties): void {
  const tag = cursor.take(4);
  const kind = tag.readUInt16LE(0) & 0x0fff;
  const many = (tag.readUInt16LE(0) & 0x1000) !== 0;
  const id = tag.readUInt16LE(2);
  // A named property: whose, and its number or its name.
  if (id >= 0x8000 && cursor.take(20).readUInt32LE(16) === 1) cursor.take(cursor.number(1_000_000));
  else if (id >= 0x8000) cursor.take(4);
  const size = fixedSizes[kind];
  if (!variable.has(kind) && size === undefined)
    throw new ProfferError('corrupt', 'A property has a type nobody knows.');
  const values = many || variable.has(kind) ? cursor.number(10_000) : 1;
  for (let value = 0; value < values; value++) {
    const bytes = cursor.take(variable.has(kind) ? cursor.number(0xffff_ffff) : (size ?? 0));
    if (value === 0 && !many && id < 0x8000) properties.set(id, kind, bytes);
  }
}
