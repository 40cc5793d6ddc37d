import { createHash } from 'node:crypto';

/** Writes Internet messages (RFC 5322, MIME) as mailbox providers deliver them: CRLF, folded, encoded. */

export interface Address {
  name: string;
  address: string;
}

export interface Attachment {
  name: string;
  type: string;
  content: Buffer;
}

export interface Hop {
  from: string;
  ip: string;
  by: string;
  /** RFC 5322 date with offset. */
  date: string;
}

export interface Message {
  from: Address;
  to: Address;
  replyTo?: Address;
  subject: string;
  /** RFC 5322 date with offset. */
  date: string;
  /** Newest first, as they stand in the message. */
  hops: Hop[];
  /** `pass` signs with a DKIM header of the right shape; its signature is invented and verifies nowhere. */
  authentication: 'pass' | 'fail' | 'none';
  text: string;
  html?: string;
  charset?: 'utf-8' | 'iso-8859-1';
  encoding?: 'quoted-printable' | 'base64' | '8bit';
  attachments?: Attachment[];
  extra?: [name: string, value: string][];
}

const newline = '\r\n';

function digest(text: string, bytes: number): string {
  const parts: Buffer[] = [];
  for (let at = 0; at * 32 < bytes; at++) parts.push(createHash('sha256').update(`${at}:${text}`).digest());
  return Buffer.concat(parts).subarray(0, bytes).toString('base64');
}

const fold = (text: string, width = 76): string =>
  text.match(new RegExp(`.{1,${width}}`, 'g'))?.join(newline) ?? '';

function bytesOf(text: string, charset: 'utf-8' | 'iso-8859-1'): Buffer {
  if (charset === 'utf-8') return Buffer.from(text, 'utf8');
  const outside = [...text].find((character) => (character.codePointAt(0) ?? 0) > 255);
  if (outside) throw new Error(`"${outside}" is not in ISO-8859-1`);
  return Buffer.from(text, 'latin1');
}

/** RFC 2047 encoded words of at most 75 characters, cut between characters; plain ASCII passes as it is. */
function encodeHeader(text: string, charset: 'utf-8' | 'iso-8859-1' = 'utf-8'): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text;
  const words: string[] = [];
  let part = '';
  for (const character of text) {
    if (bytesOf(part + character, charset).length > 39) {
      words.push(part);
      part = '';
    }
    part += character;
  }
  words.push(part);
  const name = charset.toUpperCase();
  return words
    .map((word) => `=?${name}?B?${bytesOf(word, charset).toString('base64')}?=`)
    .join(`${newline} `);
}

function printAddress({ name, address }: Address, charset: 'utf-8' | 'iso-8859-1'): string {
  const shown = encodeHeader(name, charset);
  const ascii = shown === name;
  return ascii ? `"${name.replace(/(["\\])/g, '\\$1')}" <${address}>` : `${shown}${newline} <${address}>`;
}

/** RFC 2045 section 6.7, lines of at most 76 characters. */
function quotedPrintable(bytes: Buffer): string {
  const lines = bytes.toString('latin1').split('\n');
  return lines
    .map((line) => {
      let out = '';
      let width = 0;
      [...line].forEach((character, at) => {
        const code = character.charCodeAt(0);
        const plain = code === 9 || (code >= 32 && code <= 126 && character !== '=');
        const last = at === line.length - 1 && (character === ' ' || character === '\t');
        const piece = plain && !last ? character : `=${code.toString(16).toUpperCase().padStart(2, '0')}`;
        if (width + piece.length > 75) {
          out += `=${newline}`;
          width = 0;
        }
        out += piece;
        width += piece.length;
      });
      return out;
    })
    .join(newline);
}

function textPart(
  type: string,
  text: string,
  charset: 'utf-8' | 'iso-8859-1',
  encoding: 'quoted-printable' | 'base64' | '8bit',
): string {
  const bytes = bytesOf(text, charset);
  const body =
    encoding === 'quoted-printable'
      ? quotedPrintable(bytes)
      : encoding === 'base64'
        ? fold(bytes.toString('base64'))
        : bytes.toString('latin1').replace(/\n/g, newline);
  return [
    `Content-Type: ${type}; charset="${charset}"`,
    `Content-Transfer-Encoding: ${encoding}`,
    '',
    body,
    '',
  ].join(newline);
}

function attachmentPart({ name, type, content }: Attachment): string {
  const ascii = /^[\x20-\x7e]*$/.test(name);
  // RFC 2231 for names outside ASCII.
  const encoded = encodeURIComponent(name).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return [
    `Content-Type: ${type}${ascii ? `; name="${name}"` : ''}`,
    'Content-Transfer-Encoding: base64',
    `Content-Disposition: attachment;${newline} ${ascii ? `filename="${name}"` : `filename*=UTF-8''${encoded}`}`,
    '',
    fold(content.toString('base64')),
    '',
  ].join(newline);
}

