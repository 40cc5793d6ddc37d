import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type JsonDocument, readJson } from './json-text.ts';

const read = (text: string): JsonDocument => {
  const result = readJson(text);
  if ('fault' in result) throw new Error(JSON.stringify(result.fault));
  return result;
};
const plain = (value: unknown) => JSON.parse(JSON.stringify(value));

describe('JSON read with its text', () => {
  test('says the same as JSON.parse of anything JSON.parse accepts', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(0, 2), (text, indent) => {
        const shown = JSON.stringify(JSON.parse(text), null, indent);
        expect(plain(read(shown).value)).toEqual(JSON.parse(shown));
      }),
    );
  });

  test('refuses what JSON.parse refuses', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 40, unit: fc.constantFrom(...'{}[]:,"\\ue0-+.1tfn \n') }),
        (text) => {
          let accepted = true;
          try {
            JSON.parse(text);
          } catch {
            accepted = false;
          }
          expect(!('fault' in readJson(text))).toBe(accepted);
        },
      ),
      { numRuns: 2000 },
    );
  });

  test('keeps the text of every object as it was written', () => {
    const { value, textOf } = read('{ "a" : [ {"n": 1.50,\n "s":"\\u00e9"} ] }');
    const [inner] = (value as { a: object[] }).a;
    expect(textOf(inner!)).toBe('{"n": 1.50,\n "s":"\\u00e9"}');
  });

  test('a member called __proto__ is a member', () => {
    const { value } = read('{"__proto__":{"polluted":true},"constructor":{"prototype":{"x":1}}}');
    expect(Object.keys(value as object)).toEqual(['__proto__', 'constructor']);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  test('tells names that stand twice and numbers that lose digits', () => {
    const { oddities } = read('{"a/b":{"x":1,"x":2},"n":[12345678901234567890,1e999,1]}');
    expect(oddities.map(({ code, pointer }) => [code, pointer])).toEqual([
      ['duplicate-name', '/a~1b/x'],
      ['number-not-exact', '/n/0'],
      ['number-not-exact', '/n/1'],
    ]);
  });

  test('a million brackets are refused, not followed', () => {
    const deep = readJson('['.repeat(1_000_000));
    expect(deep).toMatchObject({ fault: { code: 'too-deep', line: 1 } });
    expect(readJson('[1,2,3]', { depth: 9, values: 3 })).toMatchObject({
      fault: { code: 'too-many-values' },
    });
  });

  test('names line and column of what is wrong', () => {
    expect(readJson('{\n "a": 1,\n}')).toMatchObject({ fault: { code: 'not-json', line: 3, column: 1 } });
  });
});
