/** Signed and encrypted mail: what is signed is read and its signature said to be unchecked; what is encrypted is named. */
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { openCase, openDesk, writeFiles } from '../../../../../tests/support/desk.ts';
import { ProfferError } from '../../../../shared/domain/errors.ts';
import { endIdleReaders } from '../../readers/reader-host.ts';
import { readMessage } from '../read-message.ts';
import { openCms } from './open-cms.ts';

afterAll(endIdleReaders);

/** One value of DER. */
function der(tag: number, ...parts: Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(content.length);
  const length = content.length < 0x80 ? size.subarray(3) : Buffer.concat([Buffer.of(0x84), size]);
  return Buffer.concat([Buffer.of(tag), length, content]);
}
/** The same with a length that is not said, as programs write that stream. */
const endless = (tag: number, ...parts: Uint8Array[]): Buffer =>
  Buffer.concat([Buffer.of(tag, 0x80), ...parts, Buffer.of(0, 0)]);

const oid = (number: number) =>
  Buffer.from(`06092a864886f70d0107${number.toString(16).padStart(2, '0')}`, 'hex');
const version = Buffer.of(2, 1, 1);
const signedDer = (content: Uint8Array) =>
  der(
    0x30,
    oid(2),
    der(0xa0, der(0x30, version, der(0x31), der(0x30, oid(1), der(0xa0, der(0x04, content))))),
  );
const signedInPieces = (content: Buffer) =>
  endless(
    0x30,
    oid(2),
    endless(
      0xa0,
      endless(
        0x30,
        version,
        der(0x31),
        endless(
          0x30,
          oid(1),
          endless(0xa0, endless(0x24, der(0x04, content.subarray(0, 100)), der(0x04, content.subarray(100)))),
        ),
        der(0x31),
      ),
    ),
  );
const encrypted = der(0x30, oid(3), der(0xa0, der(0x30, version)));
const detached = der(0x30, oid(2), der(0xa0, der(0x30, version, der(0x31), der(0x30, oid(1)))));

const inner = Buffer.from(
  [
    'Content-Type: multipart/mixed; boundary=in',
    '',
    '--in',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'Pay Nordhaven Support 500 dollars today, or call 202-555-0143 at once.',
    '--in',
    'Content-Type: text/csv; name=list.csv',
    '',
    'account;amount',
    '--in--',
    '',
  ].join('\r\n'),
);
const mailOf = (cms: Buffer, type = 'application/pkcs7-mime; smime-type=signed-data; name=smime.p7m') =>
  Buffer.from(
    `Received: from a; Tue, 4 Mar 2025 10:00:00 +0000\r\nFrom: a@nordhaven.example\r\nSubject: signed\r\nContent-Type: ${type}\r\nContent-Transfer-Encoding: base64\r\n\r\n${cms.toString('base64')}\r\n`,
  );
const codes = (mail: ReturnType<typeof readMessage>) => mail.findings.map(({ code }) => code);

describe('an opaque signature', () => {
  test.each([
    ['of one piece', signedDer(inner)],
    ['in pieces of lengths not said', signedInPieces(inner)],
    ['around another one', signedDer(mailOf(signedDer(inner)))],
  ])('%s gives body and attachments; the header stays the outer one’s', (_how, cms) => {
    const mail = readMessage(mailOf(cms));
    expect(mail.body.text).toContain('Pay Nordhaven Support 500 dollars');
    expect([mail.subject, mail.hops.length]).toEqual(['signed', 1]);
    expect(mail.attachments.map(({ name, bytes }) => [name, Buffer.from(bytes).toString()])).toEqual([
      ['list.csv', 'account;amount'],
    ]);
    expect(mail.findings[0]).toMatchObject({
      code: 'signed',
      message: expect.stringContaining('not checked'),
    });
  });

  test('is found by its name too, and by nothing else that is only called so', () => {
    const named = (bytes: Buffer) => readMessage(mailOf(bytes, 'application/octet-stream; name=smime.p7m'));
    expect(named(signedDer(inner)).body.text).toContain('Nordhaven');
    const other = named(Buffer.from('just words'));
    expect([other.attachments.length, codes(other)]).toEqual([1, []]);
  });

  test('that is broken says so and stays as the attachment it is', () => {
    const mail = readMessage(mailOf(signedDer(inner).subarray(0, 80)));
    expect([codes(mail), mail.attachments.map(({ name }) => name)]).toEqual([
      ['sealed-damaged'],
      ['smime.p7m'],
    ]);
  });
});

