/** JSON that costs far more than its size is refused before it is parsed: the parser itself cannot be stopped. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { failureOf } from '../../../tests/support/desk.ts';
import { parseJson } from './bounded-json.ts';

const refusal = async (text: string) => {
  const { code, message } = await failureOf(() => parseJson(text));
  return `${code}: ${message}`;
};

describe('a document', () => {
  test('is what JSON.parse makes of it', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(parseJson(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  test('of brackets, quotes and backslashes within strings is counted for what it is', () => {
    const value = { 'a"[': ['\\', '[[[[{{{{'.repeat(1_000), '\\"', '"'] };
    expect(parseJson(JSON.stringify(value))).toEqual(value);
  });

  test('that is none says so', async () => {
    expect(await refusal('{"a":')).toMatch(/^corrupt: This is no JSON document/);
    expect(await refusal('"never ends')).toMatch(/^corrupt/);
  });

  test('that nests without end is refused unparsed', async () => {
    expect(await refusal('['.repeat(1_001))).toMatch(/^corrupt: .*deeper/);
    expect(await refusal('{"a":'.repeat(1_001))).toMatch(/^corrupt: .*deeper/);
    expect(parseJson(`${'['.repeat(1_000)}${']'.repeat(1_000)}`)).toBeInstanceOf(Array);
  });

  test('of small objects, lists or names without number is refused unparsed', async () => {
    expect(await refusal(`[${'{},'.repeat(6_000_000)}0]`)).toMatch(/^invalid-input: .*memory/);
    expect(await refusal(`[${'[],'.repeat(6_000_000)}0]`)).toMatch(/^invalid-input: .*memory/);
    const names = Array.from({ length: 1_500_000 }, (_, index) => `"${index}":0`);
    expect(await refusal(`{${names.join(',')}}`)).toMatch(/^invalid-input: .*memory/);
  });

  test('as large as tables are is read', () => {
    const row = JSON.stringify({ name: 'Vera Vorbild', mail: 'vera@mail.example', amount: 1200.5 });
    const rows = parseJson(`[${Array.from({ length: 400_000 }, () => row).join(',')}]`);
    expect((rows as unknown[]).length).toBe(400_000);
  });
});
