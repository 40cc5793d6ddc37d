import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ChangeList } from './change-list.ts';

it('is the array of what was added, in order and to the byte', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 2000 }), { minLength: 1 }), (texts) => {
      const list = new ChangeList();
      const changes = texts.map((text) => JSON.stringify(text));
      for (const change of changes) list.add(change);
      expect(list.count).toBe(texts.length);
      expect(list.array().toString('utf8')).toBe(`[${changes.join(',')}]`);
    }),
  );
});

it('may be read and then added to', () => {
  const list = new ChangeList();
  list.add('1');
  expect(list.array().toString()).toBe('[1]');
  list.add('2');
  expect(list.array().toString()).toBe('[1,2]');
});
