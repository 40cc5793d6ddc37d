/** The same money told as a loss and as its payments is counted once, whatever is given and in whatever order. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CountedLoss, type CountedPayment, reckon } from './reckon.ts';

const victims = ['a', 'b'];
const currencies = ['USD', 'INR'];
const amount = fc.integer({ min: 1, max: 1_000_000 });
const part = fc.double({ min: 0, max: 1, noNaN: true });

const losses = fc
  .array(
    fc.record({
      victimId: fc.constantFrom(...victims),
      currency: fc.constantFrom(...currencies),
      minor: amount,
      part,
    }),
    {
      maxLength: 6,
    },
  )
  .map((all) =>
    all.map(
      ({ part: back, ...one }, index): CountedLoss => ({
        ...one,
        id: `loss-${index}`,
        recovered: Math.floor(one.minor * back),
      }),
    ),
  );

const caseOfMoney = losses.chain((stated) =>
  fc
    .array(
      fc.record({
        loss: fc.option(fc.nat({ max: 5 })),
        victimId: fc.constantFrom(...victims),
        currency: fc.constantFrom(...currencies),
        minor: amount,
        part,
        returned: fc.boolean(),
      }),
      { maxLength: 12 },
    )
    .map((all) => ({
      stated,
      paid: all.map(({ loss, part: back, ...one }, index): CountedPayment => {
        const owner = loss === null ? undefined : stated[loss % Math.max(1, stated.length)];
        return {
          ...one,
          id: `payment-${index}`,
          lossId: owner?.id ?? null,
          victimId: owner?.victimId ?? one.victimId,
          recovered: Math.floor(one.minor * back),
        };
      }),
    })),
);

const total = (rows: readonly { minor: number }[]) => rows.reduce((sum, one) => sum + one.minor, 0);
const of = <T extends { victimId: string; currency: string }>(
  rows: readonly T[],
  victimId: string,
  currency: string,
) => rows.filter((one) => one.victimId === victimId && one.currency === currency);

describe('reckoning losses and payments', () => {
  it('counts for each victim and currency the larger statement, and no record twice', () => {
    fc.assert(
      fc.property(caseOfMoney, ({ stated, paid }) => {
        const shares = reckon(stated, paid);
        const sources = shares.map(({ source }) => source.id);
        expect(new Set(sources).size).toBe(sources.length);
        const out = paid.filter((one) => !one.returned);
        for (const victimId of victims) {
          for (const currency of currencies) {
            const mine = of(stated, victimId, currency);
            const partsOf = (loss: CountedLoss) =>
              out.filter((one) => one.lossId === loss.id && one.currency === currency);
            const told = mine.reduce((sum, loss) => sum + Math.max(loss.minor, total(partsOf(loss))), 0);
            const itemised = mine.reduce((sum, loss) => sum + total(partsOf(loss)), 0);
            const loose = total(of(out, victimId, currency).filter((one) => one.lossId === null));
            expect(total(of(shares, victimId, currency))).toBe(Math.max(told, itemised + loose));
          }
        }
        for (const share of shares) {
          expect(share.minor).toBeGreaterThan(0);
          expect(share.recovered).toBeGreaterThanOrEqual(0);
          expect(share.recovered).toBeLessThanOrEqual(share.minor);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('does not depend on the order', () => {
    const sorted = (shares: ReturnType<typeof reckon>) =>
      [...shares].sort((left, right) => (left.source.id < right.source.id ? -1 : 1));
    fc.assert(
      fc.property(caseOfMoney, ({ stated, paid }) => {
        expect(sorted(reckon([...stated].reverse(), [...paid].reverse()))).toEqual(
          sorted(reckon(stated, paid)),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('never takes more back than went, nor adds the ways it is told', () => {
    const loss = { id: 'l', victimId: 'a', currency: 'USD', minor: 1000, recovered: 300 };
    const paid = {
      id: 'p',
      victimId: 'a',
      lossId: 'l',
      currency: 'USD',
      minor: 600,
      recovered: 200,
      returned: false,
    };
    const back = { ...paid, id: 'r', minor: 250, recovered: 0, returned: true };
    const recovered = reckon([loss], [paid, back]).reduce((sum, one) => sum + one.recovered, 0);
    expect(recovered).toBe(300);
  });
});
