import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPattern } from './pattern.ts';

const values = (pattern: string) =>
  readPattern(pattern).comparisons.map(({ type, path, value }) => `${type}:${path}=${value}`);

describe('STIX patterns', () => {
  test('equalities are read out, across AND, OR, IN and observations', () => {
    expect(values("[domain-name:value = 'a.example' OR ipv4-addr:value = '192.0.2.1']")).toEqual([
      'domain-name:value=a.example',
      'ipv4-addr:value=192.0.2.1',
    ]);
    expect(
      values(
        "[url:value IN ('https://a.example/','https://b.example/')] AND [email-addr:value='x@a.example']",
      ),
    ).toEqual([
      'url:value=https://a.example/',
      'url:value=https://b.example/',
      'email-addr:value=x@a.example',
    ]);
    expect(values("[file:hashes.'SHA-256' = 'ab']")).toEqual(['file:hashes.SHA-256=ab']);
    expect(values("[domain-name:resolves_to_refs[*].value = '192.0.2.1']")).toEqual([
      'domain-name:resolves_to_refs[*].value=192.0.2.1',
    ]);
  });

  test('quotes and backslashes are taken back', () => {
    expect(values(String.raw`[url:value = 'https://a.example/it\'s\\x']`)).toEqual([
      String.raw`url:value=https://a.example/it's\x`,
    ]);
  });

  test('what says more than equality is named, and nothing is read under NOT', () => {
    expect(readPattern("[url:value MATCHES '^https://']")).toEqual({
      comparisons: [],
      beyond: 'It uses MATCHES.',
    });
    expect(
      readPattern("[url:value = 'https://a.example/'] REPEATS 5 TIMES WITHIN 1800 SECONDS").beyond,
    ).toMatch(/REPEATS, WITHIN/);
    expect(
      readPattern("[domain-name:value NOT = 'good.example' AND ipv4-addr:value = '192.0.2.1']").comparisons,
    ).toEqual([]);
    expect(readPattern("NOT [domain-name:value = 'good.example']").comparisons).toEqual([]);
    expect(readPattern("[domain-name:value != 'good.example']")).toEqual({
      comparisons: [],
      beyond: 'It uses !=.',
    });
    expect(readPattern('alert tcp any any -> any any').beyond).not.toBeNull();
  });

  test('any text is answered, soon', () => {
    const pieces = fc.constantFrom(
      '[',
      ']',
      '(',
      ')',
      "'",
      '\\',
      'domain-name:value',
      '=',
      ' ',
      'NOT',
      'IN',
      'a.b',
      '*',
      ':',
      ',',
      "'x'",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(pieces, { maxLength: 60 }).map((list) => list.join('')),
        ),
        (text) => {
          expect(Array.isArray(readPattern(text).comparisons)).toBe(true);
        },
      ),
      { numRuns: 1000 },
    );
    expect(readPattern(`[a:b = '${'\\'.repeat(100_001)}']`).comparisons).toEqual([]);
  });
});
