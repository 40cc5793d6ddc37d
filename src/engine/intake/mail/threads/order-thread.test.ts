/** Conversations in the order of their answers, whatever the headers claim. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { orderThread } from './order-thread.ts';

const shown = (members: Parameters<typeof orderThread>[0]) =>
  orderThread(members).ordered.map(
    ({ member, depth, copy }) => `${' '.repeat(depth)}${member.messageId}${copy ? ' copy' : ''}`,
  );

test('answers stand below what they answer, by time; what is not there is named', () => {
  const members = [
    { messageId: 'c', references: ['a', 'gone'], at: 3 },
    { messageId: 'a', references: [], at: 1 },
    { messageId: 'b', references: ['a'], at: 2 },
    { messageId: 'd', references: ['a', 'b'], at: null },
    { messageId: 'a', references: [], at: 5 },
  ];
  expect(shown(members)).toEqual(['a', 'a copy', ' b', '  d', ' c']);
  expect(orderThread(members).missing).toEqual(['gone']);
});

test('loops that forged headers make are cut, and every message is shown once', () => {
  expect(
    shown([
      { messageId: 'x', references: ['y'], at: 1 },
      { messageId: 'y', references: ['x'], at: 2 },
    ]),
  ).toHaveLength(2);
  const id = fc.constantFrom('a', 'b', 'c', 'd', 'e', '');
  const member = fc.record({
    messageId: id,
    references: fc.array(id.filter(Boolean), { maxLength: 4 }),
    at: fc.option(fc.nat(10)),
  });
  fc.assert(
    fc.property(fc.array(member, { maxLength: 30 }), (members) => {
      const { ordered } = orderThread(members);
      expect(new Set(ordered.map((one) => one.member)).size).toBe(members.length);
      expect(ordered).toHaveLength(members.length);
    }),
    { numRuns: 200 },
  );
});
