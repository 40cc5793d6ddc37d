import { extname } from 'node:path';
import { fileTypeFromBuffer } from 'file-type';
import { mayHaveSignature } from './signatures.ts';

export interface MediaType {
  /** IANA media type, from the content. */
  mediaType: string;
  /** What a person should know: the name says something else, or the content is of a kind that can run. */
  note: string;
}

/** What a name's ending promises, where a false promise matters. */
const promised: Record<string, string> = {
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.png': 'image/png',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.pdf': 'application/pdf',
  '.zip': 'application/zip',
  '.mp3': 'audio/mpeg',
  '.mp4': 'video/mp4',
  '.wav': 'audio/wav',
  '.xls': 'application/x-cfb',
  '.docx': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** Text formats that have no signature of their own: the content is text, the ending says which. */
const textByName: Record<string, string> = {
  '.csv': 'text/csv',
  '.tsv': 'text/tab-separated-values',
  '.json': 'application/json',
  '.eml': 'message/rfc822',
  '.mbox': 'application/mbox',
  '.vcf': 'text/vcard',
  '.ics': 'text/calendar',
  '.md': 'text/markdown',
};

const active = new Set([
  'application/x-msdownload',
  'application/x-elf',
  'application/x-mach-binary',
  'application/vnd.microsoft.portable-executable',
]);

/**
 * Tells a media type from the first bytes (`head`, up to 4 KiB) and only then looks at the name: evidence is what it
 * is, not what it is called. Answers at once where the content has no signature; `head` may then be used for something else.
 */
export function detectMediaType(
  head: Uint8Array,
  name: string,
  sizeBytes: number,
): MediaType | Promise<MediaType> {
  const ending = extname(name).toLowerCase();
  if (sizeBytes === 0) return { mediaType: 'application/x-empty', note: 'The file is empty.' };
  return mayHaveSignature(head) ? typeBySignature(head.slice(), ending) : typeByText(head, ending);
}

async function typeBySignature(head: Uint8Array, ending: string): Promise<MediaType> {
  // A truncated head can make a container's reader run off its end; then the signature alone decides.
  const found = await fileTypeFromBuffer(head).catch(() => undefined);
  if (!found) return typeByText(head, ending);
  const mediaType = refine(found.mime, ending);
  const expected = promised[ending];
  const notes: string[] = [];
  if (expected && !sameFamily(expected, mediaType))
    notes.push(`The name ends in ${ending}, but the content is ${mediaType}.`);
  if (active.has(mediaType)) notes.push('This is a program. It is kept as evidence and never run.');
  return { mediaType, note: notes.join(' ') };
}

function typeByText(head: Uint8Array, ending: string): MediaType {
  if (head[0] === 0x78 && head[1] === 0x9f && head[2] === 0x3e && head[3] === 0x22)
    return { mediaType: 'application/vnd.ms-tnef', note: '' };
  const text = looksLikeText(head);
  if (!text) {
    // Old mail has control characters and NUL bytes where none should be; its header is still a header.
    const bytes = latin1(head);
    if (mailHeader.test(bytes))
      return {
        mediaType: bytes.startsWith('From ') ? 'application/mbox' : 'message/rfc822',
        note: 'It holds control characters that mail should not have.',
      };
    const note = promised[ending] ? `The name ends in ${ending}, but the content has no such signature.` : '';
    return { mediaType: 'application/octet-stream', note };
  }
  const mediaType = textType(text, ending);
  const note = promised[ending] ? `The name ends in ${ending}, but the content is text.` : '';
  return { mediaType, note };
}

/** The first fields mail is met with, and a second field or a folded line behind the first. */
const mailHeader =
  /^(?:From [^\n]*\n)?(Return-Path|Received|Delivered-To|Envelope-To|From|To|Subject|Date|Message-ID|MIME-Version|Content-Type|Reply-To|Sender|DKIM-Signature|ARC-[\w-]+|Authentication-Results|X-[\w-]+): ?[^\n]*\n(?:[\w-]+:|[ \t])/i;

/**
 * Office files are ZIPs whose own type lies deep in them; the ending is believed only among ZIPs. The same goes for the
 * compound files of older Office and Outlook.
 */
function refine(mediaType: string, ending: string): string {
  if (mediaType === 'application/x-cfb' && ending === '.msg') return 'application/vnd.ms-outlook';
  const expected = promised[ending];
  return mediaType === 'application/zip' && expected?.startsWith('application/vnd.openxmlformats')
    ? expected
    : mediaType;
}

const sameFamily = (expected: string, found: string): boolean =>
  expected === found ||
  (expected.split('/')[0] === found.split('/')[0] && expected.split('/')[0] !== 'application') ||
  (expected === 'application/zip' && /zip|openxml|epub|java-archive|android/.test(found));

const latin1 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');

/** The head as text, or null: no NUL and few control characters, in UTF-8 or UTF-16 with its mark. */
function looksLikeText(head: Uint8Array): string | null {
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) {
    return new TextDecoder(head[0] === 0xff ? 'utf-16le' : 'utf-16be').decode(head);
  }
  if (head.includes(0)) return null;
  let odd = 0;
  for (let index = 0; index < head.length; index++) {
    const byte = head[index]!;
    if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x0c && byte !== 0x1b)
      odd++;
  }
  return odd * 50 > head.length ? null : latin1(head);
}

function textType(text: string, ending: string): string {
  const start = text.replace(/^(\u00ef\u00bb\u00bf|\ufeff)/, '').trimStart();
  if (/^(<!doctype html|<html|<head|<body)/i.test(start)) return 'text/html';
  if (/^<\?xml/i.test(start)) return /<svg[\s>]/i.test(start) ? 'image/svg+xml' : 'application/xml';
  if (/^<svg[\s>]/i.test(start)) return 'image/svg+xml';
  if (/^From \S+.*\d{4}\r?\n/.test(text)) return 'application/mbox';
  if (mailHeader.test(start)) return start.startsWith('From ') ? 'application/mbox' : 'message/rfc822';
  return textByName[ending] ?? 'text/plain';
}
