/** Mailboxes: every variant, cut anywhere by the stream, hostile or not; no byte is lost between two messages. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { limits } from '../limits.ts';
import { type MailboxMessage, splitMbox } from './split-mbox.ts';
import { unquoteFrom } from './unquote-from.ts';

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function split(text: string, size = 65_536): Promise<MailboxMessage[]> {
  const messages: MailboxMessage[] = [];
  for await (const message of splitMbox(pieces(Buffer.from(text, 'latin1'), size))) messages.push(message);
  return messages;
}

const separator = 'From a@b.example Wed Jan  1 10:00:00 2025\n';
const texts = (messages: MailboxMessage[]) => messages.map(({ bytes }) => bytes.toString('latin1'));
const codes = (messages: MailboxMessage[]) =>
  messages.flatMap(({ findings }) => findings.map(({ code }) => code));

describe('separators', () => {
  test('the empty line before one belongs to the mailbox; offsets lead to the bytes', async () => {
    const mailbox = `${separator}Subject: one\n\nbody\n\n${separator}Subject: two\n\nlast\n`;
    const messages = await split(mailbox);
    expect(texts(messages)).toEqual(['Subject: one\n\nbody\n', 'Subject: two\n\nlast\n']);
    for (const { offset, length, bytes } of messages)
      expect(mailbox.slice(offset, offset + length)).toBe(bytes.toString('latin1'));
    expect(messages[0]?.envelope).toBe(separator.trim());
  });

  test('CRLF throughout', async () => {
    const mailbox = `${separator}Subject: one\n\nbody\n\n${separator}Subject: two\n\nlast\n`.replaceAll(
      '\n',
      '\r\n',
    );
    expect(texts(await split(mailbox))).toEqual([
      'Subject: one\r\n\r\nbody\r\n',
      'Subject: two\r\n\r\nlast\r\n',
    ]);
  });

  test('words that begin so are words', async () => {
    const body =
      'Subject: one\n\nHi.\n\nFrom here on it is easy:\nmore\n\nFrom me on Mon Jan  6 10:00:00 2025 words\nend\n';
    expect(texts(await split(separator + body))).toEqual([body]);
  });

  test('without a date, where fields follow; without an empty line, where a date and fields are', async () => {
    const messages = await split(
      `From -\nSubject: one\n\nx\n\nFrom -\nSubject: two\n\ny\n${separator}Subject: three\n\nz\n`,
    );
    expect(messages.map(({ number }) => number)).toEqual([1, 2, 3]);
    expect(codes(messages)).toEqual(['no-blank-line']);
  });

  test('what stands before the first one is a message, and told', async () => {
    const messages = await split(`Subject: bare\n\nx\n\n${separator}Subject: two\n\ny\n`);
    expect(texts(messages)[0]).toBe('Subject: bare\n\nx\n');
    expect(codes(messages)).toEqual(['no-from-line']);
  });
});

describe('Content-Length', () => {
  const inner = `hello\n\n${separator}Subject: not a message\n\nforwarded\n`;

  test('is believed where it leads to the next message: mboxcl2', async () => {
    const messages = await split(
      `${separator}Content-Length: ${inner.length}\n\n${inner}\n${separator}Subject: two\n\ny\n`,
    );
    expect(messages).toHaveLength(2);
    expect(messages[0]).toMatchObject({ quoted: false });
    expect(codes(messages)).toEqual(['from-line-inside']);
  });

  test('is not where it does not', async () => {
    const messages = await split(
      `${separator}Content-Length: 3\n\n${inner}\n${separator}Subject: two\n\ny\n`,
    );
    expect(messages).toHaveLength(3);
    expect(codes(messages)).toEqual(['content-length-wrong']);
  });
});

test('however the stream is cut, the messages are the same', async () => {
  const line = fc.constantFrom(
    'From x@y Wed Jan  1 10:00:00 2025',
    'From -',
    'From here',
    'Subject: s',
    'Content-Length: 12',
    '',
    '>From q',
    'body',
    'Fro',
    '\r',
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { maxLength: 60 }),
      fc.integer({ min: 1, max: 40 }),
      async (lines, size) => {
        const mailbox = lines.join('\n');
        const whole = await split(mailbox);
        expect(await split(mailbox, size)).toEqual(whole);
        // Nothing lies between two messages but separators and empty lines.
        let at = 0;
        for (const { offset, length, bytes } of whole) {
          expect(mailbox.slice(at, offset)).toMatch(/^[\r\n]*(?:From [^\n]*\n?)?$/);
          expect(mailbox.slice(offset, offset + length)).toBe(bytes.toString('latin1'));
          at = offset + length;
        }
        if (whole.length > 0) expect(mailbox.slice(at)).toMatch(/^[\r\n]*$/);
      },
    ),
    { numRuns: 200 },
  );
});

test('a message too large to be held is told, and the next one is read', async () => {
  async function* endless(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(`${separator}Subject: huge\n\n`);
    const filler = Buffer.alloc(8 << 20, 'a line of words\n');
    for (let sent = 0; sent <= limits.mailboxMessageBytes; sent += filler.length) yield filler;
    yield Buffer.from(`\n${separator}Subject: after\n\nbody\n`);
  }
  const messages: MailboxMessage[] = [];
  for await (const message of splitMbox(endless())) messages.push(message);
  expect(
    messages.map(({ bytes, length }) => [bytes.toString('latin1', 0, 13), length > bytes.length]),
  ).toEqual([
    ['Subject: huge', true],
    ['Subject: afte', false],
  ]);
  expect(codes(messages)).toEqual(['message-too-large']);
}, 60_000);

test('one > is taken off quoted lines, and only there', () => {
  const { bytes, lines } = unquoteFrom(Buffer.from('>From a\n>>From b\n> From c\nx >From d\n>From e'));
  expect([bytes.toString(), lines]).toEqual(['From a\n>From b\n> From c\nx >From d\nFrom e', 3]);
});
