import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  findHiddenCharacters,
  fromSpreadsheet,
  latinLookAlike,
  mixedScriptWarning,
  revealHidden,
  safeForSpreadsheet,
  showText,
} from './text-safety.ts';

const samples = process.env.PROFFER_SAMPLES ?? resolve('../shared/samples');
const trojans = join(samples, '05-hostile/anti-trojan-source');
const injections = join(samples, '05-hostile/csv-injection/Intruder');

describe('hidden characters', () => {
  it('shows what hides or turns text', () => {
    expect(revealHidden('invoice\u202efdp.exe')).toBe('invoice⟦RLO⟧fdp.exe');
    expect(revealHidden('pay\u200bpal\ufeff')).toBe('pay⟦ZWSP⟧pal⟦BOM⟧');
    expect(revealHidden('a\u0000b\u001bc')).toBe('a⟦U+0000⟧b⟦U+001B⟧c');
    expect(revealHidden('tag\u{e0041}')).toBe('tag⟦U+E0041⟧');
    expect(findHiddenCharacters('x\u2066y\u2069')).toEqual([
      { index: 1, code: 'U+2066', name: 'LRI', bidi: true },
      { index: 3, code: 'U+2069', name: 'PDI', bidi: true },
    ]);
    for (const point of [0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069]) {
      expect(findHiddenCharacters(String.fromCodePoint(point))[0]?.bidi).toBe(true);
    }
  });

  it('leaves honest text alone', () => {
    for (const text of [
      'José\tÑandú\r\n',
      'क्\u200dष राम',
      'می\u200cخواهم',
      '👩\u200d💻 ❤\ufe0f',
      'שלום',
      'مرحبا',
      '日本語',
    ]) {
      expect(revealHidden(text)).toBe(text);
    }
  });

  it('does not let joiners hide elsewhere', () => {
    expect(revealHidden('pay\u200dpal')).toBe('pay⟦ZWJ⟧pal');
    expect(revealHidden('a\ufe0f')).toBe('a⟦U+FE0F⟧');
  });

  it('leaves nothing hidden, and takes nothing away that was visible', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const shown = revealHidden(text);
        const hidden = new Set(findHiddenCharacters(text).map((found) => found.index));
        expect(findHiddenCharacters(shown).length).toBeLessThanOrEqual(findHiddenCharacters(text).length);
        expect(hidden.size === 0).toBe(shown === text);
      }),
    );
  });

  it.runIf(existsSync(trojans))('flags the Trojan Source files and not the clean ones', () => {
    const verdicts = readdirSync(trojans)
      .filter((name) => /^(?:true|false)-.*\.[jt]s$/.test(name) && !/homoglyph|nbsp|cyrillic/.test(name))
      .map((name) => [name, findHiddenCharacters(readFileSync(join(trojans, name), 'utf8')).length > 0]);
    expect(verdicts.length).toBeGreaterThan(4);
    for (const [name, flagged] of verdicts)
      expect([name, flagged]).toEqual([name, String(name).startsWith('true-')]);
  });

  if (!existsSync(trojans))
    console.warn(`SKIPPED: ${trojans} is absent; Trojan Source files were not tried.`);
});

describe('look-alikes', () => {
  it('warns of mixed and imitating words only', () => {
    expect(mixedScriptWarning('раypal support')).toContain('Latin and Cyrillic');
    expect(mixedScriptWarning('аррӏе')).toBe(
      '"аррӏе" is written to look like "apple", with letters of Cyrillic.',
    );
    expect(latinLookAlike('ѕсоре')).toBe('scope');
    for (const text of [
      'Microsoft поддержка',
      'Служба поддержки',
      'Ελληνικά',
      'राम Kumar',
      '日本 Taro',
      '',
      'naïve café',
    ]) {
      expect(mixedScriptWarning(text)).toBeNull();
    }
  });

  it('answers any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const warning = mixedScriptWarning(text);
        expect(warning === null || warning.length > 0).toBe(true);
        expect(mixedScriptWarning(text.replace(/[^\p{ASCII}]/gu, ''))).toBeNull();
      }),
    );
  });
});

describe('cells for spreadsheets', () => {
  const risky = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

  it('neutralises what would run', () => {
    expect(safeForSpreadsheet('=cmd|"/c calc"!A1')).toBe('\'=cmd|"/c calc"!A1');
    expect(safeForSpreadsheet('+12025550123')).toBe("'+12025550123");
    expect(safeForSpreadsheet('1+1')).toBe('1+1');
    expect(safeForSpreadsheet("O'Neil")).toBe("O'Neil");
  });

  it('takes back exactly what was given', () => {
    const cell = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom("'", '=', '+', '-', '@', '\t', '\r', '\n', 'a', ' ', '＝') }),
    );
    fc.assert(
      fc.property(cell, (text) => {
        const safe = safeForSpreadsheet(text);
        expect(safe).not.toMatch(risky);
        expect(fromSpreadsheet(safe)).toBe(text);
      }),
      { numRuns: 3000 },
    );
  });

  it.runIf(existsSync(injections))('neutralises every known payload', () => {
    const payloads = readdirSync(injections)
      .flatMap((name) => readFileSync(join(injections, name), 'utf8').split(/\r?\n/))
      .filter((line) => line !== '');
    expect(payloads.length).toBeGreaterThan(5);
    for (const payload of payloads) expect(safeForSpreadsheet(payload)).not.toMatch(risky);
  });

  if (!existsSync(injections))
    console.warn(`SKIPPED: ${injections} is absent; real formula payloads were not tried.`);
});

it('shown on a screen: what hides is written out, a tower of marks is cut and counted, writing stays', () => {
  expect(showText('invoice\u202Efdp.exe')).toBe('invoice⟦RLO⟧fdp.exe');
  expect(showText(`Z${'\u0301'.repeat(30)}algo`)).toBe(`Z${'\u0301'.repeat(5)}⟦25 more marks⟧algo`);
  for (const plain of ['two\nlines', 'שִׁבֹּ֫לֶת', 'कंप्यूटर क्\u200dष', 'Nguyễn', '👩‍👧'])
    expect(showText(plain)).toBe(plain);
  const once = showText('a\u200bb');
  expect(showText(once)).toBe(once);
});