function multipart(kind: string, seed: string, parts: string[]): string {
  const boundary = `=_${createHash('sha256').update(`${kind}${seed}`).digest('hex').slice(0, 28)}`;
  return [
    `Content-Type: multipart/${kind};${newline} boundary="${boundary}"`,
    '',
    ...parts.flatMap((part) => [`--${boundary}`, part]),
    `--${boundary}--`,
    '',
  ].join(newline);
}

function authenticationHeaders(message: Message, body: string): string[] {
  const domain = message.from.address.split('@')[1] ?? '';
  const receiver = message.hops[0]?.by ?? 'mx.nordhaven.example';
  if (message.authentication === 'none') {
    return [`Authentication-Results: ${receiver};${newline} spf=none smtp.mailfrom=${domain}; dkim=none`];
  }
  const verdict = message.authentication;
  const results =
    `Authentication-Results: ${receiver};${newline}` +
    ` spf=${verdict === 'pass' ? 'pass' : 'softfail'} smtp.mailfrom=${message.from.address};${newline}` +
    ` dkim=${verdict} header.d=${domain};${newline} dmarc=${verdict} header.from=${domain}`;
  const signature = fold(digest(`${message.subject}${message.date}`, 256), 70).replaceAll(
    newline,
    `${newline}\t `,
  );
  return [
    results,
    `DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=${domain}; s=sample2025;${newline}` +
      `\th=from:to:subject:date:message-id:mime-version;${newline}` +
      `\tbh=${createHash('sha256').update(body).digest('base64')};${newline}` +
      `\tb=${signature}`,
  ];
}

/** The message as delivered: bytes with CRLF line ends. Same input, same bytes. */
export function writeMessage(message: Message): Buffer {
  const charset = message.charset ?? 'utf-8';
  const encoding = message.encoding ?? 'quoted-printable';
  const seed = `${message.subject}${message.date}`;
  const plain = textPart('text/plain', message.text, charset, encoding);
  let body = message.html
    ? multipart('alternative', seed, [plain, textPart('text/html', message.html, charset, encoding)])
    : plain;
  if (message.attachments?.length) {
    body = multipart('mixed', seed, [body, ...message.attachments.map(attachmentPart)]);
  }
  const domain = message.from.address.split('@')[1] ?? '';
  const messageId = `${createHash('sha256').update(seed).digest('hex').slice(0, 24)}@mail.${domain}`;
  const headers = [
    `Return-Path: <${message.from.address}>`,
    `Delivered-To: ${message.to.address}`,
    ...message.hops.map(
      (hop, index) =>
        `Received: from ${hop.from} (${hop.from} [${hop.ip}])${newline}\tby ${hop.by} with ESMTPS id ${digest(`${seed}${index}`, 9).replace(/[+/]/g, 'x')}${newline}\tfor <${message.to.address}>; ${hop.date}`,
    ),
    ...authenticationHeaders(message, body),
    ...(message.extra ?? []).map(([name, value]) => `${name}: ${value}`),
    'X-Sample-Notice: EXAMPLE - fictional. No person, company or number in this message is real.',
    `Date: ${message.date}`,
    `From: ${printAddress(message.from, charset)}`,
    `To: ${printAddress(message.to, charset)}`,
    ...(message.replyTo ? [`Reply-To: ${printAddress(message.replyTo, charset)}`] : []),
    `Message-ID: <${messageId}>`,
    `Subject: ${encodeHeader(message.subject, charset)}`,
    'MIME-Version: 1.0',
  ];
  // Latin-1 carries every byte of an 8bit body through unchanged; headers are ASCII by now.
  return Buffer.from(`${headers.join(newline)}${newline}${body}`, 'latin1');
}

/** An mbox file (RFC 4155, mboxrd quoting): LF line ends, `From ` lines in the body quoted. */
export function writeMailbox(messages: { sender: string; date: string; message: Buffer }[]): Buffer {
  return Buffer.concat(
    messages.map(({ sender, date, message }) =>
      Buffer.from(
        `From ${sender} ${date}\n${message
          .toString('latin1')
          .replaceAll('\r\n', '\n')
          .replace(/^(>*From )/gm, '>$1')}\n`,
        'latin1',
      ),
    ),
  );
}

/** `2025-03-14T09:12:40-06:00` as RFC 5322 writes it, the offset kept; `addSeconds` for later hops. */
export function mailDate(iso: string, addSeconds = 0): string {
  const [, sign, hours, minutes] = /([+-])(\d{2}):(\d{2})$/.exec(iso) ?? [];
  if (!sign) throw new Error(`${iso} has no offset`);
  const offset = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  const local = new Date(Date.parse(iso) + addSeconds * 1000 + offset * 60_000);
  const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
  const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${days[local.getUTCDay()]}, ${two(local.getUTCDate())} ${months[local.getUTCMonth()]} ${local.getUTCFullYear()} ${two(local.getUTCHours())}:${two(local.getUTCMinutes())}:${two(local.getUTCSeconds())} ${sign}${hours}${minutes}`;
}
