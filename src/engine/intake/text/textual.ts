import { ProfferError } from '../../../shared/domain/errors.ts';
import { parseJson } from '../bounded-json.ts';
import { nameOfIntel } from '../intel/recognise.ts';
import { recogniseList } from '../tables/looking/recognise-list.ts';
import { readChatJson } from './chat/chat-json.ts';
import { isIMessage, readIMessage } from './chat/imessage.ts';
import { isSmsBackup, readSmsBackup } from './chat/sms-backup.ts';
import { isTelegramHtml, readTelegramHtml } from './chat/telegram-html.ts';
import { isWhatsApp, readWhatsApp } from './chat/whatsapp.ts';
import { type ContentText, emptyContent } from './content-text.ts';
import { decodeBytes } from './decode-text.ts';
import { readDirectory } from './directory-lines.ts';
import type { EmbeddedFile } from './embedded-files.ts';
import { readHtml } from './html-text.ts';
import { readMht } from './mht-text.ts';
import { pagesOf } from './plain-text.ts';
import type { TextTask } from './read-text.ts';

/** JSON is looked into for messages and intelligence up to this size; beyond it is read as the text it is. */
const largestJson = 128 << 20;
const beyond = Symbol('beyond what is parsed');

const tables: ReadonlySet<string> = new Set(['text/csv', 'text/tab-separated-values']);

const formats: Record<string, string> = {
  'text/csv': 'Table (CSV)',
  'text/tab-separated-values': 'Table (TSV)',
  'application/json': 'JSON',
  'application/xml': 'XML',
  'image/svg+xml': 'SVG drawing',
  'text/markdown': 'Markdown',
};

/** Whatever is made of characters: chats, pages, tables, plain text. Null where the bytes are no text. */
export function readTextual(
  { bytes, name, declared }: TextTask,
  mediaType: string,
): (ContentText & { embedded?: EmbeddedFile[] }) | null {
  if (isMht(bytes, name)) return readMht(bytes);
  if (looksBinary(bytes)) return null;
  if (mediaType === 'text/html') return readPage(bytes, name);
  const { text, encoding, assumed } = decodeBytes(bytes);
  const start = text
    .slice(0, 2_000)
    .replace(/^\ufeff/, '')
    .trimStart();
  if (isPage(start, name)) return readPage(bytes, name);
  const common = { encoding, assumed: assumed ? [assumed] : [] };
  if (mediaType === 'application/json' || /^[{[]/.test(start)) {
    const value = bytes.length <= largestJson ? parsed(text) : beyond;
    if (value === beyond) return { ...emptyContent('JSON'), ...common, ...withLargeJson(pagesOf(text)) };
    const chat = readChatJson(value);
    if (chat) return { ...chat, encoding, assumed: [...common.assumed, ...chat.assumed] };
    const intel = nameOfIntel(value);
    if (intel !== null)
      return { ...emptyContent(intel), ...common, ...pagesOf(text), importable: 'intelligence' };
  }
  const directory = readDirectory(text);
  if (directory) return { ...directory, ...common };
  if (isSmsBackup(start)) return { ...readSmsBackup(text), encoding };
  if (isIMessage(text)) return { ...readIMessage(text, name, declared), ...common };
  if (isWhatsApp(text)) {
    const chat = readWhatsApp(text, declared);
    return { ...chat, encoding, assumed: [...common.assumed, ...chat.assumed] };
  }
  const list = mediaType === 'text/plain' ? (recogniseList(text) ?? savedAsWorkbook(name)) : null;
  return {
    ...emptyContent(list ?? formats[mediaType] ?? 'Plain text'),
    ...common,
    ...pagesOf(text),
    importable: tables.has(mediaType) || list !== null ? 'table' : '',
  };
}

/** Banks and shops give text whose cells are parted by tabs the name of a workbook, so that a click opens it in one. */
const savedAsWorkbook = (name: string): string | null => (/\.xls$/i.test(name) ? 'Table (text)' : null);

const withLargeJson = (read: ReturnType<typeof pagesOf>): ReturnType<typeof pagesOf> => ({
  ...read,
  findings: [
    ...read.findings,
    {
      severity: 'info',
      code: 'json-not-looked-into',
      message: `It is longer than ${largestJson >> 20} MiB or holds too many values, and was read as text: whether it is a chat, a STIX bundle or a MISP export was not looked at.`,
      place: '',
    },
  ],
});

/** A fragment of HTML begins with any element; there the name decides. */
const isPage = (start: string, name: string): boolean =>
  /^(<!doctype html|<html|<head|<body|<table)/i.test(start) ||
  (/\.(?:x?html?|xls)$/i.test(name) &&
    !start.startsWith('<?xml') &&
    /<(p|div|a|table|span|title|h\d|br|meta)\b/i.test(start));

function readPage(bytes: Uint8Array, name: string): ContentText {
  const text = decodeBytes(bytes).text;
  return isTelegramHtml(text) ? readTelegramHtml(text) : readHtml(bytes, name);
}

/** Null for what is no JSON, `beyond` for what is too much of it to be parsed. */
function parsed(text: string): unknown {
  try {
    return parseJson(text.replace(/^\ufeff/, ''));
  } catch (error) {
    if (!(error instanceof ProfferError)) throw error;
    return error.code === 'invalid-input' ? beyond : null;
  }
}

function isMht(bytes: Uint8Array, name: string): boolean {
  if (!/\.mht(ml)?$/i.test(name)) return false;
  return /^content-type:\s*(multipart\/|text\/html)/im.test(
    Buffer.from(bytes.subarray(0, 8_192)).toString('latin1'),
  );
}

/** NUL bytes outside UTF-16, or many control characters: what no text file has. */
function looksBinary(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, 65_536);
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) return false;
  let odd = 0;
  const zeros: [number, number] = [0, 0];
  for (let index = 0; index < head.length; index++) {
    const byte = head[index]!;
    if (byte === 0) zeros[index & 1 ? 1 : 0] += 1;
    else if (byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 12 && byte !== 0x1b)
      odd += 1;
  }
  const [even, uneven] = zeros;
  const isWide = Math.max(even, uneven) > head.length * 0.2 && Math.min(even, uneven) < head.length * 0.05;
  return (even + uneven > head.length / 1_000 && !isWide) || odd * 50 > head.length;
}
