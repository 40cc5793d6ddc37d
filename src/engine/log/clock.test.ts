import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HybridClock } from './clock.ts';

test('never runs back, whatever the laptop does to its own clock, and over restarts', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(2_000_000_000), fc.boolean()), { minLength: 2 }), (moments) => {
      let now = 0;
      let last: string | null = null;
      let clock = new HybridClock(null, () => now);
      for (const [moment, restart] of moments) {
        now = moment;
        if (restart) clock = new HybridClock(last, () => now);
        const tick = clock.tick();
        expect(tick).toMatch(/^\d{15}-\d{6}$/);
        if (last !== null) expect(tick > last, `${tick} after ${last}`).toBe(true);
        last = tick;
      }
    }),
  );
});

test('follows the wall clock when that goes forward', () => {
  expect(new HybridClock('000000000000005-000004', () => 7).tick()).toBe('000000000000007-000000');
  expect(new HybridClock('000000000000005-000004', () => 5).tick()).toBe('000000000000005-000005');
  expect(new HybridClock('000000000000005-000004', () => 3).tick()).toBe('000000000000005-000005');
});

test('does not turn round after a million entries with the clock put back', () => {
  const clock = new HybridClock('000000000000005-999998', () => 1);
  const ticks = [clock.tick(), clock.tick(), clock.tick()];
  expect(ticks).toEqual(['000000000000005-999999', '000000000000006-000000', '000000000000006-000001']);
  expect([...ticks].sort()).toEqual(ticks);
});
