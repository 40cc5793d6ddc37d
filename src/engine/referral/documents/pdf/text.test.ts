import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadFonts } from './fonts.ts';
import { layText } from './text.ts';

const fonts = loadFonts('resources');
const lines = (text: string, width: number) =>
  layText(fonts, 'text', text, width).lines.map((line) => line.spans.map((span) => span.text).join(''));

describe('laying text', () => {
  it('breaks at blanks, and inside a word only where it must', () => {
    expect(lines('one two three', 5)).toEqual(['one two', 'three']);
    expect(lines('https://example.test/alpha/beta', 9).join('')).toBe('https://example.test/alpha/beta');
    expect(lines('https://example.test/alpha/beta', 9)[0]).toMatch(/[/.]$/);
  });

  it('puts right-to-left words the other way round, numbers and Latin words not', () => {
    const [line = ''] = lines('دفع 1500 USD اليوم', 40);
    expect(line.indexOf('اليوم')).toBeLessThan(line.indexOf('دفع'));
    expect(line).toContain('1500');
    expect(line).toContain('USD');
  });

  it('loses no letter, whatever the text and the width', () => {
    const letters = (text: string) => [...text.replace(/\s/g, '')].sort().join('');
    const word = fc.string({
      unit: fc.constantFrom(...'abcéßЖαمש.-/12'.split(''), 'क्ष'),
      minLength: 1,
      maxLength: 30,
    });
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), fc.integer({ min: 2, max: 30 }), (words, width) => {
        const text = words.join(' ').normalize('NFC');
        expect(letters(lines(text, width).join(''))).toBe(letters(text));
      }),
    );
  });

  it('prints no tower of marks over other lines, and says how many it left out', () => {
    expect(lines(`Z${'\u0300\u0301'.repeat(80)}algo`, 40)).toEqual([
      'Z\u0300\u0301\u0300[157 more marks]algo',
    ]);
    expect(lines(`o${'\u0323'.repeat(4)}`, 40)).toEqual(['\u1ecd\u0323\u0323\u0323']);
    // What writing needs stays: nukta, vowel and nasal on one letter.
    expect(lines('ज़ीं', 40).join('')).toBe('ज़ीं'.normalize('NFC'));
  });

  it('shows what hides or turns the reading, and leaves to a script what it needs', () => {
    expect(lines('Pay\u200bpal \ufeffinvoice\u202efdp.exe', 60)).toEqual([
      'Pay[U+200B]pal [U+FEFF]invoice[U+202E]fdp.exe',
    ]);
    expect(lines('क्\u200dष', 40).join('')).toBe('क्\u200dष');
  });

  it('keeps every line within its width unless a single character is wider', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 120 }), fc.integer({ min: 3, max: 30 }), (text, width) => {
        for (const line of layText(fonts, 'text', text, width).lines) {
          expect(line.width).toBeLessThanOrEqual(width + 1e-6);
        }
      }),
    );
  });

  it('measures the short way as the full shaper does', () => {
    const [face] = fonts.chains.text;
    const shaped = (text: string) => {
      // Beyond the characters that take the short way, so that this one takes the full one.
      return face.measure(`${text}\u2116`) - face.measure('\u2116');
    };
    for (const text of ['AVATAR To Yes', 'Wolfgang Ł.', 'Ελένη', 'Олена']) {
      expect(face.measure(text)).toBeCloseTo(shaped(text), 1);
    }
  });
});
