/** Outlook's own formats: compound files, properties, compressed RTF, TNEF; damaged ones end in a finding or a refusal. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ProfferError } from '../../../../shared/domain/errors.ts';
import { openCompoundFile, type Storage } from './compound-file.ts';
import { decompressRtf } from './compressed-rtf.ts';
import { readMsg } from './read-msg.ts';
import { readTnef } from './read-tnef.ts';
import { readRtf } from './rtf.ts';
import { writeCompoundFile } from './write-compound-file.ts';

const stream = (bytes: Buffer) => ({ size: bytes.length, read: () => bytes });
const storage = (streams: Record<string, Buffer>, storages: Record<string, Storage> = {}): Storage => ({
  streams: new Map(Object.entries(streams).map(([name, bytes]) => [name, stream(bytes)])),
  storages: new Map(Object.entries(storages)),
});
const utf16 = (text: string) => Buffer.from(text, 'utf16le');

/** Properties of fixed size: type, id, value. */
function table(headerBytes: number, ...values: [number, number, number][]): Buffer {
  const bytes = Buffer.alloc(headerBytes + values.length * 16);
  for (const [index, [type, id, value]] of values.entries()) {
    bytes.writeUInt16LE(type, headerBytes + index * 16);
    bytes.writeUInt16LE(id, headerBytes + index * 16 + 2);
    bytes.writeUInt32LE(value, headerBytes + index * 16 + 8);
  }
  return bytes;
}

const inner = storage({
  '__properties_version1.0': table(24, [3, 0x3fde, 65001]),
  '__substg1.0_0037001F': utf16('Inner subject'),
  '__substg1.0_1000001F': utf16('inner body'),
});
const outer = storage(
  {
    '__properties_version1.0': table(32, [3, 0x3fde, 1251]),
    '__substg1.0_001A001F': utf16('IPM.Note'),
    '__substg1.0_0037001F': utf16('Outer subject'),
    '__substg1.0_0C1A001E': Buffer.from([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2]),
    '__substg1.0_0065001F': utf16('sender@a.example'),
    '__substg1.0_1000001F': utf16('outer body'),
    '__substg1.0_1035001F': utf16('<id@a.example>'),
  },
  {
    '__recip_version1.0_#00000000': storage({
      '__properties_version1.0': table(8, [3, 0x0c15, 2]),
      '__substg1.0_3001001F': utf16('Carl'),
      '__substg1.0_39FE001F': utf16('carl@b.example'),
    }),
    '__attach_version1.0_#00000000': storage({
      '__properties_version1.0': table(8),
      '__substg1.0_3707001F': utf16('big.bin'),
      '__substg1.0_37010102': Buffer.alloc(9000, 7),
    }),
    '__attach_version1.0_#00000001': storage(
      { '__properties_version1.0': table(8), '__substg1.0_3001001F': utf16('forwarded') },
      { '__substg1.0_3701000D': inner },
    ),
    '__nameid_version1.0': storage({ '__substg1.0_00020102': Buffer.alloc(16, 1) }),
  },
);

describe('an Outlook message', () => {
  const mail = readMsg(writeCompoundFile(outer));

  test('says sender, recipients and words; 8-bit text in its code page', () => {
    expect(mail).toMatchObject({
      format: 'outlook',
      subject: 'Outer subject',
      messageId: 'id@a.example',
      body: { text: 'outer body' },
    });
    expect(mail.addresses).toEqual([
      { field: 'From', mailboxes: [{ name: 'Привет', address: 'sender@a.example', group: null }] },
      { field: 'Cc', mailboxes: [{ name: 'Carl', address: 'carl@b.example', group: null }] },
    ]);
    expect(mail.findings.map(({ code }) => code)).toEqual(['no-transport-header']);
  });

  test('a message within becomes a file of its own that reads the same, and the same each time', () => {
    expect(mail.attachments.map(({ name, how, bytes }) => [name, how, bytes.length > 0])).toEqual([
      ['big.bin', 'decoded', true],
      ['forwarded.msg', 'rebuilt', true],
    ]);
    expect(mail.attachments[0]?.bytes).toEqual(new Uint8Array(9000).fill(7));
    expect(readMsg(mail.attachments[1]!.bytes)).toMatchObject({
      subject: 'Inner subject',
      body: { text: 'inner body' },
    });
    expect(readMsg(writeCompoundFile(outer)).attachments[1]?.bytes).toEqual(mail.attachments[1]?.bytes);
  });
});

