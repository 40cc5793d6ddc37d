/** Real mail nobody here wrote, against what Python's parser made of it; where the two differ, the reason is named. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { samplesFolder } from '../../../../tests/support/desk.ts';
import { openMail } from './digest.ts';
import { mailKind } from './mail-kind.ts';
import { splitMbox } from './mbox/split-mbox.ts';
import { readMessage } from './read-message.ts';

const samples = samplesFolder('03-mail');
const hostile = samplesFolder('05-hostile');
const oracle = samplesFolder('oracles/mail.tsv');

interface Row {
  file: string;
  kind: string;
  subject: string;
  date: string;
  hops: number;
  parts: number;
  attachments: number;
}

const rows = (): Row[] =>
  readFileSync(oracle!, 'utf8')
    .split('\n')
    .slice(1)
    .filter(Boolean)
    .map((line) => {
      const [file = '', , , kind = '', , subject = '', date = '', hops, parts, attachments] =
        line.split('\t');
      return {
        file,
        kind,
        subject,
        date,
        hops: Number(hops),
        parts: Number(parts),
        attachments: Number(attachments),
      };
    });

/** Python walks into attached messages as if they were parts; here they are evidence of their own. */
function partsWithin(bytes: Uint8Array, depth = 0): number {
  const mail = readMessage(bytes);
  const inner = mail.attachments.filter(({ mediaType }) => /^message\/(?:rfc822|global)$/.test(mediaType));
  return (
    mail.parts.length +
    (depth > 20 ? 0 : inner.reduce((sum, one) => sum + partsWithin(one.bytes, depth + 1), 0))
  );
}

/** The parts of the text that Python could decode: it gives up on 8-bit bytes in headers, which are read here. */
const comparable = (text: string) =>
  text
    .replace(/[^\x20-\x7e]+/g, '')
    .replace(/\s+/g, ' ')
    .slice(0, 100)
    .trim();

describe.skipIf(samples === null || oracle === null)('against the oracle', () => {
  const mails = oracle === null ? [] : rows().filter(({ kind }) => kind === 'rfc822');
  const root = join(oracle ?? '', '../..');

  test('subjects, dates and hops are the same', () => {
    const differing: string[] = [];
    for (const row of mails) {
      const mail = readMessage(readFileSync(join(root, row.file)));
      // Encoded words that Python leaves as they are, for a blank too few between them.
      const subject = row.subject.includes('=?') || comparable(mail.subject) === comparable(row.subject);
      const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim().slice(0, 60);
      const date = oneLine(mail.date?.asWritten ?? '') === oneLine(row.date);
      if (!subject || !date || mail.hops.length !== row.hops) differing.push(row.file.split('/').at(-1)!);
    }
    // Python ends the header of the first at a line without a colon and loses the fields behind it; of the second, whose
    // subject is full of characters that do not show, the oracle keeps so many bytes, not so many letters.
    expect(differing.sort()).toEqual(['raw_email_incorrect_header.eml', 'sample-5393.eml']);
    expect(mails.length).toBeGreaterThan(400);
  }, 120_000);

  test('as many parts; more attachments, since inline pictures and reports are evidence too', () => {
    const fewer: string[] = [];
    const missing: string[] = [];
    for (const row of mails) {
      const bytes = readFileSync(join(root, row.file));
      if (partsWithin(bytes) !== row.parts) fewer.push(row.file.split('/').at(-1)!);
      if (readMessage(bytes).attachments.length < row.attachments) missing.push(row.file);
    }
    // All of them hold delivery reports or pieces of messages (message/delivery-status, message/partial), which Python
    // takes apart as if they were messages and which are kept whole here.
    expect(fewer.sort()).toEqual([
      'arf.eml',
      'bounce.txt',
      'delivery-status2.txt',
      'disposition-notification.anonymized.eml',
      'message-partial.0.eml',
      'message-partial.1.eml',
      'multi_address_bounce2.eml',
      'rfc2046.0.eml',
    ]);
    expect(missing).toEqual([]);
  }, 120_000);
});

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

test.skipIf(samples === null)(
  'every file of the set is read as every kind of mail, without a crash',
  async () => {
    for (const path of filesBelow(samples!)) {
      const bytes = readFileSync(path);
      const kind = mailKind(bytes.subarray(0, 4096), path, 'message/rfc822');
      if (kind === 'outlook' || kind === 'tnef')
        expect(openMail({ bytes, format: kind, quoted: false }).format).toBe(kind);
      let covered = 0;
      for await (const { length } of splitMbox(once(bytes))) covered += length;
      expect(covered).toBeLessThanOrEqual(bytes.length);
      readMessage(bytes);
    }
  },
  120_000,
);

test.skipIf(hostile === null)(
  'hostile files of other kinds are read as messages or refused, in bounded time',
  () => {
    let read = 0;
    for (const path of filesBelow(hostile!).slice(0, 1500)) {
      const bytes = readFileSync(path).subarray(0, 1 << 20);
      readMessage(bytes);
      const html = readMessage(Buffer.concat([Buffer.from('Content-Type: text/html\n\n'), bytes]));
      for (const { shown } of html.links) expect(shown).not.toMatch(/^(?:https?|javascript|data|vbscript):/i);
      read += 1;
    }
    expect(read).toBeGreaterThan(100);
  },
  240_000,
);
