import { expect, test } from 'vitest';
import { changedFields } from './changed-fields.ts';

test('only what is other than before is written; what was emptied counts as changed', () => {
  const before = { title: 'A', when: { text: '2024' }, note: 'x', tags: ['a'] };
  const fields = { title: 'A', when: { text: '2025' }, note: '', tags: ['a'] };
  expect(changedFields(fields, before)).toEqual({ when: { text: '2025' }, note: '' });
});

test('a new record writes all', () => {
  expect(changedFields({ title: 'A' }, null)).toEqual({ title: 'A' });
});
