import { sha256 } from '@noble/hashes/sha2.js';
import { base58, bech32, bech32m } from '@scure/base';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { abaChecks } from './bank-schemes.ts';
import { eip55 } from './chains.ts';
import { type IdentifierContext, normaliseIdentifier } from './index.ts';

const wallet = (text: string, chain?: string) => normaliseIdentifier('wallet', text, { chain });
const account = (text: string, context: IdentifierContext = {}) =>
  normaliseIdentifier('bank-account', text, context);

describe('wallets', () => {
  it.each([
    ['1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa', 'bitcoin', 'P2PKH'],
    ['3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy', 'bitcoin', 'P2SH'],
    ['BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4', 'bitcoin', 'P2WPKH'],
    ['bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0', 'bitcoin', 'P2TR'],
    ['tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx', 'bitcoin-testnet', 'P2WPKH'],
    ['0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed', 'evm', 'account'],
    ['TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t', 'tron', 'account'],
    ['rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh', 'xrp', 'account'],
    [
      '44AFFq5kSiGBoZ4NMDwYtN18obc8AemS33DBLWs3H7otXft3XjrpDtQGv7SqSsaBYBb98uNbr2VBBEt7f2wfn3RVGQBEP3A',
      'monero',
      'standard',
    ],
    ['5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY', 'polkadot', 'SS58'],
    ['LM2WMpR1Rp6j3Sa59cMXMs1SPzj9eXpGc1', 'litecoin', 'P2PKH'],
    ['DH5yaieqoZN36fDVciNyRueRGvGLR3mr7L', 'dogecoin', 'P2PKH'],
  ])('%s', (text, chain, form) => {
    expect(wallet(text)).toMatchObject({ checked: 'valid', problems: [], facts: { chain, form } });
  });

  it('writes segwit in lower case and Ethereum with its checksum', () => {
    expect(wallet('BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4').normal).toBe(
      'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4',
    );
    expect(wallet('0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed')).toMatchObject({
      normal: '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed',
      checked: 'unchecked',
    });
    expect(wallet('ethereum: 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed').checked).toBe('valid');
    expect(wallet('bitcoin:1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa?amount=1').normal).toBe(
      '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa',
    );
  });

  it.each([
    '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb',
    'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5',
    'bc1QW508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4',
    'bc1qqqqsq5rkwa',
    '0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed',
    'TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6u',
    '',
    'hello',
    '0x1234',
  ])('refuses %s', (text) => {
    const found = wallet(text);
    expect(found.checked).toBe('invalid');
    expect(found.problems).toHaveLength(1);
  });

  it('refuses a version 0 program in the bech32m of later versions (BIP 350)', () => {
    const words = [0, ...bech32.toWords(new Uint8Array(20).fill(7))];
    expect(wallet(bech32.encode('bc', words)).checked).toBe('valid');
    expect(wallet(bech32m.encode('bc', words)).checked).toBe('invalid');
  });

  it('leaves chains it cannot check unchecked and notes contradictions', () => {
    expect(wallet('4Nd1mBQtrMJVYVfKf2PJy9NZUZdTAsp7D4xWLs4gDB4T')).toMatchObject({
      checked: 'unchecked',
      facts: { chain: 'solana' },
    });
    expect(wallet('1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa', 'tron').problems[0]).toContain(
      'declared to be on TRON',
    );
  });

  it('finds any single wrong character of a Base58Check address', () => {
    const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
    const hash = fc.uint8Array({ minLength: 20, maxLength: 20 });
    fc.assert(
      fc.property(
        hash,
        fc.constantFrom(0x00, 0x05, 0x41),
        fc.nat(33),
        fc.constantFrom(...alphabet),
        (bytes, version, at, letter) => {
          const payload = new Uint8Array([version, ...bytes]);
          const text = base58.encode(new Uint8Array([...payload, ...sha256(sha256(payload)).subarray(0, 4)]));
          expect(wallet(text).checked).toBe('valid');
          const wrong = text.slice(0, at) + letter + text.slice(at + 1);
          if (wrong !== text) expect(wallet(wrong).checked).not.toBe('valid');
        },
      ),
    );
  });

  it('gives EIP-55 the same answer for its own output', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 20, maxLength: 20 }), (bytes) => {
        const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
        const found = wallet(eip55(hex));
        expect(found.normal).toBe(eip55(hex));
        expect(found.checked).not.toBe('invalid');
      }),
    );
  });
});

describe('bank accounts', () => {
  it('checks IBANs and names bank and country', () => {
    expect(account('iban: de89 3704 0044 0532 0130 00')).toMatchObject({
      normal: 'DE89370400440532013000',
      display: 'DE89 3704 0044 0532 0130 00',
      masked: 'DE••••••••••••••••3000',
      checked: 'valid',
      facts: { scheme: 'iban', country: 'DE', bankCode: '37040044' },
    });
    expect(account('DE89 3704 0044 0532 0130 01').problems[0]).toContain('mod 97');
    expect(account('GB82 WEST 1234 5698 7654 3').problems[0]).toContain('length');
  });

  it.each([
    ['HDFC0001234 50100012345678', {}, 'in:ifsc:HDFC0001234:50100012345678', 'unchecked'],
    ['A/C No. 50100012345678, IFSC Code: hdfc0001234', {}, 'in:ifsc:HDFC0001234:50100012345678', 'unchecked'],
    ['021000021 / 123456789', { country: 'US' }, 'us:aba:021000021:123456789', 'valid'],
    ['021000022 / 123456789', { country: 'US' }, 'us:aba:021000022:123456789', 'invalid'],
    ['20-00-00 55779911', { scheme: 'sort-code' }, 'gb:sort-code:200000:55779911', 'unchecked'],
    ['20 00 00 55779911', { country: 'GB' }, 'gb:sort-code:200000:55779911', 'unchecked'],
    ['062-000 12345678', { scheme: 'bsb' }, 'au:bsb:062000:12345678', 'unchecked'],
    ['003 12345678', { country: 'CA' }, 'ca:other:003:12345678', 'unchecked'],
  ] as const)('%s', (text, context, normal, checked) => {
    expect(account(text, context)).toMatchObject({ normal, checked });
  });

  it('never guesses the scheme', () => {
    expect(account('021000021 123456789').problems[0]).toContain('Declare the country or the scheme');
    expect(account('').checked).toBe('invalid');
  });

  it('masks the account and keeps the bank', () => {
    expect(account('HDFC0001234 50100012345678').masked).toBe('HDFC0001234 ••••••••••5678');
  });

  it('finds any single wrong digit of a routing number', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('021000021', '011401533', '091000019', '322271627'),
        fc.nat(8),
        fc.nat(9),
        (code, at, digit) => {
          expect(abaChecks(code)).toBe(true);
          const wrong = code.slice(0, at) + digit + code.slice(at + 1);
          if (wrong !== code) expect(abaChecks(wrong)).toBe(false);
        },
      ),
    );
  });
});
