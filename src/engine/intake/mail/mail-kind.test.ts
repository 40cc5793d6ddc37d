import { expect, test } from 'vitest';
import { appleMessageSpan, mailKind } from './mail-kind.ts';

const bytes = (text: string) => Buffer.from(text, 'latin1');

test.each([
  ['\x78\x9f\x3e\x22\x00', 'winmail.dat', 'application/octet-stream', 'tnef'],
  ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'a.msg', 'application/x-cfb', 'outlook'],
  ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'a.doc', 'application/x-cfb', null],
  ['!BDN', 'old.pst', 'application/octet-stream', 'outlook-data-file'],
  ['1234\nFrom: a', '1.emlx', 'text/plain', 'apple-message'],
  ['From a@b Wed Jan  1 10:00:00 2025\nX: y', 'Inbox', 'application/mbox', 'mailbox'],
  ['Subject: x\n\ny', 'note.eml', 'text/plain', 'message'],
  // It is what it is, not what it is called.
  ['%PDF-1.7', 'invoice.eml', 'application/pdf', null],
  ['Subject: x', 'note.txt', 'text/plain', null],
])('%j called %s of type %s', (head, name, mediaType, kind) =>
  expect(mailKind(bytes(head), name, mediaType)).toBe(kind),
);

test('a message of Apple Mail is as long as its first line says, and never longer than the file', () => {
  expect(appleMessageSpan(bytes('12\nFrom: a\n\nbody<plist>'), 23)).toEqual({ start: 3, length: 12 });
  expect(appleMessageSpan(bytes('999999\nFrom'), 11)).toEqual({ start: 7, length: 4 });
});