describe('compound files', () => {
  test('come back as they were written, large and small streams, many of them', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.stringMatching(/^[a-z]{1,12}$/), fc.uint8Array({ maxLength: 6000 }), {
          maxKeys: 40,
        }),
        (files) => {
          const made = openCompoundFile(
            writeCompoundFile(
              storage(
                Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, Buffer.from(bytes)])),
              ),
            ),
          );
          expect(
            Object.fromEntries([...made.streams].map(([name, one]) => [name, new Uint8Array(one.read())])),
          ).toEqual({ ...files });
        },
      ),
      { numRuns: 40 },
    );
  });

  test('of many megabytes, with tables of tables', () => {
    const large = Buffer.alloc(9 << 20, 'x');
    expect(
      openCompoundFile(writeCompoundFile(storage({ large })))
        .streams.get('large')
        ?.read()
        .equals(large),
    ).toBe(true);
  });

  test('with any bytes overwritten are read or refused, never hang', () => {
    const whole = writeCompoundFile(outer);
    const change = fc.record({
      at: fc.nat(whole.length - 4),
      value: fc.oneof(fc.nat(40), fc.constantFrom(0xfffffffe, 0xffffffff, 0x7fffffff)),
    });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 12 }), (changes) => {
        const bytes = Buffer.from(whole);
        for (const { at, value } of changes) bytes.writeUInt32LE(value, at);
        try {
          readMsg(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(ProfferError);
        }
      }),
      { numRuns: 400 },
    );
  });
});

describe('compressed RTF', () => {
  // [MS-OXRTFCP] 3.1.1 and 3.2.1: its own examples.
  test.each([
    ['2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af86e20a0207778005eb07c1a50', null],
    [
      '2d0000002b0000004c5a4675f1c5c7a703000a00726370673132354232 0af32068656c09002062770 5b06c647d0a800fa0'.replaceAll(
        ' ',
        '',
      ),
      '{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n',
    ],
    [
      '1a0000001c0000004c5a4675e2d44b5141 0004205758595a0d6e7d010eb0'.replaceAll(' ', ''),
      '{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}',
    ],
  ])('%s', (hex, text) => {
    const unpacked = decompressRtf(Buffer.from(hex, 'hex')).toString('latin1');
    if (text !== null) expect(unpacked).toBe(text);
  });

  test('a promised size is not believed, wrong bytes are refused or read to their end', () => {
    const bomb = Buffer.from('ffffff7fffffff7f4c5a46750000000000', 'hex');
    expect(decompressRtf(bomb).length).toBeLessThanOrEqual(9);
    expect(() => decompressRtf(Buffer.alloc(20))).toThrow(ProfferError);
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        (tail) => void decompressRtf(Buffer.concat([bomb.subarray(0, 16), tail])),
      ),
      { numRuns: 200 },
    );
  });
});

describe('RTF', () => {
  test('as text: code pages, Unicode with its stand-ins, what is no text left out', () => {
    const rtf =
      "{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0\\fcharset204 Arial;}{\\f1\\fcharset0 Arial;}}{\\*\\generator x;}\\f0\\'cf\\'f0\\f1 \\'e9\\par\\uc1\\u8364?5\\tab{\\pict ffff}end\\}}";
    expect(readRtf(Buffer.from(rtf, 'latin1'))).toEqual({ kind: 'text', text: 'Прé\n€5\tend}' });
  });

  test('that wraps HTML gives the HTML: [MS-OXRTFEX]', () => {
    const rtf =
      '{\\rtf1\\ansi\\fromhtml1 {\\*\\htmltag64 <p>}\\htmlrtf \\par \\htmlrtf0 hello {\\*\\htmltag84 <b>}world{\\*\\htmltag92 </b>}{\\*\\htmltag72 </p>}}';
    expect(readRtf(Buffer.from(rtf, 'latin1'))).toEqual({ kind: 'html', text: '<p>hello <b>world</b></p>' });
  });

  test('no bytes make it throw', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '\\',
      "\\'",
      "\\'zz",
      '\\u-1',
      '\\uc99',
      '\\*',
      '\\htmltag',
      '\\htmlrtf',
      '\\bin99',
      '\\f1',
      'text',
      '\n',
      '\\par',
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 200 }),
        (pieces) => void readRtf(Buffer.from(`{\\rtf1\\fromhtml1${pieces.join('')}`)),
      ),
      { numRuns: 200 },
    );
  });
});

test('TNEF of any content is read or refused', () => {
  const head = Buffer.from('789f3e220100', 'hex');
  const attribute = fc
    .record({
      id: fc.constantFrom(0x00069002, 0x00069003, 0x00069005, 0x0006800f, 0x00018010, 0x0002800c, 0x00069007),
      data: fc.uint8Array({ maxLength: 120 }),
      length: fc.option(fc.nat(5000)),
    })
    .map(({ id, data, length }) => {
      const bytes = Buffer.alloc(11 + data.length);
      bytes[0] = 1;
      bytes.writeUInt32LE(id, 1);
      bytes.writeUInt32LE(length ?? data.length, 5);
      bytes.set(data, 9);
      return bytes;
    });
  fc.assert(
    fc.property(
      fc.array(attribute, { maxLength: 20 }),
      (attributes) => void readTnef(Buffer.concat([head, ...attributes])),
    ),
    { numRuns: 200 },
  );
  expect(() => readTnef(Buffer.from('nothing of the kind'))).toThrow(ProfferError);
});
