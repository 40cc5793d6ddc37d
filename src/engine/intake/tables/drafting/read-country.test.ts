import { expect, test } from 'vitest';
import { readCountry } from './read-country.ts';

test.each([
  ['Germany', 'DE'],
  ['Vietnam', 'VN'],
  ['Serbia', 'RS'],
  ['Yemen', 'YE'],
  ['Zimbabwe', 'ZW'],
  ['Curaçao', 'CW'],
  ['France', 'FR'],
  ['United Kingdom', 'GB'],
  ['USA', 'US'],
  ['GBR', 'GB'],
  ['de', 'DE'],
  ['uk', 'GB'],
  ['DD', 'DE'],
])('%s is %s, never the code of a state that is no more', (text, code) => {
  expect(readCountry(text)).toBe(code);
});

test.each(['Atlantis', 'CS', 'YU', 'QQ', ''])('%s is no country', (text) => {
  expect(readCountry(text)).toBeNull();
});