describe('what cannot be opened or checked says what it is', () => {
  test('an encrypted message, by S/MIME, by OpenPGP, in its text', () => {
    const multipart = (type: string) =>
      Buffer.from(
        `Content-Type: ${type}; boundary=b\n\n--b\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n--b\nContent-Type: application/octet-stream; name=encrypted.asc\n\nx\n--b--\n`,
      );
    const armoured = Buffer.from('Subject: x\n\nsee\n-----BEGIN PGP MESSAGE-----\n\nabc\n');
    for (const bytes of [
      mailOf(encrypted),
      multipart('multipart/encrypted; protocol="application/pgp-encrypted"'),
      armoured,
    ])
      expect(readMessage(bytes).findings).toEqual([
        expect.objectContaining({
          code: 'encrypted',
          message: expect.stringMatching(/ask whoever received it/),
        }),
      ]);
  });

  test('a signature beside the message names its part', () => {
    const mail = readMessage(
      Buffer.from(
        'Content-Type: multipart/signed; protocol="application/pgp-signature"; boundary=b\n\n--b\n\nwords\n--b\nContent-Type: application/pgp-signature\n\nx\n--b--\n',
      ),
    );
    expect(mail.attachments.map(({ name }) => name)).toEqual(['signature-2.asc']);
    expect(mail.findings[0]).toMatchObject({
      code: 'signed',
      message: 'It is signed (OpenPGP); the signature is part 2 and was not checked.',
    });
  });
});

test('a signed file gives what is signed as evidence of its own; a mail in it is read as one', async () => {
  const { engine, base } = await openDesk();
  const caseId = await openCase(engine);
  const files = {
    'a.xml.p7m': signedDer(Buffer.from('<?xml version="1.0"?><invoice>Nordhaven</invoice>')),
    'b.p7m': Buffer.from(signedInPieces(inner).toString('base64')),
    'c.p7s': detached,
    'd.p7m': encrypted,
  };
  const { evidenceIds } = await engine.run('evidence.intake', { caseId, paths: [writeFiles(base, files)] });
  await engine.run('evidence.read', { caseId });
  const { rows } = await engine.call('evidence.list', { caseId, sort: 'name' });
  expect(rows.map(({ name }) => name)).toEqual([
    'a.xml',
    'a.xml.p7m',
    'b.eml',
    'b.p7m',
    'c.p7s',
    'd.p7m',
    'list.csv',
  ]);
  const summary = async (evidenceId: string) =>
    (await engine.call('reading.get', { evidenceId })).steps.find(({ step }) => step === 'text')?.summary;
  expect(await summary(evidenceIds[2]!)).toContain('lies beside it');
  expect(await summary(evidenceIds[3]!)).toContain('encrypted');
});

test('any bytes, and signed ones with any of them changed, are opened or refused with a reason', () => {
  const open = (bytes: Uint8Array) => {
    try {
      openCms(bytes);
    } catch (error) {
      expect(error).toBeInstanceOf(ProfferError);
    }
  };
  const byte = fc.record({ at: fc.nat(200), value: fc.nat(255) });
  fc.assert(
    fc.property(
      fc.constantFrom(signedDer(inner), signedInPieces(inner), encrypted, detached),
      fc.array(byte, { maxLength: 8 }),
      (source, changes) => {
        const bytes = Uint8Array.from(source);
        for (const { at, value } of changes) bytes[at % bytes.length] = value;
        open(bytes);
        readMessage(mailOf(Buffer.from(bytes)));
      },
    ),
    { numRuns: 500 },
  );
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => open(bytes)));
  // Openings without end, and a great many of them.
  open(Buffer.concat(Array.from({ length: 50_000 }, () => Buffer.of(0x30, 0x80))));
  open(Buffer.concat([Buffer.of(0x30, 0x80), Buffer.alloc(2_000_000, Buffer.of(0x04, 0x00))]));
});
