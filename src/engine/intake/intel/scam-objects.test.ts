/** The objects that sharers of scam intelligence use beyond the core of STIX, and the templates of MISP that fit scams. */
import { describe, expect, test } from 'vitest';
import { readIntel } from './read-intel.ts';

const uuid = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const reading = (content: object, country?: string) => {
  const result = readIntel({
    bytes: Buffer.from(JSON.stringify(content)),
    options: { marking: 'green', country },
  });
  if ('refused' in result) throw new Error(result.refused.message);
  return result.read;
};
const sco = (type: string, number: number, more: object) => ({
  type,
  spec_version: '2.1',
  id: `${type}--${uuid(number)}`,
  ...more,
  extensions: { [`extension-definition--${uuid(900)}`]: { extension_type: 'new-sco' } },
});
const bundle = (...objects: object[]) => reading({ type: 'bundle', id: `bundle--${uuid(1)}`, objects });

describe('STIX extensions and OpenCTI', () => {
  const holder = {
    type: 'identity',
    id: `identity--${uuid(2)}`,
    identity_class: 'individual',
    name: 'Mule Example',
  };

  test('telephone numbers, with and without the plus', () => {
    const { entities, objects } = bundle(
      sco('phone-number', 3, { value: '+442079460018', country: 'GBR', provider: 'Example Telecom' }),
      sco('phone-number', 4, { value: '442079460019', country: 'GBR' }),
      sco('phone-number', 5, { value: '020 7946 0020', country: 'GB' }),
    );
    expect(entities.map(({ key, country }) => [key, country])).toEqual([
      ['phone:+442079460018', 'GB'],
      ['phone:+442079460019', 'GB'],
      ['phone:+442079460020', 'GB'],
    ]);
    expect(entities[0]?.notes).toEqual(['Provider: Example Telecom.']);
    expect(objects.map(({ state }) => state)).toEqual(['read', 'read', 'read']);
  });

  test('bank accounts and wallets with their holders', () => {
    const { entities, links } = bundle(
      holder,
      sco('bank-account', 3, {
        iban: 'GB33BUKB20201555555555',
        bic: 'BUKBGB22',
        bank: 'Example Bank',
        country: 'GBR',
        currency: 'GBP',
        holder_ref: holder.id,
      }),
      sco('cryptocurrency-wallet', 4, { value: '1BoatSLRHtKNngkdXEeobR76b53LETtpyT', holder_ref: holder.id }),
    );
    expect(entities.map(({ key }) => key)).toEqual([
      `person:${holder.id}`,
      'bank-account:GB33BUKB20201555555555',
      'wallet:1BoatSLRHtKNngkdXEeobR76b53LETtpyT',
    ]);
    expect(entities[1]?.fields).toEqual({ bank: 'Example Bank', bankCode: 'BUKBGB22' });
    expect(links.map(({ kind, from, to }) => [kind, from, to])).toEqual([
      ['owns', `person:${holder.id}`, 'bank-account:GB33BUKB20201555555555'],
      ['owns', `person:${holder.id}`, 'wallet:1BoatSLRHtKNngkdXEeobR76b53LETtpyT'],
    ]);
  });

  test('a crypto transaction pays from its inputs to its outputs', () => {
    const from = sco('cryptocurrency-wallet', 3, { value: '1BoatSLRHtKNngkdXEeobR76b53LETtpyT' });
    const to = sco('cryptocurrency-wallet', 4, { value: '3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy' });
    const { links, events } = bundle(
      from,
      to,
      sco('cryptocurrency-transaction', 5, {
        symbol: 'BTC',
        hash: 'ab'.repeat(32),
        execution_time: '2022-10-02T15:22:21Z',
        input: [{ address_ref: from.id, amount: 0.84 }],
        output: [{ address_ref: to.id, amount: 0.8 }],
      }),
    );
    expect(links.map(({ kind }) => kind)).toEqual(['paid-to']);
    expect(events[0]).toMatchObject({ kind: 'payment', when: '2022-10-02T15:22:21Z' });
    expect(events[0]?.description).toContain('0.8 BTC');
  });

  test('a card keeps its first six and last four digits, its code not at all', () => {
    const { entities, objects } = bundle(
      sco('payment-card', 3, { card_number: '4242 4242 4242 4242', cvv: 123, holder_name: 'A. Example' }),
    );
    expect(entities.map(({ kind, fields }) => [kind, fields])).toEqual([
      ['payment-card', { holder: 'A. Example' }],
    ]);
    expect(entities[0]?.display).toMatch(/424242.*4242$/);
    expect(JSON.stringify(objects)).not.toMatch(/4242 4242 4242|123[^0-9]/);
  });

  test('what nobody here has records for is kept', () => {
    const { entities, objects } = bundle(
      sco('tracking-number', 3, { value: 'EX123456789' }),
      sco('persona', 4, { persona_name: 'Agent Smith', persona_type: 'alias' }),
    );
    expect(entities).toEqual([]);
    expect(objects.map(({ type, state }) => [type, state])).toEqual([
      ['tracking-number', 'kept'],
      ['persona', 'kept'],
    ]);
  });
});

