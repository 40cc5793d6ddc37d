/** Contacts and calendars are read as the facts they hold, whichever way their lines are folded and encoded. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readDirectory } from './directory-lines.ts';

const read = (text: string) =>
  readDirectory(text)
    ?.pages.map((page) => page.text)
    .join('');

test('contacts of every version: names, numbers and addresses in one piece each', () => {
  const text = [
    'BEGIN:VCARD',
    'VERSION:2.1',
    'N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=B6rg=',
    ';;;',
    'TEL;CELL:+12025550143',
    'END:VCARD',
    'BEGIN:VCARD',
    'VERSION:3.0',
    'FN:Nordhaven Support',
    'item1.EMAIL;TYPE=INTERNET:refund@nordha',
    ' ven.example',
    'NOTE:call first\\, then pay\\nby card',
    'PHOTO;ENCODING=b;TYPE=JPEG:AAAA',
    ' AAAA',
    'END:VCARD',
  ].join('\r\n');
  expect(readDirectory(text)?.format).toBe('Contacts (vCard), 2 entries');
  expect(read(text)).toBe(
    [
      'N: Müller;Jörg;;;',
      'TEL (CELL): +12025550143',
      '',
      'FN: Nordhaven Support',
      'EMAIL (INTERNET): refund@nordhaven.example',
      'NOTE: call first, then pay',
      'by card',
      'PHOTO (JPEG): 6 bytes within the file',
      '',
    ].join('\n'),
  );
});

test('a calendar: when, who and where, times with the zone they name', () => {
  const text =
    'BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nDTSTART;TZID=Asia/Kolkata:20240102T100000\nORGANIZER;CN="Ravi":mailto:ravi@nordhaven.example\nSUMMARY:Refund call\nEND:VEVENT\nEND:VCALENDAR\n';
  expect(readDirectory(text)?.format).toBe('Calendar (iCalendar), 1 entry');
  expect(read(text)).toBe(
    'DTSTART (Asia/Kolkata): 20240102T100000\nORGANIZER (Ravi): mailto:ravi@nordhaven.example\nSUMMARY: Refund call\n',
  );
});

test('any text is read without harm, and what is neither is left to others', () => {
  expect(readDirectory('Dear Sir, BEGIN:VCARD')).toBeNull();
  const line = fc.constantFrom(
    'BEGIN:VCARD',
    'END:VCARD',
    'N;ENCODING=QUOTED-PRINTABLE:a=',
    ' x',
    'a;b;"c:d',
    ':',
    '=',
    '',
  );
  fc.assert(
    fc.property(
      fc.array(line, { maxLength: 40 }),
      (lines) => void readDirectory(`BEGIN:VCARD\n${lines.join('\n')}`),
    ),
  );
  expect(readDirectory(`BEGIN:VCARD\nX${';a'.repeat(200_000)}`)).not.toBeNull();
});
