/** Messages as structure: nothing lost, every part where its offset says, every limit held. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { digestMails } from './digest.ts';
import { limits } from './limits.ts';
import { readMessage } from './read-message.ts';

const read = (text: string, quoted = false) => readMessage(Buffer.from(text, 'latin1'), { quoted });
const codes = (mail: ReturnType<typeof read>) => mail.findings.map(({ code }) => code);

const mixed = [
  'Received: from b; Tue, 4 Mar 2025 10:00:01 +0000',
  'Received: from a; Tue, 4 Mar 2025 10:00:00 +0000',
  'From: "Bank Support" <help@evil.example>',
  'Reply-To: collector@other.example',
  'To: victim@home.example',
  'Subject: =?utf-8?q?Ihr_Konto_=E2=80=93_gesperrt?=',
  'Date: Tue, 4 Mar 2025 09:59:59 +0000',
  'Message-ID: <m1@evil.example>',
  'X-Odd: one',
  'X-Odd: two',
  'Content-Type: multipart/mixed; boundary="outer"',
  '',
  'preamble nobody reads',
  '--outer',
  'Content-Type: multipart/alternative; boundary=inner',
  '',
  '--inner',
  'Content-Type: text/plain; charset=utf-8',
  'Content-Transfer-Encoding: quoted-printable',
  '',
  'Gr=C3=BC=C3=9Fe, please =',
  'log in',
  '--inner',
  'Content-Type: text/html',
  '',
  '<p>please <a href="https://evil.example/x">https://bank.example</a></p>',
  '--inner--',
  '--outer',
  'Content-Type: application/octet-stream; name="../../etc/passwd"',
  'Content-Transfer-Encoding: base64',
  '',
  'aGVsbG8=',
  '--outer',
  'Content-Type: message/rfc822',
  '',
  'Subject: inside',
  '',
  'inner body',
  '--outer--',
  '',
].join('\r\n');

describe('a message of several parts', () => {
  const mail = read(mixed);

  test('header as received: order and duplicates kept', () => {
    expect(mail.header.map(({ name }) => name).slice(0, 3)).toEqual(['Received', 'Received', 'From']);
    expect(mail.header.filter(({ name }) => name === 'X-Odd').map(({ value }) => value)).toEqual([
      'one',
      'two',
    ]);
    expect(mail.subject).toBe('Ihr Konto – gesperrt');
    expect(mail.header.find(({ name }) => name === 'Subject')?.raw).toBe(
      ' =?utf-8?q?Ihr_Konto_=E2=80=93_gesperrt?=',
    );
  });

  test('body as text and as safe blocks', () => {
    expect(mail.body.text).toBe('Grüße, please log in');
    expect(mail.body.blocks).toEqual([
      { kind: 'paragraph', depth: 0, runs: [{ text: 'please ' }, { text: 'https://bank.example', link: 0 }] },
    ]);
    expect(mail.links[0]).toMatchObject({
      target: 'https://evil.example/x',
      shown: 'hxxps://evil[.]example/x',
    });
    expect(mail.links[0]?.problems[0]).toContain('bank[.]example');
  });

  test('attachments by their place: the bytes there, decoded, are their bytes', () => {
    expect(mail.attachments.map(({ path, name, how }) => [path, name, how])).toEqual([
      ['2', 'passwd', 'decoded'],
      ['3', 'part-3.eml', 'as-it-lies'],
    ]);
    const [file, inner] = mail.attachments;
    const at = (place: { offset: number; length: number } | null | undefined) =>
      mixed.slice(place!.offset, place!.offset + place!.length);
    expect(Buffer.from(at(file?.place), 'base64')).toEqual(Buffer.from(file!.bytes));
    expect(at(inner?.place)).toBe(Buffer.from(inner!.bytes).toString('latin1'));
    expect(read(Buffer.from(inner!.bytes).toString('latin1')).subject).toBe('inside');
  });

  test('what a person should know before believing it', () => {
    expect(mail.warnings.map(({ code }) => code)).toEqual(['reply-to-differs', 'link-differs']);
  });
});

describe('names that lie', () => {
  test.each([
    ['"support@bank.example" <x@evil.example>', 'name-shows-address'],
    ['"Support \u202egnp.exe" <x@evil.example>', 'hidden-characters'],
    ['"\u0440\u0430ypal" <x@evil.example>', 'look-alike'],
  ])('%s', (from, code) => {
    const mail = readMessage(Buffer.from(`From: ${from}\nDate: Tue, 4 Mar 2025 09:59:59 +0000\n\nx`));
    expect(mail.warnings.map((warning) => warning.code)).toContain(code);
  });
});

describe('broken and hostile', () => {
  test('multiparts within multiparts without end stop at the limit, and the rest is told', () => {
    let text = '';
    for (let depth = 0; depth < 500; depth++)
      text += `Content-Type: multipart/mixed; boundary=b${depth}\n\n--b${depth}\n`;
    const mail = read(`Subject: deep\n${text}`);
    expect(codes(mail)).toContain('too-deep');
    expect(mail.parts.length).toBeLessThanOrEqual(limits.partDepth + 2);
  });

  test('a hundred thousand parts stop at the limit', () => {
    const mail = read(`Content-Type: multipart/mixed; boundary=x\n\n${'--x\n\na\n'.repeat(100_000)}--x--\n`);
    expect(codes(mail)).toContain('too-many-parts');
    expect(mail.parts.length).toBeLessThanOrEqual(limits.parts);
  });

  test('a header without end is cut, the body behind it is read', () => {
    const mail = read(`Subject: long\nX-Fill: ${'a'.repeat(2 << 20)}\n\nthe body`);
    expect(codes(mail)).toContain('header-too-long');
    expect(mail).toMatchObject({ subject: 'long', body: { text: 'the body' } });
  });

  test('no boundary, a wrong one, one never closed', () => {
    expect(codes(read('Content-Type: multipart/mixed\n\nwords'))).toContain('no-boundary');
    expect(codes(read('Content-Type: multipart/mixed; boundary=q\n\nwords'))).toContain('boundary-not-found');
    const open = read('Content-Type: multipart/mixed; boundary=q\n\n--q\n\nwords');
    expect([codes(open), open.body.text]).toEqual([['boundary-not-closed'], 'words']);
  });

  test('a boundary that begins as another one does not end it', () => {
    const mail = read('Content-Type: multipart/mixed; boundary=ab\n\n--ab\n\none\n--abc\ntwo\n--ab--\n');
    expect(mail.body.text).toBe('one\n--abc\ntwo');
  });

  test('8-bit bytes in a header are read in the charset of the body', () => {
    const mail = read(
      'Subject: \xcf\xf0\xe8\xe2\xe5\xf2\nContent-Type: text/plain; charset=windows-1251\n\n\xcf',
    );
    expect([mail.subject, mail.body.text]).toEqual(['Привет', 'П']);
  });

  test('a charset nobody knows is assumed, and said so', () => {
    const mail = read('Content-Type: text/plain; charset=x-none\n\n\xe9');
    expect(mail.body).toMatchObject({ text: 'é', charset: 'windows-1252', charsetAssumed: true });
    expect(codes(mail)).toEqual(['charset-assumed']);
  });

  test('no header at all, nothing at all', () => {
    expect(codes(read('just words'))).toContain('no-header');
    expect(codes(read(''))).toContain('empty');
  });

  test('one message that cannot be read says so, and the others are read', () => {
    const bytes = Buffer.from('not a compound fileSubject: fine\n\nbody');
    const span = { envelope: '', quoted: false };
    const digests = digestMails({
      bytes,
      spans: [
        { ...span, number: 1, format: 'outlook', start: 0, length: 19 },
        { ...span, number: 2, format: 'mailbox', start: 19, length: bytes.length - 19 },
      ],
    });
    expect(
      digests.map(({ mail, findings }) => [mail?.subject ?? null, findings.map(({ code }) => code)]),
    ).toEqual([
      [null, ['not-read']],
      ['fine', []],
    ]);
  });
});

test('lines that a mailbox quoted are read as sent, and counted', () => {
  const mail = read('Subject: q\n\n>From here\n>>From there\nFrom x', true);
  expect(mail.body.text).toBe('From here\n>From there\nFrom x');
  expect(mail.findings[0]?.message).toContain('2 lines');
  expect(read('Subject: q\n\n>From here').body.text).toBe('>From here');
});

test('no bytes make the reader throw; parts lie within the message and attachments are whole', () => {
  const line = fc.constantFrom(
    'Content-Type: multipart/mixed; boundary=b',
    'Content-Type: multipart/alternative; boundary="b"',
    'Content-Type: text/html; charset=utf-8',
    'Content-Type: message/rfc822',
    'Content-Type: image/png; name="=?utf-8?q?a?="',
    'Content-Transfer-Encoding: base64',
    'Content-Transfer-Encoding: quoted-printable',
    'Content-Transfer-Encoding: x-uuencode',
    'Content-Disposition: attachment; filename=x',
    '--b',
    '--b--',
    '',
    ' ',
    '\t',
    'From a Wed Jan  1 10:00:00 2025',
    '>From x',
    'begin 644 x',
    '#0V%T',
    'end',
    '=C3=',
    'aGk=',
    '<a href=javascript:x>',
    '<p style="display:none">',
    '\x00\xff',
    'From: a <b@c>',
    ':',
    'X:',
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 80 }), fc.constantFrom('\n', '\r\n', '\r'), (lines, end) => {
      const text = lines.join(end);
      const mail = read(text, true);
      for (const part of mail.parts) {
        expect(part.offset).toBeGreaterThanOrEqual(0);
        expect(part.offset! + part.encodedBytes!).toBeLessThanOrEqual(text.length);
      }
      for (const { path, bytes } of mail.attachments)
        expect(mail.parts.find((part) => part.path === path)?.sizeBytes).toBe(bytes.length);
    }),
    { numRuns: 300 },
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 3000 }), (bytes) => void readMessage(bytes)),
    { numRuns: 200 },
  );
});
