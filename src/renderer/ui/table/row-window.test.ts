import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { moveActive, pageSize, pagesOf } from './row-window.ts';

describe('pagesOf', () => {
  it('covers the first and last row asked for', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.nat(300), (first, length) => {
        const pages = pagesOf(first, first + length);
        expect(pages[0]! * pageSize).toBeLessThanOrEqual(first);
        expect((pages.at(-1)! + 1) * pageSize).toBeGreaterThan(first + length);
      }),
    );
  });
  it('asks for one page of an empty list, and never for the whole of a huge range', () => {
    expect(pagesOf(0, 0)).toEqual([0]);
    expect(pagesOf(0, 1_000_000)).toHaveLength(6);
  });
});

describe('moveActive', () => {
  it('never leaves the list', () => {
    const keys = ['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End'];
    fc.assert(
      fc.property(fc.constantFrom(...keys), fc.integer({ min: -1, max: 99 }), (key, active) => {
        const next = moveActive(key, active, 100, 20)!;
        expect(next).toBeGreaterThanOrEqual(0);
        expect(next).toBeLessThan(100);
      }),
    );
  });
  it('leaves other keys alone', () => {
    expect(moveActive('a', 3, 10, 5)).toBeNull();
  });
});
