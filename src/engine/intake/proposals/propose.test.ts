import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ProposalText, propose } from './propose.ts';

const complaint = [
  'Dear Sir or Madam,',
  '',
  'On March 14, 2025 I got a pop-up from login-desk[.]example saying my computer was locked. I called (212) 555-0142 at once.',
  'The man said I must pay $399.99 for an order. I paid $1,500.00 by wire to IBAN GB82 WEST 1234 5698 7654 32 the same day.',
  'I also bought 3 gift cards ($500 each) and read him the numbers. In total I lost $3,000.00.',
  'My bank froze $200.00 and gave it back.',
  'My own number is (312) 555-0177.',
  '',
  'Kind regards,',
  'Rosa Template',
].join('\n');

const textOf = (text: string, more: Partial<ProposalText> = {}): ProposalText => ({
  page: 1,
  text,
  bodyAt: 0,
  from: null,
  written: null,
  title: 'complaint.txt',
  ...more,
});
const read = (text: string, more?: Partial<ProposalText>) =>
  propose({ texts: [textOf(text, more)], countries: ['US'] });

describe('a complaint', () => {
  const [proposed] = read(complaint);
  const body = proposed!.body;

  it('has its victim, with what is the victim’s own', () => {
    expect(body.entities[0]).toMatchObject({
      kind: 'person',
      value: 'Rosa Template',
      roles: ['victim'],
      phone: '+13125550177',
    });
    expect(body.entities.some(({ value }) => value === '+13125550177')).toBe(false);
  });

  it('names the other side and how it came into contact', () => {
    expect(body.entities.slice(1).map(({ kind, roles }) => [kind, roles[0]])).toEqual([
      ['domain', 'scam-infrastructure'],
      ['phone', 'scam-infrastructure'],
      ['bank-account', 'payment-destination'],
    ]);
    expect(body.events.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['pop-up', 'call', 'payment']),
    );
    expect(body.events[0]?.when).toEqual({ text: '2025-03-14' });
  });

  it('counts what was paid once: not what was asked for, not the total, not what came back', () => {
    expect(body.losses.map(({ amount, method }) => [amount.minor, amount.currency, method])).toEqual([
      [150_000, 'USD', 'wire-transfer'],
      [150_000, 'USD', 'gift-card'],
    ]);
    expect(body.losses[0]?.to).toBe(body.entities.find(({ kind }) => kind === 'bank-account')?.key);
    expect(body.losses[1]?.assumed.join()).toContain('3 times');
    expect(body.losses[0]?.assumed.join()).toContain('"$" is taken to mean USD');
  });

  it('joins them, each with the line it comes from', () => {
    expect(body.links.map(({ kind }) => kind).sort()).toEqual(['contacted', 'paid-to']);
    const lines = complaint.split('\n');
    for (const { because } of [...body.entities, ...body.events, ...body.losses, ...body.links])
      expect(lines[because.line - 1]).toContain(because.quote.split('\n')[0]!.slice(0, 20));
  });

  it('is told once where a mail says it in text and in HTML', () => {
    const [twice] = read(`${complaint}\n\n${complaint}`);
    expect(twice!.body.losses).toHaveLength(2);
  });
});

describe('what is no complaint', () => {
  it.each([
    ['a lure', 'Your subscription renewed for $399.99. Call +1 888 555 0155 to cancel. Nordhaven Support'],
    ['a list', 'login[.]example\n+1 212 555 0142\nGB82 WEST 1234 5698 7654 32'],
    ['a newsletter', 'Welcome to our spring offers at https://shop.example/ - save $20.00 today!'],
  ])('%s gives no proposal', (_what, text) => {
    expect(read(text)).toEqual([]);
  });
});

describe('what the text leaves open', () => {
  it('is taken from the mail and said to be assumed', () => {
    const [proposed] = read('I was called by +1 212 555 0142 and I paid $20.00 on 3 June.\n', {
      from: { name: 'Ada Example', address: 'ada@example.net' },
      written: { date: '2025-06-09', offset: '-04:00' },
    });
    expect(proposed!.body.entities[0]).toMatchObject({ value: 'Ada Example', email: 'ada@example.net' });
    expect(proposed!.body.entities[0]?.assumed[0]).toContain('sender');
    expect(proposed!.body.losses[0]).toMatchObject({ when: { text: '2025-06-03' } });
    expect(proposed!.body.losses[0]?.assumed.join()).toContain('year 2025');
  });

  it('is no date where none is told', () => {
    const [proposed] = read(
      'I was called by +1 212 555 0142. I paid $20.00 in cash.\n\nRegards,\nAda Example',
    );
    expect(proposed!.body.losses[0]?.when).toBeNull();
  });
});

it('takes any text', () => {
  const pieces = fc.constantFrom(
    'I paid ',
    '$',
    '1,',
    '500',
    '.',
    '\n',
    'each',
    '€',
    ' on 3',
    '/4/',
    '2025',
    'Name: ',
    'I was ',
    '+1 212 555 0142',
    'IBAN ',
    '\ud800',
    'a',
    ' ',
  );
  fc.assert(
    fc.property(
      fc.array(fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 6 })), { maxLength: 50 }),
      (parts) => {
        const text = parts.join('');
        for (const { body } of read(text))
          for (const { because } of body.events)
            expect(because.line).toBeLessThanOrEqual(text.split('\n').length);
      },
    ),
    { numRuns: 200 },
  );
});
