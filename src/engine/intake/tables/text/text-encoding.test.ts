/** What a list is encoded in: what its bytes prove, and what is only likely. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { detectEncoding } from './text-encoding.ts';

const bytes = (...values: number[]) => Uint8Array.from(values);
const utf16 = (text: string, mark: boolean) => Buffer.from((mark ? '\ufeff' : '') + text, 'utf16le');

describe('an encoding', () => {
  test.each<[string, Uint8Array, string, boolean]>([
    ['with the mark of UTF-8', Buffer.from('\ufeffname\n'), 'utf-8', true],
    ['with the mark of UTF-16', utf16('name\n', true), 'utf-16le', true],
    ['with the other mark of UTF-16', Buffer.from(utf16('name\n', true)).swap16(), 'utf-16be', true],
    ['of plain ASCII', Buffer.from('name\nJohn\n'), 'utf-8', true],
    ['of UTF-8 beyond ASCII', Buffer.from('José,Müller\n'), 'utf-8', true],
    ['of UTF-8 cut within a character', Buffer.from('José').subarray(0, 4), 'utf-8', true],
    ['of UTF-16 without a mark', utf16('name,phone\nJohn,12\n', false), 'utf-16le', false],
    [
      'of Western Windows programs',
      bytes(0x4a, 0x6f, 0x73, 0xe9, 0x2c, 0x4d, 0xfc, 0x6c, 0x6c),
      'windows-1252',
      false,
    ],
    [
      'of Cyrillic',
      bytes(0xc8, 0xe2, 0xe0, 0xed, 0xee, 0xe2, 0x2c, 0xcc, 0xee, 0xf1, 0xea, 0xe2, 0xe0),
      'windows-1251',
      false,
    ],
    ['of Japanese', bytes(0x83, 0x65, 0x83, 0x58, 0x83, 0x67, 0x2c, 0x61), 'shift_jis', false],
  ])('%s', (_what, head, encoding, certain) => {
    const found = detectEncoding(head);
    expect([found.encoding, found.certain]).toEqual([encoding, certain]);
    expect(found.why).not.toBe('');
  });

  test('is told for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (head) => {
        const { encoding } = detectEncoding(head);
        expect(() => new TextDecoder(encoding)).not.toThrow();
      }),
      { numRuns: 300 },
    );
  });
});
