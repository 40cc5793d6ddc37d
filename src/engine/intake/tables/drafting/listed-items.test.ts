/** Lines of lists as people keep them: the thing is taken, the remark is kept, nothing is guessed. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normaliseIdentifier } from '../../../../shared/domain/identifiers/index.ts';
import { listedItems, standsWhole } from './listed-items.ts';

type Kind = Parameters<typeof listedItems>[0];

const read = (kind: Kind, text: string, country?: string) =>
  listedItems(kind, text, { country }).map(({ identified, remark }) => [identified.normal, remark]);

describe('a line of a phone list', () => {
  it.each<[string, string | undefined, string[][]]>([
    ['+91 22 5555 0100 - calls at night', undefined, [['+912255550100', 'calls at night']]],
    ['+91 22 5555 0100 - 3 calls a day', undefined, [['+912255550100', '3 calls a day']]],
    ['0808 157 0000 (HMRC scam)', 'GB', [['+448081570000', 'HMRC scam']]],
    ['0808 157 0000 (HMRC scam)', undefined, [['08081570000', 'HMRC scam']]],
    ['1-800-555-0100;agent Rick', 'US', [['+18005550100', 'agent Rick']]],
    ['Tel: 0808 157 0000 x12 at night', 'GB', [['+448081570000', 'at night']]],
    ['+44 (0)20 7946 0000 (fraud desk)', undefined, [['+442079460000', 'fraud desk']]],
    ['030 / 1234567 (Berlin)', 'DE', [['+49301234567', 'Berlin']]],
    ['Rick: +91 22 5555 0100', undefined, [['+912255550100', 'Rick']]],
    [
      '+12025550143, +12025550144 / +12025550145 (both Rick)',
      undefined,
      [
        ['+12025550143', ''],
        ['+12025550144', ''],
        ['+12025550145', 'both Rick'],
      ],
    ],
    [
      '(202) 555-0143 (office); (202) 555-0144 or (202) 555-0145',
      'US',
      [
        ['+12025550143', 'office'],
        ['+12025550144', ''],
        ['+12025550145', ''],
      ],
    ],
  ])('%s (country: %s)', (text, country, expected) => {
    expect(read('phone', text, country)).toEqual(expected);
  });

  it.each([
    'no number here',
    '2024-01-05 call back',
    '20240105 call back',
    '1,200,000 INR',
    'HMRC scam 0808 157 0000',
    'victim +1 202 555 0143 called +1 202 555 0144',
  ])('is not guessed at: %s', (text) => {
    expect(read('phone', text)).toEqual([]);
  });

  it('names a number that no plan has, so that the reason can be told', () => {
    const [item] = listedItems('phone', '+1 000 555 0100 (spoofed)', {});
    expect(item?.identified).toMatchObject({ checked: 'invalid', facts: { callingCode: '+1' } });
  });
});

describe('a line of another list', () => {
  it.each<[Kind, string, string[][]]>([
    ['url', 'hxxps://x[.]example[.]com/a;b - taken down', [['https://x.example.com/a;b', 'taken down']]],
    [
      'url',
      'https://x.example.com/a, https://y.example.com/ (HMRC)',
      [
        ['https://x.example.com/a', ''],
        ['https://y.example.com/', 'HMRC'],
      ],
    ],
    ['domain', 'evil[.]example[.]com # fake shop', [['evil.example.com', 'fake shop']]],
    ['domain', '0.0.0.0 evil.example.com', [['evil.example.com', '0.0.0.0']]],
    ['domain', 'evil.example.com - registrar example.net', [['evil.example.com', 'registrar example.net']]],
    [
      'domain',
      'evil.example.com other.example.com',
      [
        ['evil.example.com', ''],
        ['other.example.com', ''],
      ],
    ],
    ['email', 'rick@example.com (Rick)', [['rick@example.com', 'Rick']]],
    ['ip', '203.0.113.7 - jump host', [['203.0.113.7', 'jump host']]],
    ['bank-account', 'GB29 NWBK 6016 1331 9268 19 (mule)', [['GB29NWBK60161331926819', 'mule']]],
    ['domain', 'nothing of the kind', []],
  ])('%s: %s', (kind, text, expected) => {
    expect(read(kind, text)).toEqual(expected);
  });
});

it('leaves a web address with a blank in its path as it is', () => {
  const stands = (text: string) => standsWhole(normaliseIdentifier('url', text));
  expect(stands('https://shop.example/Office22/360 3/')).toBe(true);
  expect(stands('https://shop.example/Office22/ - down since May')).toBe(false);
});

it('does not mend a wallet whose checksum is wrong', () => {
  const wrong = '0x52908400098527886E0F7030069857D2E4169Ee7';
  expect(normaliseIdentifier('wallet', wrong).checked).toBe('invalid');
  expect(read('wallet', wrong)).toEqual([]);
  expect(read('wallet', `${wrong} - ransom`)).toEqual([]);
});

it('takes any text, and loses no letter or digit of it', () => {
  const kinds: Kind[] = ['url', 'domain', 'ip', 'email', 'phone', 'wallet', 'bank-account'];
  const word = fc.constantFrom(
    ...[
      '+12025550143',
      '0808 157 0000',
      'evil.example.com',
      'a@example.com',
      '(',
      ')',
      ',',
      ';',
      '-',
      ' ',
      '/',
    ],
    ...['http://x.example/', 'night', '203.0.113.7', '\u202e', 'and', '0', '+', '"'],
  );
  fc.assert(
    fc.property(fc.constantFrom(...kinds), fc.array(word, { maxLength: 12 }), (kind, words) => {
      const text = words.join('');
      const items = listedItems(kind, text, { country: 'US' });
      if (items.length === 0) return;
      const signs = (part: string) => part.replace(/[^\p{L}\p{N}]/gu, '').length;
      const kept = items.map(({ identified, remark }) => identified.asFound + remark).join('');
      const joining = /\b(?:and|tel|ph|no)\b/gi;
      expect(signs(kept)).toBeGreaterThanOrEqual(signs(text.replace(joining, '').replaceAll('and', '')));
    }),
    { numRuns: 500 },
  );
});
