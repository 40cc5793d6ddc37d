import { describe, expect, it } from 'vitest';
import { fieldChanges } from './field-changes.ts';

describe('fieldChanges', () => {
  it('names what differs and only that', () => {
    expect(fieldChanges({ a: 'x', b: 1, c: [1] }, { a: 'y', b: 1, c: [2] })).toEqual([
      { field: 'a', before: 'x', after: 'y' },
      { field: 'c', before: '[1]', after: '[2]' },
    ]);
  });
  it('tells a new record and a removed one from an emptied field', () => {
    expect(fieldChanges(null, { a: 'x' })).toEqual([{ field: 'a', before: null, after: 'x' }]);
    expect(fieldChanges({ a: 'x' }, null)).toEqual([{ field: 'a', before: 'x', after: null }]);
    expect(fieldChanges({ a: 'x' }, { a: null })).toEqual([{ field: 'a', before: 'x', after: '' }]);
  });
});
