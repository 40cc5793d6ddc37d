/** Nothing in the words of a referral can be opened by accident. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defangText } from './defang-text.ts';

const known = new Set(['pay.internal-host']);

test.each([
  ['they left the site.It was late', 'they left the site.It was late'],
  [
    'Site https://Nordhaven-Support.example/pay?x=a.b opened',
    'Site hxxps://Nordhaven-Support[.]example/pay?x=a.b opened',
  ],
  [
    'called nordhaven-support.example, then www.foo.bar.',
    'called nordhaven-support[.]example, then www[.]foo[.]bar.',
  ],
  ['mail to help@meridane-refund.com (now)', 'mail to help[at]meridane-refund[.]com (now)'],
  ['host pay.internal-host seen', 'host pay[.]internal-host seen'],
  [
    'Mr.Smith paid 1.200,50 at 10.30; e.g. U.S. courts. Ex. 1',
    'Mr.Smith paid 1.200,50 at 10.30; e.g. U.S. courts. Ex. 1',
  ],
  ['hxxps://nordhaven[.]example stays', 'hxxps://nordhaven[.]example stays'],
  ['ФОРМА.рф и उदाहरण.भारत', 'ФОРМА[.]рф и उदाहरण[.]भारत'],
])('%s', (text, written) => {
  expect(defangText(text, known)).toBe(written);
  expect(defangText(written, known)).toBe(written);
});

test('long runs of anything end in time', () => {
  for (const piece of ['a.', 'a@', 'http://', 'a-', '.', 'xn--'])
    expect(defangText(piece.repeat(50_000), known).length).toBeGreaterThan(0);
});

test('no text with a scheme is left that a viewer would open', () => {
  fc.assert(
    fc.property(fc.webUrl(), fc.string(), (url, around) => {
      expect(defangText(`${around} ${url} ${around}`, known)).not.toMatch(/\bhttps?:\/\/[a-z]/i);
    }),
    { numRuns: 200 },
  );
});
