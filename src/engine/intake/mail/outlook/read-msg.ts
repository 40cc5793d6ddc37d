import { Findings } from '../findings.ts';
import { limits } from '../limits.ts';
import { attachmentName } from '../mime/attachment-name.ts';
import type { Attachment, ParsedMail } from '../parsed-mail.ts';
import { openCompoundFile, type Storage } from './compound-file.ts';
import { fromProperties, type OutlookMessage } from './message-from-properties.ts';
import { Properties, property } from './properties.ts';
import { writeCompoundFile } from './write-compound-file.ts';

const propertyStream = '__properties_version1.0';
const names = '__nameid_version1.0';
const valueStream = /^__substg1\.0_([0-9A-F]{4})([0-9A-F]{4})$/i;

/** Reads an Outlook message: [MS-OXMSG]. @throws ProfferError `corrupt` when it is no compound file of that kind. */
export function readMsg(bytes: Uint8Array): ParsedMail {
  const findings = new Findings();
  const root = openCompoundFile(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
  if (!root.streams.has(propertyStream))
    findings.add(
      'error',
      'message',
      'no-properties',
      'It is a compound file without the properties of a message.',
    );
  const properties = propertiesOf(root, 32, null);
  const kind = properties.text(property.messageClass);
  if (kind !== '' && !/^(?:IPM\.Note|REPORT\.)/i.test(kind))
    findings.add(
      'info',
      'message',
      'not-a-mail',
      `Outlook calls it ${kind.slice(0, 100)}: it is no mail, and is read as if it were one.`,
    );
  const message: OutlookMessage = {
    format: 'outlook',
    properties,
    recipients: [],
    attachments: [],
    contentIds: new Map(),
  };
  for (const [name, storage] of ordered(root)) {
    if (name.startsWith('__recip_version1.0_')) {
      if (message.recipients.length < limits.addressesPerField)
        message.recipients.push(recipientOf(storage, properties.codePage));
    } else if (name.startsWith('__attach_version1.0_')) {
      if (message.attachments.length < limits.attachments) takeAttachment(root, storage, message, findings);
      else
        findings.add(
          'error',
          'message',
          'too-many-attachments',
          `More than ${limits.attachments} attachments: the rest stay in the message.`,
        );
    }
  }
  return fromProperties(message, findings);
}

const ordered = (root: Storage): [string, Storage][] =>
  [...root.storages].sort(([one], [other]) => (one < other ? -1 : 1));

/** [MS-OXMSG] 2.4: short values in one stream behind a header of `headerBytes`, long ones each in a stream of its own. */
function propertiesOf(storage: Storage, headerBytes: number, codePage: string | null): Properties {
  const properties = new Properties();
  const table = storage.streams.get(propertyStream)?.read() ?? Buffer.alloc(0);
  for (let at = headerBytes; at + 16 <= table.length; at += 16) {
    const type = table.readUInt16LE(at);
    const long = [0x001e, 0x001f, 0x0102, 0x000d, 0x0048].includes(type) || (type & 0x1000) !== 0;
    if (!long) properties.set(table.readUInt16LE(at + 2), type, table.subarray(at + 8, at + 16));
  }
  for (const [name, stream] of storage.streams) {
    const match = valueStream.exec(name);
    if (match) properties.set(Number.parseInt(match[1]!, 16), Number.parseInt(match[2]!, 16), stream.read());
  }
  properties.codePage = codePage;
  properties.takeCodePage();
  return properties;
}

function recipientOf(storage: Storage, codePage: string | null): OutlookMessage['recipients'][number] {
  const properties = propertiesOf(storage, 8, codePage);
  const kind = properties.number(property.recipientType);
  const name = properties.text(property.displayName);
  const address = properties.text(property.smtpAddress) || properties.text(property.address);
  return {
    field: kind === 2 ? 'Cc' : kind === 3 ? 'Bcc' : 'To',
    mailbox: { name: name === address ? '' : name, address, group: null },
  };
}

function takeAttachment(root: Storage, storage: Storage, message: OutlookMessage, findings: Findings): void {
  const properties = propertiesOf(storage, 8, message.properties.codePage);
  const path = `attachment-${message.attachments.length + 1}`;
  const inner = storage.storages.get('__substg1.0_3701000D');
  const stated =
    properties.text(property.attachLongName) ||
    properties.text(property.attachName) ||
    properties.text(property.displayName);
  const add = (attachment: Omit<Attachment, 'path'>) => {
    message.attachments.push({ path, ...attachment });
    const contentId = properties.text(property.attachContentId);
    if (contentId !== '') message.contentIds.set(path, contentId);
  };
  if (inner?.streams.has(propertyStream)) {
    const mediaType = 'application/vnd.ms-outlook';
    const name = attachmentName(
      stated === '' || /\.msg$/i.test(stated) ? stated : `${stated}.msg`,
      mediaType,
      path,
    );
    add({ name, mediaType, bytes: Uint8Array.from(rebuilt(root, inner)), how: 'rebuilt', place: null });
  } else if (inner) {
    add({
      name: attachmentName(stated, 'application/x-ole-storage', path),
      mediaType: 'application/x-ole-storage',
      bytes: Uint8Array.from(writeCompoundFile(inner)),
      how: 'rebuilt',
      place: null,
    });
  } else {
    const bytes = properties.bytes(property.attachData);
    if (!bytes) {
      findings.add(
        'warning',
        `part ${path}`,
        'attachment-elsewhere',
        `The attachment “${stated.slice(0, 200)}” is not in the message: it only points to a place outside.`,
      );
      return;
    }
    const mediaType = properties.text(property.attachMimeType).toLowerCase() || 'application/octet-stream';
    add({
      name: attachmentName(stated, mediaType, path),
      mediaType,
      bytes: Uint8Array.from(bytes),
      how: 'decoded',
      place: null,
    });
  }
}

/**
 * A message within a message as a file of its own: its storage becomes the root, the names of the outer file's properties
 * come along, and the header of its properties grows by the eight bytes a root has ([MS-OXMSG] 2.4.1.1, 2.4.1.2).
 */
function rebuilt(root: Storage, inner: Storage): Buffer {
  const streams = new Map(inner.streams);
  const table = inner.streams.get(propertyStream)!.read();
  const grown = Buffer.concat([table.subarray(0, 24), Buffer.alloc(8), table.subarray(24)]);
  streams.set(propertyStream, { size: grown.length, read: () => grown });
  const storages = new Map(inner.storages);
  const mapping = root.storages.get(names);
  if (mapping && !storages.has(names)) storages.set(names, mapping);
  return writeCompoundFile({ streams, storages });
}
