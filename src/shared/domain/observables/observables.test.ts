import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findObservables, type ObservableKind } from './index.ts';

const find = (text: string, ...countries: string[]) => findObservables(text, { countries });
const found = (text: string, ...countries: string[]) =>
  find(text, ...countries).map(({ kind, normal }) => `${kind} ${normal}`);

describe('what is written so that nobody clicks it', () => {
  it.each([
    ['evil[.]example', 'domain evil.example'],
    ['evil(dot)example', 'domain evil.example'],
    ['evil{.}sub[.]example', 'domain evil.sub.example'],
    ['evil [dot] example', 'domain evil.example'],
    ['see evil dot example dot com now', 'domain evil.example.com'],
    ['hxxps://evil[.]example/a', 'url https://evil.example/a'],
    ['h**p://evil.example/a', 'url http://evil.example/a'],
    ['hxxp[:]//evil.example/a', 'url http://evil.example/a'],
    ['http[://]evil.example/a', 'url http://evil.example/a'],
    ['a[at]evil[.]example', 'email a@evil.example'],
    ['a (at) evil (dot) example', 'email a@evil.example'],
    ['desk at evil dot example', 'email desk@evil.example'],
    ['203[.]0[.]113[.]7', 'ip 203.0.113.7'],
    ['2001[:]db8[:][:]7', 'ip 2001:db8::7'],
    ['ev\u200bil.exa\u200bmple', 'domain evil.example'],
    ['ｅｖｉｌ．ｅｘａｍｐｌｅ', 'domain evil.example'],
    ['call ＋４４　２０　７９４６　００１８', 'phone +442079460018'],
    ['फोन ०२२-५५५०-०११२', 'phone +912255500112'],
  ])('%s', (text, expected) => {
    expect(found(text, 'IN')).toEqual([expected]);
  });

  it('leads back to the characters of the original, disguise and all', () => {
    const text = 'go to  ev\u200bil [.] example/x, or ring (at once) ０２０ ７９４６ ００１８';
    const places = find(text, 'GB').map(({ start, end }) => text.slice(start, end));
    expect(places).toEqual(['ev\u200bil [.] example/x', '０２０ ７９４６ ００１８']);
  });
});

describe('what only looks like one', () => {
  it.each([
    'report.pdf, invoice.zip, main.py, setup.exe, README.md',
    'The call dropped.Then he rang again.In the end I paid.',
    'version 10.2.1.1, Chrome/120.0.0.0, section 4.2.1.3, 1.2.3.4.5',
    '12.03.2025 14/03/2025 2025-03-14T10:42:00Z 10:15:30 01.02.2025',
    'order 4155550132, invoice no. 212-555-0142, case 020 7946 0018, #3125550177',
    'Message-ID: <a.1741075903@mta.example.net>',
    'ASP.NET, Node.js, user.name = x; console.log(y); com.example.app',
    'GB29 is no account, AB12CD34EF56GH78IJ90 is a licence',
    'MAC 00:1A:2B:3C:4D:5E, EUI 00:11:22:33:44:55:66:77, std::vector<a::b>',
    '$4,155,550,132 and 1.299.000,00 EUR and 415 555 bags',
    'http:// alone, www. alone, foo@bar, @everyone, 555-0123',
  ])('%s', (text) => {
    expect(find(text, 'US', 'GB', 'DE')).toEqual([]);
  });
});

describe('accounts with a bank code', () => {
  it.each([
    ['sort code 99-99-99, account 31926819', 'gb:sort-code:999999:31926819'],
    ['Account No. 31926819\nSort code 999999', 'gb:sort-code:999999:31926819'],
    [
      'Sort code: 99-99-99\nAccount name: J Example\nAccount number: 31926819',
      'gb:sort-code:999999:31926819',
    ],
    ['BSB 999-999 acc 12345678', 'au:bsb:999999:12345678'],
    ['routing number 099900001, account # 000123555014', 'us:aba:099900001:000123555014'],
    ['a/c 50100099912345 (IFSC ZZZZ0000001)', 'in:ifsc:ZZZZ0000001:50100099912345'],
  ])('%s', (text, expected) => {
    expect(found(text)).toEqual([`bank-account ${expected}`]);
  });

  it.each([
    'sort code 99-99-99 and nothing else',
    'Sort code: 99-99-99\n\nAccount: 31926819',
    'routing 990000000 account 000123555014 has a wrong check digit',
    'order ABCD0123456 of account manager 4471',
    'sort of code 123456 account 99999999',
    'My sort code is 99-99-99. The scammers gave account 31926819.',
  ])('not in: %s', (text) => {
    expect(found(text)).toEqual([]);
  });

  it('takes no card for an account number', () => {
    expect(found('acc 4111111111111111 ifsc ZZZZ0000001')).toEqual(['payment-card 411111••••••1111']);
  });
});

