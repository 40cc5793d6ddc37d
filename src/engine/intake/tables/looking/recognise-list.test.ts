import { describe, expect, it } from 'vitest';
import { recogniseList } from './recognise-list.ts';

describe('a plain text', () => {
  it.each([
    ['https://a.example.com/x\nhxxps://b[.]example[.]com/y\n', 'List of URLs'],
    ['# shops\nevil.example.com\nother.example.com # down\n\n// more\nthird.example.com', 'List of domains'],
    ['+91 22 5555 0100 - at night\r\n+1 202 555 0143, +1 202 555 0144\r\n', 'List of phone numbers'],
    ['0808 157 0000 (HMRC scam)\n0808 157 0001\n', 'List of phone numbers'],
    ['203.0.113.7\n203.0.113.8\n', 'List of IP addresses'],
    ['rick@example.com\nann@example.com (Ann)\n', 'List of e-mail addresses'],
    [
      'name\tphone\tseen\nRick\t+1 202 555 0143\t2024-01-05\nAnn\t+1 202 555 0144\t2024-01-06\n',
      'Table (text)',
    ],
  ])('is known for a list: %j', (text, title) => {
    expect(recogniseList(text)).toBe(title);
  });

  it.each([
    '',
    'evil.example.com',
    'Dear Sir,\nthey called me from +1 202 555 0143 and said, that my computer was infected.\nI paid.\n',
    'Monday: rang twice\nTuesday: rang once\nWednesday: nothing\n',
    'Name, first name\nStreet, town\nThanks, bye\n',
    '203.0.113.7 - - [10/Oct/2024:13:55:36 +0000] "GET /index.html HTTP/1.1" 200 2326 "-" "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko"\n'.repeat(
      5,
    ),
    '2024-01-05\n2024-01-06\n',
    '12\n13\n14\n',
  ])('is no list: %j', (text) => {
    expect(recogniseList(text)).toBeNull();
  });

  it('takes a megabyte of anything in its stride', () => {
    expect(recogniseList('a,'.repeat(1 << 19))).toBeNull();
    expect(recogniseList('1\n'.repeat(1 << 19))).toBeNull();
  });
});
