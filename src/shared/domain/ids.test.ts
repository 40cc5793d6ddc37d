import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createIdSource, isId, newId } from './ids.ts';

/** RFC 9562, 5.7: the first 48 bits are the milliseconds since the epoch. */
const timeOfId = (id: string) => Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
const zeroes = (length: number) => new Uint8Array(length);

describe('ids', () => {
  it('lays out the fields as RFC 9562 appendix A.6 shows them', () => {
    const bytes = [0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f];
    const make = createIdSource({ now: () => 0x017f22e279b0, randomBytes: () => Uint8Array.from(bytes) });
    expect(make()).toBe('017f22e2-79b0-74c3-98c4-dc0c0c07398f');
  });

  it('is strictly increasing within a process', () => {
    const made = Array.from({ length: 20_000 }, newId);
    expect(made.every(isId)).toBe(true);
    expect(made.every((id, index) => index === 0 || id > (made[index - 1] ?? ''))).toBe(true);
  });

  it('stays increasing when the clock stands still or runs backwards', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 2 ** 40 }), { minLength: 2 }), (clocks) => {
        let at = 0;
        const make = createIdSource({ now: () => clocks[at++] ?? 0, randomBytes: zeroes });
        const made = clocks.map(() => make());
        return made.every((id, index) => index === 0 || id > (made[index - 1] ?? ''));
      }),
    );
  });

  it('borrows the next millisecond when 4,096 ids fall into one', () => {
    const make = createIdSource({ now: () => 1000, randomBytes: zeroes });
    const made = Array.from({ length: 5000 }, make);
    expect(timeOfId(made[0] ?? '')).toBe(1000);
    expect(timeOfId(made[4999] ?? '')).toBe(1001);
    expect(new Set(made).size).toBe(5000);
  });

  it('gives back the millisecond it was made at', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 48 - 1 }), (time) => {
        expect(timeOfId(createIdSource({ now: () => time, randomBytes: zeroes })())).toBe(time);
      }),
    );
  });

  it('refuses everything else', () => {
    expect(isId('017F22E2-79B0-74C3-98C4-DC0C0C07398F')).toBe(false);
    expect(isId('9b1deb4d-3b7d-4bad-9bdd-2b0d7b3dcb6d')).toBe(false);
    expect(isId(7)).toBe(false);
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(isId(text)).toBe(false);
      }),
    );
  });
});
