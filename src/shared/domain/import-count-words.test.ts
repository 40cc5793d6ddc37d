import { expect, it } from 'vitest';
import { countWords } from './import-count-words.ts';

it('says of records that are perhaps known that they came beside the new ones', () => {
  expect(countWords({ rows: 2000, added: 266, unsure: 1671, matched: 2063, links: 1, errors: 0 })).toBe(
    '2,000 rows taken, 266 new records, 1,671 more records that are perhaps known: to be decided, 2,063 known already, 1 link',
  );
  expect(countWords({})).toBe('nothing');
});

it('says what an import brought that made no record', () => {
  expect(countWords({ 'objects kept': 1 })).toBe('1 object kept whole, in no record');
  expect(countWords({ things: 3, hosts: 2, 'hosts known': 1 })).toBe(
    '3 infrastructure, 2 hosts of web addresses, 1 host of web addresses known already',
  );
});
