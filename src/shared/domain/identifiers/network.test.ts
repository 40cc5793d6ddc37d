import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normaliseIdentifier } from './index.ts';
import { formatIpv6, parseIpv6 } from './ip-address.ts';
import { hostToUnicode } from './punycode.ts';
import { refang } from './refang.ts';
import { hostToAscii } from './url-parser.ts';

const domain = (text: string) => normaliseIdentifier('domain', text);
const url = (text: string) => normaliseIdentifier('url', text);
const ip = (text: string) => normaliseIdentifier('ip', text);
const email = (text: string) => normaliseIdentifier('email', text);

describe('refang', () => {
  it.each([
    ['hxxps://evil[.]example/a', 'https://evil.example/a'],
    ['hXXp[:]//evil(.)example', 'http://evil.example'],
    ['hxxp[://]evil{.}example', 'http://evil.example'],
    ['h**p://evil[dot]example', 'http://evil.example'],
    ['https[:]//evil [.] example/x', 'https://evil.example/x'],
    ['a[at]b[.]example', 'a@b.example'],
    ['a (at) b (dot) example', 'a@b.example'],
    ['evil\\.example', 'evil.example'],
    ['https://evil.example/?q=(.)[.]', 'https://evil.example/?q=(.)[.]'],
    ['fxp://evil[.]example', 'ftp://evil.example'],
    ['http://[::1]/', 'http://[::1]/'],
  ])('%s', (written, meant) => {
    expect(refang(written)).toBe(meant);
  });

  it('changes nothing more when applied twice', () => {
    const noise = fc.oneof(
      fc.string(),
      fc.string({
        unit: fc.constantFrom(
          'hxxp',
          'http',
          's',
          ':',
          '//',
          '[',
          ']',
          '(',
          ')',
          '.',
          'dot',
          'at',
          '@',
          ' ',
          'a',
          '\\',
          '/',
        ),
      }),
    );
    fc.assert(
      fc.property(noise, (text) => {
        expect(refang(refang(text))).toBe(refang(text));
      }),
      { numRuns: 3000 },
    );
  });
});

