import { describe, expect, it } from 'vitest';
import * as kinds from './kinds.ts';

describe('kinds', () => {
  const lists = Object.entries(kinds).filter(([name]) => name.endsWith('Labels')) as [
    string,
    Record<string, string>,
  ][];

  it.each(lists)('%s has a code in kebab case and a distinct label for each member', (_name, labels) => {
    const codes = Object.keys(labels);
    expect(codes.length).toBeGreaterThan(4);
    for (const code of codes) expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(new Set(Object.values(labels)).size).toBe(codes.length);
  });

  it('lists the codes in the order of the labels', () => {
    expect(kinds.entityKinds).toEqual(Object.keys(kinds.entityKindLabels));
    expect(kinds.confidences).toEqual(['unknown', 'low', 'moderate', 'high', 'confirmed']);
  });
});
