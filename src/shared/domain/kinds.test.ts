import { describe, expect, it } from 'vitest';
import * as kinds from './kinds.ts';

describe('kinds', () => {
  const vocabularies = Object.entries(kinds).filter(
    ([, list]) => typeof list === 'object' && !Array.isArray(list),
  ) as [string, Record<string, string>][];

  it('covers the vocabularies of a case', () => {
    expect(vocabularies.length).toBeGreaterThanOrEqual(12);
  });

  it.each(vocabularies)('%s has values in kebab case, each with a label of its own', (_name, vocabulary) => {
    const values = kinds.valuesOf(vocabulary);
    for (const value of values) expect(value).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(new Set(Object.values(vocabulary)).size).toBe(values.length);
  });
});
