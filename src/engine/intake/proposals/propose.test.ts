import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { propose } from './propose.ts';
import type { ProposalText } from './proposed.ts';

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

  it('does not take the caller’s number, quoted below the name, for the victim’s', () => {
    const quoted = [
      'The invoice below came this morning. I rang +44 20 7946 0958 to cancel. They charged £1,299.99 to my card.',
      '',
      'Rosa Template',
      '07700 900287',
      '',
      '> From: Billing <billing@login-desk.example>',
      '> To cancel within 24 hours call +44 20 7946 0958.',
    ].join('\n');
    const [{ body } = { body: null }] = read(quoted, {
      from: { name: 'Rosa Template', address: 'rosa@mail.example' },
    });
    expect(body?.entities[0]).toMatchObject({
      value: 'Rosa Template',
      roles: ['victim'],
      phone: '+447700900287',
      assumed: [expect.stringContaining('no numbering plan has it')],
    });
    expect(body?.entities.find(({ kind }) => kind === 'phone')).toMatchObject({
      value: '+442079460958',
      roles: ['scam-infrastructure'],
    });
  });

  it('takes a number that only the quoted mail names for its sender’s where one is to call it, else for nobody’s', () => {
    const quoted = [
      'The mail below came this morning. I rang the number in it and they charged £1,299.99 to my card.',
      '',
      'Rosa Template',
      '+44 20 7946 0018',
      '',
      '> From: Billing <billing@login-desk.example>',
      '> To cancel within 24 hours call me at +44 20 7946 0958.',
      '> Our office: +44 20 7946 0321, 12 High Street.',
    ].join('\n');
    const from = { name: 'Rosa Template', address: 'rosa@mail.example' };
    const [{ body } = { body: null }] = propose({ texts: [textOf(quoted, { from })], countries: ['GB'] });
    const values = body?.entities.map(({ kind, value, phone }) =>
      kind === 'person' ? `${value} ${phone}` : value,
    );
    expect(values).toContain('Rosa Template +442079460018');
    expect(values).toContain('+442079460958');
    expect(values).toContain('billing@login-desk.example');
    expect(values).not.toContain('+442079460321');
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

describe('extortion', () => {
  const letter = [
    'Last month I installed a program on the page you visited and I got full access to your device. I saw everything.',
    'I made a recording through your webcam while you were on adult sites. I have hacked your contact list too.',
    'You have 48 hours. Send $1,000 in bitcoin to this wallet: bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq',
    'Warning Notice',
  ].join('\n');

  it('in the first person makes nobody a victim', () => {
    expect(read(letter, { from: { name: 'Warning Notice', address: 'notice@lure.example' } })).toEqual([]);
  });

  it('told by who received it and paid is a complaint', () => {
    const told = `I received a mail that said they had hacked my computer; it was a scam. I believed it and on May 2, 2025 I paid $1,000.00 by wire.\n\nRosa Template`;
    expect(read(told)[0]?.body.losses).toMatchObject([{ amount: { minor: 100000, currency: 'USD' } }]);
  });
});

describe('an account with a bank code', () => {
  it('is where the money went, in a form that says of which country it is', () => {
    const [proposed] = read(
      'On March 14, 2025 I was called by (212) 555-0142. I paid £450.00 to sort code 99-99-99, account 31926819.\n\nKind regards,\nRosa Template\n',
    );
    const account = proposed!.body.entities.find(({ kind }) => kind === 'bank-account');
    expect(account).toMatchObject({
      value: 'gb:sort-code:999999:31926819',
      display: 'Sort code 99-99-99, account 31926819',
      country: 'GB',
    });
    expect(proposed!.body.losses[0]?.to).toBe(account!.key);
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

describe('a mail as people write it', () => {
  const mail = (text: string, more: Partial<ProposalText> = {}) =>
    propose({
      texts: [
        textOf(text, {
          from: { name: 'José Beispiel Muestra', address: 'jose@example.net' },
          written: { date: '2025-03-29', offset: '-06:00' },
          title: 'This is fraud',
          ...more,
        }),
      ],
      countries: [],
    })[0]!.body;

  it('is told by its sender, not by the town in its last line', () => {
    const told =
      'I was called by +1 202 555 0171 and paid $20.00.\n\nJosé Beispiel\nEl Paso, Texas – 915-555-0117\n';
    expect(mail(told).entities[0]?.value).toBe('José Beispiel Muestra');
    expect(mail(told.replace(/\nEl Paso.*\n/, '\n')).entities[0]?.value).toBe('José Beispiel');
  });

  it('means by a dollar that of the country whose numbers it names', () => {
    const [loss] = mail('I rang +61 1800 975 711 and transferred $12,750.50 to them.').losses;
    expect(loss).toMatchObject({ amount: { minor: 1_275_050, currency: 'AUD' } });
    expect(loss?.assumed).toContain('"$" is taken to mean AUD.');
  });

  it.each([
    ['a line of its own', 'Yours,\nJosé Muestra\nDayton, (202) 555-0143'],
    ['a label', 'Her telephone: (202) 555-0143'],
    ['a signature above a notice', 'José Beispiel Muestra | +1 202 555 0143\n\n-- \nSent from a phone'],
  ])('never has the writer’s own number as the other side’s: %s', (_what, end) => {
    const { entities } = mail(`I was told to ring +1 202 555 0171, which I did.\n\n${end}\n`);
    expect(entities[0]?.phone).toBe('+12025550143');
    expect(entities.slice(1).map(({ display }) => display)).toEqual(['+1 202 555 0171']);
  });

  it('has the number of the one who called as his', () => {
    const { entities } = mail('I was called and he gave me his number +1 202 555 0171.\n\nJosé Beispiel\n');
    expect(entities[0]?.phone).toBe('');
    expect(entities[1]).toMatchObject({ value: '+12025550171', roles: ['scam-infrastructure'] });
  });

  it('gives in its signature a number of the country it was called from, said to be assumed', () => {
    const { entities } = mail(
      'I was told to ring +61 1800 975 711, which I did.\n\nJosé Beispiel, 0491 570 156\n',
    );
    expect(entities[0]).toMatchObject({ value: 'José Beispiel', phone: '+61491570156' });
    expect(entities[0]?.assumed).toEqual([
      '"0491 570 156" is taken for a number of AU: the text names others of it.',
    ]);
    expect(entities.map(({ kind }) => kind)).toEqual(['person', 'phone']);
  });

  it('names in its own sentence the time of a payment, never that of what was before', () => {
    const { losses, events } = mail(
      'On 11 March at 10:33 I rang +1 202 555 0171. At 11:56 I sent $20.00 by wire. I sent $30.00 by wire later. The next morning at 9:05 am I wired $40.00 too.',
    );
    expect(losses.map(({ when }) => when?.text)).toEqual([
      '2025-03-11T11:56-06:00',
      '2025-03-11',
      '2025-03-12T09:05-06:00',
    ]);
    expect(losses[1]?.assumed).toContain('The day is the one told last.');
    expect(events[0]?.when?.text).toBe('2025-03-11T10:33-06:00');
  });

  it('lists payments a line each, each with its day', () => {
    const { losses } = mail(
      'I was told to pay.\nMarch 11, 3:45 pm: wire of $9,900.00, sent to them\nMarch 13, 11:05 am: wire of $8,500.00, sent to them',
    );
    expect(losses.map(({ when, because }) => [when?.text, because.line])).toEqual([
      ['2025-03-11T15:45-06:00', 2],
      ['2025-03-13T11:05-06:00', 3],
    ]);
  });

  it('has the account the money left as the writer’s own, and the other as where it went', () => {
    const { entities, links, losses } = mail(
      'Ich wurde angerufen. Von meinem Konto DE50 0000 0000 0123 4567 89 wurden 50,00 Euro auf das Konto GB82 WEST 1234 5698 7654 32 überwiesen.',
    );
    const accounts = entities.filter(({ kind }) => kind === 'bank-account');
    expect(accounts.map(({ roles }) => roles)).toEqual([[], ['payment-destination']]);
    expect(links.map(({ kind, to }) => [kind, to])).toEqual([
      ['owns', accounts[0]!.key],
      ['paid-to', accounts[1]!.key],
    ]);
    expect(losses[0]?.to).toBe(accounts[1]!.key);
  });

  it('counts what went although the sentence says before what would not', () => {
    expect(
      mail('The form would not accept my name, so he laughed and transferred £640.00 himself; I was shocked.')
        .losses,
    ).toHaveLength(1);
    expect(mail('I was told I should have paid £640.00 by +1 202 555 0171 who called.').losses).toEqual([]);
  });

  it.each([
    ['9 300,00 $ CA', 'CAD', 930_000],
    ['1.250,00 €', 'EUR', 125_000],
  ])('reads %s in French', (written, currency, minor) => {
    const { losses } = mail(`On m'a appelé. J'ai envoyé ${written} par virement.`);
    expect(losses.map(({ amount }) => amount)).toEqual([{ minor, currency }]);
  });

  it('is worth a look where it names a wallet and nothing else that is understood', () => {
    const { entities } = mail('Me dijeron que recibí dinero: bc1q04qye8ahwuefgdy98uujg0mkqw8l56x0e8qdkf');
    expect(entities.map(({ kind }) => kind)).toEqual(['person', 'wallet']);
  });
});

describe('a payment that is not told outright', () => {
  const losses = (text: string) =>
    read(`I was called by +1 212 555 0142. It was a scam. ${text}\n\nRegards,\nAda Example`)[0]?.body
      .losses ?? [];

  it.each([
    ['He demanded $500.00 in gift cards. I was scared. I sent it.', 50_000, 'USD'],
    ['He asked me for $500.00 and I sent it.', 50_000, 'USD'],
    ['She told me to wire $1,200.00 to them. My mother paid it the same day.', 120_000, 'USD'],
    ['They asked for $75.00. I did not trust him, but I sent the money.', 7_500, 'USD'],
    ['Me pidieron 300 euros por Bizum. Lo envié.', 30_000, 'EUR'],
    ['Me exigieron 300 euros. No quería, pero al final transferí el dinero.', 30_000, 'EUR'],
    ['Er verlangte 800 Euro. Den Betrag habe ich überwiesen.', 80_000, 'EUR'],
    ['Ich sollte 800 Euro zahlen. Das habe ich dann auch gemacht.', 80_000, 'EUR'],
    ["On m'a demandé 250 euros. Je l'ai envoyé.", 25_000, 'EUR'],
    ['Meinem Konto wurden 50,00 Euro belastet.', 5_000, 'EUR'],
    ['Later $89.00 was debited from my account.', 8_900, 'USD'],
    ['My card was charged $399.99 without my consent.', 39_999, 'USD'],
    ['Me cobraron 120 euros en la tarjeta.', 12_000, 'EUR'],
    ['Le lendemain 90 euros ont été prélevés de mon compte.', 9_000, 'EUR'],
  ])('gives a loss that says it is inferred: %s', (text, minor, currency) => {
    const found = losses(text);
    expect(found.map(({ amount }) => amount)).toEqual([{ minor, currency }]);
    expect(found[0]?.assumed.join()).toContain('inferred');
  });

  it.each([
    'He demanded $500.00. I did not pay.',
    'He demanded $500.00. I would not send it.',
    'He demanded $500.00. I refused, and I never sent it.',
    'He demanded $500.00. I almost sent it.',
    'He demanded $500.00. If I sent it, he said, all was well.',
    'He demanded $500.00. I sent it to the police.',
    'He asked me to send $500.00 back. I refused.',
    'He demanded $500.00 or $900.00. I sent it.',
    'My account will be charged $399.99, he said.',
    'I was not charged $399.99.',
    'The payment of $500.00 was refused by my bank.',
    'Me pidieron 300 euros. No lo envié.',
    'Er verlangte 800 Euro. Ich habe den Betrag nicht überwiesen.',
    'Meinem Konto wurden 50,00 Euro nicht belastet.',
    'Ihr Konto wird mit 50,00 Euro belastet, sagte er.',
    "On m'a demandé 250 euros. Je ne l'ai pas envoyé.",
  ])('gives none where nothing went: %s', (text) => {
    expect(losses(text)).toEqual([]);
  });

  it('rests on the sentences from the demand to its being met, and counts once where it is told again', () => {
    const [loss] = losses('He demanded $500.00 by wire. I sent it.');
    expect(loss).toMatchObject({ method: 'wire-transfer' });
    expect(loss?.because.quote).toBe('He demanded $500.00 by wire. I sent it.');
    const told = losses('He demanded $500.00 by wire. I sent it. I paid $500.00 by wire on Friday.');
    expect(told.map(({ assumed }) => assumed.join().includes('inferred'))).toEqual([false]);
  });

  it('makes a complaint weigh no more than one without it', () => {
    const text = (more: string) =>
      `I was called by +1 212 555 0142. I paid $20.00 by wire. ${more}\n\nRegards,\nAda Example`;
    const [plain] = read(text('He was rude.'));
    const [more] = read(text('He demanded $500.00. I sent it.'));
    expect(more!.body.losses).toHaveLength(2);
    expect(more!.weight).toBe(plain!.weight);
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
