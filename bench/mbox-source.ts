/** A mailbox for the benchmark `mbox`: conversations, HTML, attachments, in the proportions of a complaints mailbox. */
import { closeSync, openSync, writeSync } from 'node:fs';

/** A small generator of numbers that gives every run the same mailbox (xorshift32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}

const words =
  'the caller said my computer was infected and asked for remote access then he opened the bank page and moved money to another account please help me recover what was taken refund department invoice renewal gift card courier support number'.split(
    ' ',
  );

function prose(next: () => number, length: number): string {
  let text = '';
  let line = '';
  while (text.length < length) {
    line += `${words[next() % words.length]} `;
    if (line.length > 70) {
      text += `${line.trimEnd()}\n`;
      line = '';
    }
  }
  return text;
}

function base64(next: () => number, lines: number): string {
  const rows: string[] = [];
  for (let row = 0; row < lines; row++) {
    const bytes = Buffer.allocUnsafe(57);
    for (let at = 0; at < 56; at += 4) bytes.writeUInt32LE(next(), at);
    bytes[56] = row & 0xff;
    rows.push(bytes.toString('base64'));
  }
  return rows.join('\n');
}

const day = (index: number): string =>
  new Date(Date.UTC(2025, 0, 1) + index * 60_000).toUTCString().replace('GMT', '+0000');

function message(index: number, next: () => number): string {
  const sender = `victim${index % 2000}@mail${index % 50}.example`;
  const id = `<m${index}@mail.example>`;
  const answers =
    index % 3 === 2
      ? `In-Reply-To: <m${index - 1}@mail.example>\nReferences: <m${index - 2}@mail.example> <m${index - 1}@mail.example>\n`
      : '';
  const hops = [3, 2, 1]
    .map(
      (hop) =>
        `Received: from relay${hop}.example (relay${hop}.example [192.0.2.${(index + hop) % 250}])\n\tby mx${hop}.example with ESMTPS id ${index}${hop}; ${day(index)}\n`,
    )
    .join('');
  const head = `From ${sender} Wed Jan  1 10:00:00 2025\nReturn-Path: <${sender}>\n${hops}Authentication-Results: mx.example; spf=pass smtp.mailfrom=${sender}; dkim=pass header.d=mail.example\nFrom: Victim ${index % 2000} <${sender}>\nTo: Complaints <complaints@desk.example>\nSubject: Complaint ${index}: they took my savings\nDate: ${day(index)}\nMessage-ID: ${id}\n${answers}MIME-Version: 1.0\n`;
  const text = prose(next, 1500 + (next() % 3000));
  const kind = index % 20;
  if (kind < 12) return `${head}Content-Type: text/plain; charset=utf-8\n\n${text}\n`;
  const html = `<html><body><p>${text.replaceAll('\n', '</p>\n<p>')}</p><a href="https://support-${index % 500}.example/refund?c=${index}">bank.example</a></body></html>`;
  const alternative = `--alt\nContent-Type: text/plain; charset=utf-8\n\n${text}\n--alt\nContent-Type: text/html; charset=utf-8\n\n${html}\n--alt--\n`;
  if (kind < 17) return `${head}Content-Type: multipart/alternative; boundary=alt\n\n${alternative}\n`;
  const file = base64(next, 600 + (next() % 2400));
  return `${head}Content-Type: multipart/mixed; boundary=mix\n\n--mix\nContent-Type: multipart/alternative; boundary=alt\n\n${alternative}\n--mix\nContent-Type: image/jpeg; name="screen-${index}.jpg"\nContent-Disposition: attachment; filename="screen-${index}.jpg"\nContent-Transfer-Encoding: base64\n\n${file}\n--mix--\n\n`;
}

/** Writes a mailbox of at least `size` bytes; answers how many messages it holds. */
export function writeMailbox(path: string, size: number): number {
  const next = numbers(20_250_101);
  const descriptor = openSync(path, 'wx');
  let count = 0;
  let written = 0;
  let pending: string[] = [];
  let waiting = 0;
  const flush = () => {
    written += writeSync(descriptor, Buffer.from(pending.join(''), 'latin1'));
    pending = [];
    waiting = 0;
  };
  while (written + waiting < size) {
    const one = message(count, next);
    count += 1;
    pending.push(one);
    waiting += one.length;
    if (waiting > 8 << 20) flush();
  }
  flush();
  closeSync(descriptor);
  return count;
}