describe('domains', () => {
  it('lower case, Punycode, no trailing dot, with what the Public Suffix List tells', () => {
    expect(domain('WWW.Evil-Shop[.]co[.]uk.')).toMatchObject({
      normal: 'www.evil-shop.co.uk',
      defanged: 'www[.]evil-shop[.]co[.]uk',
      checked: 'valid',
      facts: { registrableDomain: 'evil-shop.co.uk', publicSuffix: 'co.uk' },
    });
    expect(domain('Bücher.de')).toMatchObject({
      normal: 'xn--bcher-kva.de',
      facts: { unicode: 'bücher.de' },
    });
    expect(domain('support-login.web.app').facts).toMatchObject({
      registrableDomain: 'web.app',
      hostedUnder: 'web.app',
      hostedName: 'support-login.web.app',
    });
    expect(domain('例え。テスト').normal).toBe('xn--r8jz45g.xn--zckzah');
  });

  it('warns of names in letters that imitate others', () => {
    expect(domain('раypal.com').problems[0]).toContain('Latin and Cyrillic');
    expect(domain('аррӏе.com').problems[0]).toContain('"apple"');
    expect(domain('пример.com').problems).toEqual([]);
  });

  it('takes hyphens at the ends of parts, as DNS does, and says so', () => {
    expect(domain('login-.evil.com')).toMatchObject({ normal: 'login-.evil.com', checked: 'valid' });
    expect(domain('login-.evil.com').problems).toHaveLength(1);
  });

  it('leaves endings outside the public DNS unchecked', () => {
    expect(domain('shop.example')).toMatchObject({ checked: 'unchecked', normal: 'shop.example' });
  });

  it.each([
    '',
    '.',
    'localhost',
    'a..b',
    'a.-com',
    'a.com-',
    'a.123',
    '1.2.3.4',
    '0x7f.1',
    'a b.com',
    'a/b.com',
    'a@b.com',
    `${'a'.repeat(64)}.com`,
    'a%2eb.com',
    'http://a.com',
  ])('refuses %s', (text) => {
    expect(domain(text).checked).toBe('invalid');
  });

  it('decodes what the URL parser encodes', () => {
    const label = fc.string({
      unit: fc.constantFrom(...'abcäöüßéñдокумент測試नमस्ते'),
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(label, (text) => {
        const ascii = hostToAscii(`${text}.com`);
        if (ascii === null) return;
        expect(hostToAscii(hostToUnicode(ascii))).toBe(ascii);
        if (ascii !== `${text}.com`) expect(hostToUnicode(ascii)).not.toBe(ascii);
      }),
    );
  });
});

describe('URLs', () => {
  it('keeps path and query as they are and leaves credentials out of everything shown', () => {
    const found = url('hxxps://PayPal.com@Evil[.]example:443/Login.PHP?q=%41&x=(.)#top');
    expect(found).toMatchObject({
      normal: 'https://evil.example/Login.PHP?q=%41&x=(.)#top',
      defanged: 'hxxps://evil[.]example/Login.PHP?q=%41&x=(.)#top',
      facts: { host: 'evil.example', credentials: 'yes' },
    });
    expect(JSON.stringify([found.normal, found.display, found.defanged, found.masked])).not.toContain(
      'PayPal',
    );
    expect(url('http://u:secret@a.com/').display).not.toContain('secret');
  });

  it('reads blanks in a path as browsers do and says so', () => {
    const found = url('https://evil.com/owa swift/?a=b c');
    expect(found).toMatchObject({ normal: 'https://evil.com/owa%20swift/?a=b%20c', checked: 'valid' });
    expect(found.problems[0]).toContain('blanks');
  });

  it('says when it took the scheme to be http', () => {
    expect(url('evil.com/login')).toMatchObject({
      normal: 'http://evil.com/login',
      facts: { assumed: 'scheme http' },
    });
    expect(url('evil.com:8080/x')).toMatchObject({
      normal: 'http://evil.com:8080/x',
      facts: { port: '8080' },
    });
    expect(url('https://evil.com').facts).not.toHaveProperty('assumed');
  });

  it('sees through numbers browsers read as addresses', () => {
    expect(url('http://0x7f.1/')).toMatchObject({
      normal: 'http://127.0.0.1/',
      facts: { ip: '127.0.0.1', reserved: 'loopback' },
    });
    expect(url('http://[2001:DB8::1]:8080/').facts).toMatchObject({ ip: '2001:db8::1', port: '8080' });
  });

  it.each([
    '',
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'http://',
    'http://a b.com/',
    'https://localhost/',
    'mailto:a@b.com',
    'just words',
  ])('refuses %s', (text) => {
    expect(url(text).checked).toBe('invalid');
  });
});

describe('IP addresses', () => {
  it.each([
    ['203[.]0[.]113[.]7', '203.0.113.7', 'documentation'],
    ['8.8.8.8', '8.8.8.8', undefined],
    ['10.1.2.3', '10.1.2.3', 'private use'],
    ['172.32.0.1', '172.32.0.1', undefined],
    ['2001:0DB8:0000:0000:0001:0000:0000:0001', '2001:db8::1:0:0:1', 'documentation'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1', 'documentation'],
    ['::ffff:192.0.2.1', '::ffff:192.0.2.1', 'IPv4-mapped'],
    ['fe80::1%eth0', 'fe80::1', 'link local'],
    ['2606:4700:4700::1111', '2606:4700:4700::1111', undefined],
    ['2001[:]db8[:][:]1', '2001:db8::1', 'documentation'],
  ])('%s', (written, normal, reserved) => {
    const found = ip(written);
    expect(found).toMatchObject({ normal, checked: 'valid' });
    expect(found.facts.reserved).toBe(reserved);
  });

  it('notes the port', () => {
    expect(ip('8.8.8.8:53')).toMatchObject({ normal: '8.8.8.8', facts: { port: '53' } });
    expect(ip('[2606:4700::1]:443')).toMatchObject({ normal: '2606:4700::1', facts: { port: '443' } });
  });

  it.each([
    '',
    '1.2.3',
    '1.2.3.256',
    '01.2.3.4',
    '1.2.3.4/24',
    '1::2::3',
    ':::',
    '12345::',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '8.8.8.8:99999',
    '1.2.3.4%eth0',
    'g::',
  ])('refuses %s', (text) => {
    expect(ip(text).checked).toBe('invalid');
  });

  it('writes any IPv6 address as the URL parser does, and reads it back', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 0xffff })), {
          minLength: 8,
          maxLength: 8,
        }),
        (groups) => {
          const text = formatIpv6(groups);
          expect(parseIpv6(text)).toEqual(groups);
          if (!text.includes('.'))
            expect(new URL(`http://[${groups.map((group) => group.toString(16)).join(':')}]/`).hostname).toBe(
              `[${text}]`,
            );
        },
      ),
    );
  });
});

describe('e-mail addresses', () => {
  it('lower case, defanged forms read, tags kept', () => {
    expect(email('Jane.Doe+Bank[at]Example[.]com')).toMatchObject({
      normal: 'jane.doe+bank@example.com',
      defanged: 'jane.doe+bank[at]example[.]com',
      masked: 'j•••[at]example[.]com',
      facts: { domain: 'example.com', tag: 'bank' },
    });
    expect(email('"Support" <help@evil.com>')).toMatchObject({
      normal: 'help@evil.com',
      facts: { displayName: 'Support' },
    });
    expect(email('mailto:a@bücher.de').normal).toBe('a@xn--bcher-kva.de');
    expect(email('a@[192.0.2.1]').checked).toBe('valid');
    expect(email('"a b"@example.com').normal).toBe('"a b"@example.com');
  });

  it.each([
    '',
    '@',
    'a@',
    '@b.com',
    'a b@c.com',
    'a@b',
    'a..b@c.com',
    '.a@c.com',
    `${'a'.repeat(65)}@c.com`,
    'a@b@',
    'a@b.-com',
    'a@[nope]',
  ])('refuses %s', (text) => {
    expect(email(text).checked).toBe('invalid');
  });
});