describe('MISP objects', () => {
  let next = 100;
  const part = (type: string, object_relation: string, value: string) => ({
    uuid: uuid(next++),
    type,
    object_relation,
    value,
  });
  const object = (name: string, ...Attribute: object[]) => ({ uuid: uuid(next++), name, Attribute });
  const event = (...objects: object[]) =>
    reading({ Event: { uuid: uuid(99), info: 'x', date: '2024-01-01', Object: objects } }, 'IN');

  test('a person with telephone and mail', () => {
    const { entities, links } = event(
      object(
        'person',
        part('first-name', 'first-name', 'Ravi'),
        part('last-name', 'last-name', 'Example'),
        part('text', 'role', 'Suspect'),
        part('text', 'alias', 'Alex from support'),
        part('phone-number', 'phone-number', '022 6555 0199'),
        part('passport-number', 'passport-number', 'X1234567'),
      ),
    );
    const person = entities.find(({ kind }) => kind === 'person');
    expect(person).toMatchObject({
      value: 'Ravi Example',
      roles: ['suspect'],
      fields: { aliases: ['Alex from support'] },
    });
    expect(entities.map(({ key }) => key)).toContain('phone:+912265550199');
    expect(links.map(({ kind }) => kind)).toEqual(['uses']);
  });

  test('a passport number is masked in what is kept', () => {
    const { objects } = event(object('person', part('passport-number', 'passport-number', 'X1234567')));
    expect(JSON.stringify(objects)).not.toContain('X1234567');
  });

  test('a victim is a victim', () => {
    const { entities } = event(
      object(
        'victim',
        part('target-org', 'name', 'Example Pensioners'),
        part('target-email', 'email', 'a@example.org'),
      ),
    );
    expect(entities.map(({ kind, roles }) => [kind, roles])).toEqual([
      ['organisation', ['victim']],
      ['email', []],
    ]);
  });

  test('an account with bank and beneficiary, a coin on its chain', () => {
    const { entities } = event(
      object(
        'bank-account',
        part('iban', 'iban', 'DE89370400440532013000'),
        part('text', 'institution-name', 'Example Bank'),
        part('text', 'beneficiary', 'B. Example'),
      ),
      object(
        'coin-address',
        part('btc', 'address', '0x52908400098527886E0F7030069857D2E4169EE7'),
        part('text', 'symbol', 'ETH'),
      ),
    );
    expect(entities.map(({ key }) => key)).toEqual([
      'bank-account:DE89370400440532013000',
      'wallet:0x52908400098527886E0F7030069857D2E4169EE7',
    ]);
    expect(entities[0]?.fields).toEqual({ bank: 'Example Bank', holder: 'B. Example' });
  });

  test('a domain with its addresses, dates and registrant', () => {
    const { links, events } = event(
      object(
        'domain-ip',
        part('domain', 'domain', 'help.example.com'),
        part('ip-dst', 'ip', '203.0.113.9'),
        part('datetime', 'first-seen', '2024-01-01T00:00:00+00:00'),
        part('datetime', 'last-seen', '2024-02-01T00:00:00+00:00'),
      ),
      object(
        'whois',
        part('domain', 'domain', 'help.example.com'),
        part('whois-registrant-name', 'registrant-name', 'R. Example'),
        part('datetime', 'creation-date', '2023-12-31T10:00:00Z'),
      ),
    );
    expect(links.map(({ kind, began }) => [kind, began])).toEqual([
      ['resolves-to', '2024-01-01T00:00:00+00:00'],
      ['registered-by', null],
    ]);
    expect(events.map(({ kind, when }) => [kind, when])).toEqual([
      ['site-registered', '2023-12-31T10:00:00Z'],
    ]);
  });

  test('a message between two numbers, an account of a messenger', () => {
    const { entities, events, links } = event(
      object(
        'instant-message',
        part('phone-number', 'from-number', '+91 22 6555 0199'),
        part('phone-number', 'to-number', '+1 202 555 0143'),
        part('text', 'body', 'Your parcel waits'),
        part('text', 'app-used', 'WhatsApp'),
        part('datetime', 'sent-date', '2024-01-05T08:00:00+05:30'),
      ),
      object('telegram-account', part('text', 'username', 'example_support')),
    );
    expect(events).toMatchObject([
      { kind: 'message', title: 'Message (WhatsApp)', description: 'Your parcel waits' },
    ]);
    expect(links.map(({ kind }) => kind)).toEqual(['contacted']);
    expect(entities.map(({ key }) => key)).toContain('social-account:telegram:example_support');
  });

  test('distribution within one organisation outweighs an open tag; false positives are told', () => {
    const { entities, findings } = reading({
      Event: {
        uuid: uuid(99),
        info: 'x',
        date: '2024-01-01',
        distribution: '0',
        Tag: [{ name: 'tlp:clear' }],
        Attribute: [
          {
            uuid: uuid(98),
            type: 'domain',
            value: 'a.example.com',
            to_ids: true,
            Sighting: [{ type: '1', date_sighting: '1704067200' }],
          },
        ],
      },
    });
    expect(entities[0]?.marking).toBe('amber+strict');
    expect(findings.map(({ code }) => code).sort()).toEqual(['marking-applied', 'negative-sighting']);
  });
});
