/** Header fields as mail has them, not as the RFC would like them. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readAddresses } from './addresses.ts';
import { readAuthentication } from './authentication.ts';
import { decodeWords, unfold } from './decode-words.ts';
import { readMailDate } from './mail-date.ts';
import { readMessageIds } from './message-ids.ts';
import { readParameters } from './parameters.ts';
import { readHops } from './received.ts';

describe('encoded words', () => {
  test.each([
    ['=?UTF-8?Q?Caf=C3=A9_au_lait?=', 'Café au lait'],
    ['=?utf-8?B?R3LDvMOfZQ==?= tail', 'Grüße tail'],
    ['=?iso-8859-1*de?q?=FC?=', 'ü'],
    ['a =?utf-8?q?b?= =?utf-8?q?c?= d', 'a bc d'],
    // A character cut in two by the mailer, against RFC 2047, section 5 (3).
    ['=?utf-8?B?8J+S?= =?utf-8?B?sA==?=', '💰'],
    ['=?no-such-charset?q?plain?=', 'plain'],
    ['=?broken', '=?broken'],
  ])('%s', (field, text) => expect(decodeWords(field)).toBe(text));

  test('folding goes, blanks stay', () => {
    expect(unfold(' one\r\n\ttwo\n three')).toBe('one\ttwo three');
  });
});

describe('addresses', () => {
  test.each([
    ['"Bank, N.A." <help@bank.example>', [{ name: 'Bank, N.A.', address: 'help@bank.example', group: null }]],
    [
      'a@x.example, B <b@x.example>',
      [
        { name: '', address: 'a@x.example', group: null },
        { name: 'B', address: 'b@x.example', group: null },
      ],
    ],
    ['c@x.example (Carol (home))', [{ name: 'Carol (home)', address: 'c@x.example', group: null }]],
    [
      'Team: d@x.example, e@x.example;',
      [
        { name: '', address: 'd@x.example', group: 'Team' },
        { name: '', address: 'e@x.example', group: 'Team' },
      ],
    ],
    // The comma in the decoded name separates nothing.
    [
      '=?utf-8?q?M=C3=BCller=2C_Jo?= <jo@x.example>',
      [{ name: 'Müller, Jo', address: 'jo@x.example', group: null }],
    ],
    ['<@relay.example:f@x.example>', [{ name: '', address: 'f@x.example', group: null }]],
    [
      '"security@bank.example" <g@evil.example>',
      [{ name: 'security@bank.example', address: 'g@evil.example', group: null }],
    ],
    ['undisclosed-recipients:;', []],
  ])('%s', (field, mailboxes) => expect(readAddresses(field)).toEqual(mailboxes));
});

describe('dates', () => {
  test.each([
    ['Fri, 21 Nov 1997 09:55:06 -0600', '1997-11-21T15:55:06.000Z', -360],
    ['21 Nov 97 09:55:06 EDT', '1997-11-21T13:55:06.000Z', -240],
    ['Thu, 18 Feb 49 12:00:00 +0000', '2049-02-18T12:00:00.000Z', 0],
    ['Wed Jun 14 09:13:00 2017', '2017-06-14T09:13:00.000Z', null],
    ['Mon, 24 Dec 2018 16:34:31 -0000', '2018-12-24T16:34:31.000Z', null],
    ['Tue, 1 Apr 2003 2:05:00 PM +0200', '2003-04-01T12:05:00.000Z', 120],
    ['Thu, 13 Feb 1969 23:32:54 -0330 (NST)', '1969-02-14T03:02:54.000Z', -210],
    ['2024-05-06T07:08:09+05:30', '2024-05-06T01:38:09.000Z', 330],
  ])('%s', (text, at, offsetMinutes) => expect(readMailDate(text)).toMatchObject({ at, offsetMinutes }));

  test('what was assumed or is odd is told', () => {
    expect(readMailDate('Fri, 7 Dec 2001 07:01:03').problems).toEqual([
      'It states no offset; read as UTC, assumed.',
    ]);
    expect(readMailDate('Mon, 7 Dec 2001 07:01:03 +0000').problems).toEqual([
      'Its weekday is not that of its date.',
    ]);
    expect(readMailDate('1 Jan 2020 10:00:00 IST').problems[0]).toContain('can mean more than one');
    expect(readMailDate('31 Feb 2020 10:00:00 +0000')).toMatchObject({ at: null });
    expect(readMailDate('soon')).toMatchObject({ at: null, problems: ['It cannot be read as a date.'] });
    expect(readMailDate('30 Jun 3609 09:33:50 +0000').problems).toEqual(['Its year can hardly be meant.']);
  });

  test('of any day of two centuries is read back', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4_000_000_000 }),
        fc.integer({ min: -840, max: 840 }),
        (seconds, offset) => {
          const local = new Date((seconds + offset * 60) * 1000);
          const sign = offset < 0 ? '-' : '+';
          const zone = `${sign}${String(Math.floor(Math.abs(offset) / 60)).padStart(2, '0')}${String(Math.abs(offset) % 60).padStart(2, '0')}`;
          const text = local.toUTCString().replace('GMT', zone);
          expect(readMailDate(text).at).toBe(new Date(seconds * 1000).toISOString());
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('hops', () => {
  const fields = [
    'from mail.out.example (mail.out.example [203.0.113.9]) by mx.in.example with ESMTPS id abc for <victim@in.example>; Tue, 4 Mar 2025 10:00:05 +0100',
    'from [192.168.1.7] (helo=laptop) by mail.out.example with esmtp (Exim 4.9); Tue, 4 Mar 2025 14:30:00 +0530',
    'from x (unknown [IPv6:2001:db8::7]) by laptop; Tue, 04 Mar 2025 10:00:00 +0100',
  ];

  test('each with its own date and offset, and who saw whom', () => {
    const [last, middle, first] = readHops(fields);
    expect(last).toMatchObject({
      position: 1,
      from: 'mail.out.example',
      fromName: 'mail.out.example',
      fromIp: '203.0.113.9',
      by: 'mx.in.example',
      with: 'ESMTPS',
      id: 'abc',
      for: 'victim@in.example',
      delaySeconds: 5,
    });
    expect(last?.date).toMatchObject({ at: '2025-03-04T09:00:05.000Z', offsetMinutes: 60 });
    expect(middle).toMatchObject({
      fromIp: '192.168.1.7',
      date: { at: '2025-03-04T09:00:00.000Z', offsetMinutes: 330 },
      delaySeconds: 0,
    });
    expect(first).toMatchObject({ fromIp: '2001:db8::7', delaySeconds: null });
  });

  test('a clock that runs back is told', () => {
    const [top] = readHops(['by a; Tue, 4 Mar 2025 08:00:00 +0000', 'by b; Tue, 4 Mar 2025 09:00:00 +0000']);
    expect(top).toMatchObject({ delaySeconds: -3600 });
    expect(top?.problems.at(-1)).toContain('3600 seconds before');
  });
});

test('statements of authentication keep who made them', () => {
  const facts = readAuthentication([
    {
      name: 'Authentication-Results',
      text: 'mx.in.example; spf=fail (no match) smtp.mailfrom=evil.example; dkim=pass header.d=evil.example header.s=k1; dmarc=none',
    },
    { name: 'ARC-Authentication-Results', text: 'i=1; relay.example; dkim=pass header.i=@a.example' },
    {
      name: 'Received-SPF',
      text: 'softfail (mx.in.example: domain of transitioning a@b.example) client-ip=192.0.2.1; receiver=mx.in.example',
    },
    { name: 'DKIM-Signature', text: 'v=1; a=rsa-sha256; d=evil.example; s=k1; t=1741082400; b=abc' },
    { name: 'Subject', text: 'spf=pass' },
  ]);
  expect(facts.map(({ statedBy, method, result }) => [statedBy, method, result])).toEqual([
    ['mx.in.example', 'spf', 'fail'],
    ['mx.in.example', 'dkim', 'pass'],
    ['mx.in.example', 'dmarc', 'none'],
    ['relay.example', 'dkim', 'pass'],
    ['mx.in.example', 'spf', 'softfail'],
    ['evil.example', 'dkim', 'signed'],
  ]);
  expect(facts[5]?.properties).toContainEqual({ name: 't', value: '2025-03-04T10:00:00.000Z' });
});

test('parameters: quotes, comments, continuations, charsets', () => {
  expect(
    readParameters('text/plain; charset="utf-8" (comment); format=flowed').parameters.get('charset'),
  ).toBe('utf-8');
  expect(
    readParameters("attachment; filename*=UTF-8''r%C3%A9sum%C3%A9.pdf; filename=resume.pdf").parameters.get(
      'filename',
    ),
  ).toBe('résumé.pdf');
  expect(
    readParameters(`attachment; filename*0*=utf-8''a%20; filename*1="b.exe"`).parameters.get('filename'),
  ).toBe('a b.exe');
  expect(readParameters('ATTACHMENT;FILENAME="a\\"b.txt').parameters.get('filename')).toBe('a"b.txt');
});

test('message ids: the first and the nearest are kept of very many', () => {
  const many = Array.from({ length: 2000 }, (_, index) => `<${index}@x>`).join(' ');
  const ids = readMessageIds(many);
  expect([ids.length, ids[0], ids.at(-1)]).toEqual([500, '0@x', '1999@x']);
  expect(readMessageIds('bare@id.example')).toEqual(['bare@id.example']);
});

test('no field, however broken, makes a reader throw or take long', () => {
  const piece = fc.constantFrom(
    '=?',
    '?=',
    '?Q?',
    '"',
    '(',
    ')',
    '<',
    '>',
    '@',
    ',',
    ';',
    ':',
    '=',
    '*0*=',
    '\\',
    ' ',
    '\n ',
    'a',
    '[',
    '1.2.3.4',
    '2025',
    'from ',
    'by ',
    'é',
  );
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 400 }).map((parts) => parts.join('')),
      (text) => {
        decodeWords(text);
        readAddresses(text);
        readParameters(text);
        readMailDate(text);
        readHops([text, text]);
        readMessageIds(text);
        readAuthentication([
          { name: 'Authentication-Results', text },
          { name: 'DKIM-Signature', text },
        ]);
      },
    ),
    { numRuns: 300 },
  );
});