describe('numbers of the case and its countries', () => {
  it('reads a national number by the country that writes it so', () => {
    expect(found('Anruf von 030-23125077', 'GB', 'DE')).toEqual(['phone +493023125077']);
    expect(found('call 020 7946 0018', 'DE', 'GB')).toEqual(['phone +442079460018']);
    expect(found('call (212) 555-0142', 'GB', 'US')).toEqual(['phone +12125550142']);
  });

  it('finds no national number where the case has no countries', () => {
    expect(found('call (212) 555-0142 or +1 212 555 0143')).toEqual(['phone +12125550143']);
  });

  it('says what it assumed: letters, a missing plus, a number no plan has', () => {
    const [vanity, bare, madeUp] = find(
      '1-800-FLOWERS\nphone 442079460018\ncall +34 555 010 123',
      'GB',
    ).filter(({ kind }) => kind === 'phone');
    expect(vanity).toMatchObject({ normal: '+18003569377' });
    expect(vanity?.problems.join()).toContain('letters');
    expect(bare).toMatchObject({ normal: '+442079460018' });
    expect(bare?.problems.join()).toContain('without the +');
    expect(madeUp).toMatchObject({ normal: '+34555010123', checked: 'invalid' });
  });

  it('takes the extension with the number', () => {
    const [phone] = find('Tel. 713-555-0133 ext. 204', 'US');
    expect(phone).toMatchObject({ asFound: '713-555-0133 ext. 204', normal: '+17135550133' });
    expect(phone?.facts.extension).toBe('204');
  });

  it('goes by the heading of a list', () => {
    const list = 'date;number;order\n2025-01-02;2025550108;2125550142\n2025-01-03;3055550161;3125550177';
    expect(found(list, 'US')).toEqual(['phone +12025550108', 'phone +13055550161']);
  });
});

describe('money', () => {
  it('never hands on a whole card number', () => {
    const finds = find('card 4111 1111 1111 1111 exp 09/27');
    expect(finds).toHaveLength(1);
    expect(finds[0]?.kind).toBe('payment-card');
    expect(JSON.stringify(finds)).not.toMatch(/4111[ ]?1111[ ]?1111[ ]?1111|1111[ ]?1111[ ]?1111/);
  });

  it('takes an IBAN with wrong check digits only where it is called one, and says so', () => {
    expect(found('DE12 0000 0000 1234 5678 90')).toEqual([]);
    const [iban] = find('IBAN: DE12 0000 0000 1234 5678 90');
    expect(iban).toMatchObject({ kind: 'bank-account', checked: 'invalid' });
  });

  it('takes a wallet without a checksum only where its chain is named', () => {
    const address = 'DMLu46RLdSR7XriYqsTA2xrvo7nHAn3EPyZSrnHLWZS3';
    expect(found(`id ${address}`)).toEqual([]);
    expect(found(`Solana: ${address}`)).toEqual([`wallet ${address}`]);
  });
});

describe('hostile text', () => {
  const pieces = [
    'a.',
    '.',
    '@',
    'a@',
    '[.]',
    '[',
    'hxxp',
    '://',
    'http://',
    '::',
    'ab:',
    '1.',
    '1 ',
    '12-',
    '+',
    '(',
    'GB29',
    'call 1',
    ' dot ',
    ' at ',
    '\u200b',
    '\u202e',
    'ａ．',
    '中',
    '०',
    '\n',
    '\t',
    ',',
    ';',
    '"',
    '\\',
    'anydesk 1',
    '@x',
    'IBAN ',
    '\ud800',
  ];
  const text = fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary', maxLength: 8 })), {
    maxLength: 60,
  });

  it('gives places in order that do not overlap and hold what was found', () => {
    fc.assert(
      fc.property(
        text.map((parts) => parts.join('')),
        (hostile) => {
          let last = 0;
          for (const { kind, start, end, asFound, normal } of find(hostile, 'US', 'GB', 'IN', 'DE')) {
            expect(start).toBeGreaterThanOrEqual(last);
            expect(end).toBeGreaterThan(start);
            if (kind !== 'payment-card') expect(asFound).toBe(hostile.slice(start, end));
            expect(normal).not.toBe('');
            last = end;
          }
          expect(last).toBeLessThanOrEqual(hostile.length);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('ends on long runs of every piece', () => {
    for (const piece of pieces)
      expect(find(piece.repeat(20_000 / piece.length), 'US', 'GB').length).toBeLessThan(20_000);
  });

  it('finds the same whatever honest text surrounds it', () => {
    const samples: [ObservableKind, string][] = [
      ['domain', 'login-desk.example.org'],
      ['url', 'https://desk.example.org/a?b=c'],
      ['email', 'desk@example.org'],
      ['ip', '203.0.113.77'],
      ['phone', '+1 212 555 0142'],
      ['bank-account', 'GB82 WEST 1234 5698 7654 32'],
    ];
    const words = fc.constantFrom('then ', 'he said: ', '(', '"', 'see ', '- ', '\n', '\t', '1) ', '• ');
    const after = fc.constantFrom('', '.', ', and', ')', '"', '\n', ' - he', '; then', '!', '?');
    fc.assert(
      fc.property(fc.constantFrom(...samples), words, after, ([kind, value], before, behind) => {
        const finds = find(`${before}${value}${behind}`);
        expect(finds.map((one) => [one.kind, one.asFound])).toEqual([[kind, value]]);
      }),
      { numRuns: 300 },
    );
  });
});
