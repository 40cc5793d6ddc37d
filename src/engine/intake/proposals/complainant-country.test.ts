/** Which country a complaint tells of its writer, by what, and when none is proposed. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wordsOfCountry } from '../../../shared/domain/country-signs.ts';
import { countriesOfWords } from './countries-of-words.ts';
import { countryOfAddress } from './country-of-address.ts';
import { propose } from './propose.ts';

const story = 'I was called by +1 212 555 0142. It was a scam and I paid $20.00 in gift cards.';

function victimOf(text: string, from: { name: string; address: string } | null = null) {
  const [proposed] = propose({
    texts: [{ page: 1, text, bodyAt: 0, from, written: null, title: 'complaint' }],
    countries: ['US'],
  });
  return proposed!.body.entities.find(({ roles }) => roles.includes('victim'))!;
}

describe('the country of a complainant', () => {
  it.each([
    [
      'a telephone number of their own',
      `${story} My own number is +61 491 570 156.\n\nRegards,\nRosa Template`,
      'AU',
      'phone',
    ],
    ['a number in the signature', `${story}\n\nRegards,\nRosa Template\n+49 30 901820`, 'DE', 'phone'],
    [
      'a national number in the signature',
      `${story}\n\nRegards,\nRosa Template\n(312) 555-0177`,
      'US',
      'phone',
    ],
    ['an address behind the name', `${story}\n\nRegards,\nRosa Template, Dayton, Ohio`, 'US', 'address'],
    [
      'an address below the name',
      `${story}\n\nRegards,\nRosa Template\n12 High Street\nLeeds LS1 4AP`,
      'GB',
      'address',
    ],
    ['words', `I live in Ohio. ${story}\n\nRegards,\nRosa Template`, 'US', 'words'],
    [
      'words of another language',
      `Ich wohne in der Schweiz. Ich habe 50 Euro überwiesen, es war Betrug. Ich wurde von +41 44 668 18 00 angerufen.\n\nMit freundlichen Grüßen\nRosa Muster`,
      'CH',
      'words',
    ],
    ['a form', `Name: Rosa Template\nAge: 71\nCountry: Canada\n\n${story}`, 'CA', 'address'],
    [
      'a number that no plan has, by its calling code',
      `${story}\n\nRegards,\nRosa Template\nZaragoza, tel. +34 555 010 076`,
      'ES',
      'phone',
    ],
    ['a form with its code', `Name: Rosa Template\nCountry: NZ\n\n${story}`, 'NZ', 'address'],
  ])('is told by %s', (_what, text, country, by) => {
    const victim = victimOf(text);
    expect(victim.country).toBe(country);
    expect(victim.countrySigns).toMatchObject([{ country, by }]);
    const { line, quote } = victim.countrySigns[0]!.because;
    expect(text.split('\n')[line - 1]).toContain(quote);
  });

  it.each([
    ['only money', `${story} My bank refunded £20.00.\n\nRegards,\nRosa Template`],
    ['only the end of a mailbox', `${story}\n\nRegards,\nRosa Template\nrosa@mail.co.uk`],
    ['the caller’s country', `He said he was from Ohio. ${story}\n\nRegards,\nRosa Template`],
    ['what somebody else says', `He said "I live in Ohio". ${story}\n\nRegards,\nRosa Template`],
    ['where they lived', `I used to live in Ohio. ${story}\n\nRegards,\nRosa Template`],
    ['a town that is in several', `I live in London. ${story}\n\nRegards,\nRosa Template`],
    ['a name that several have', `I live in Georgia. ${story}\n\nRegards,\nRosa Template`],
    ['a number of no country', `${story}\n\nRegards,\nRosa Template\n+1 800 555 0199`],
    ['a mail quoted below', `${story}\n\nRegards,\nRosa Template\n\n> I live in Ohio and can help.`],
    ['the other side of a form', `Name: Rosa Template\n\nSubject name: TechFix\nCountry: India\n\n${story}`],
  ])('is not told by %s', (_what, text) => {
    expect(victimOf(text)).toMatchObject({ country: null, countrySigns: [] });
  });

  it('is left open where the signs contradict each other, and the reason told', () => {
    const victim = victimOf(`I live in Ohio. ${story}\n\nRegards,\nRosa Template\n+44 20 7946 0018`);
    expect(victim.country).toBeNull();
    expect(wordsOfCountry(null, victim.countrySigns)).toBe(
      'No country is proposed, the signs differ: the telephone number “+44 20 7946 0018” (GB, line 5), the words “I live in Ohio” (US, line 1).',
    );
    // A person has said it: nothing is assumed any more.
    expect(wordsOfCountry('US', victim.countrySigns)).toBeNull();
  });

  it('is said to be assumed, by what', () => {
    const victim = victimOf(`I live in Ohio. ${story}\n\nRegards,\nRosa Template`);
    expect(wordsOfCountry(victim.country, victim.countrySigns)).toBe(
      'Country US, from the words “I live in Ohio” (line 1).',
    );
    expect(wordsOfCountry(null, victim.countrySigns)).toBeNull();
  });
});

describe('a form', () => {
  const form = [
    'Name: Rosa Template',
    'Phone: +1 312 555 0177',
    'E-mail: rosa@mail.net',
    'Address: 12 High Street',
    'Dayton, Ohio 45402',
    '',
    'Subject: +91 22 6123 4567',
    'Phone: +91 22 6123 4568',
    '',
    story,
  ].join('\n');

  it('keeps the contacts of the one who fills it in with them, and what stands below the other side with that', () => {
    const victim = victimOf(form);
    expect(victim).toMatchObject({ phone: '+13125550177', email: 'rosa@mail.net', country: 'US' });
    expect(victim.countrySigns.map(({ by, because }) => [by, because.line])).toEqual([
      ['phone', 2],
      ['address', 5],
    ]);
    const [{ body } = { body: null }] = propose({
      texts: [{ page: 1, text: form, bodyAt: 0, from: null, written: null, title: 'form' }],
      countries: ['US'],
    });
    expect(body!.entities.slice(1).map(({ value }) => value)).toEqual([
      '+912261234567',
      '+912261234568',
      '+12125550142',
    ]);
  });
});

describe('words', () => {
  it.each([
    ['I live in Ontario, California, and they rang me.', 'US'],
    ['we live in a small town in northern Ohio', 'US'],
    ['I am a retired resident of Nova Scotia', 'CA'],
    ["I'm from the Netherlands.", 'NL'],
    ['I live in the UK and have no computer', 'GB'],
    ['I live in New South Wales', 'AU'],
    ['I live in South Africa', 'ZA'],
    ['I live in Northern Ireland', 'GB'],
    ['I live in the south of England', 'GB'],
    ['I live in Dayton, Ohio', 'US'],
    ['Vivo en los Estados Unidos', 'US'],
    ["J'habite au Canada", 'CA'],
    ['मैं भारत में रहता हूँ', 'IN'],
  ])('"%s" name %s', (text, country) => {
    expect(countriesOfWords(text).map((told) => told.country)).toEqual([country]);
  });

  it.each([
    'I live in fear of us being called again',
    'he asked if I live in Ohio',
    'I do not live in Ohio',
    'I live in a house, they called from India',
    'My son lives in Ohio',
  ])('"%s" names none', (text) => {
    expect(countriesOfWords(text)).toEqual([]);
  });

  it('of any kind are read', () => {
    const piece = fc.constantFrom(
      'I live in ',
      'the ',
      'Ohio',
      ', ',
      '. ',
      '"',
      '\n',
      'a town in ',
      'New ',
      'Georgia',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 6 })), { maxLength: 40 }), (parts) => {
        const text = parts.join('');
        for (const { at, country } of countriesOfWords(text)) {
          expect(at).toBeLessThan(text.length);
          expect(country).toMatch(/^[A-Z]{2}$/);
        }
        countryOfAddress(text);
      }),
      { numRuns: 200 },
    );
  });
});

describe('an address', () => {
  it.each([
    ['Dayton, OH 45402', 'US'],
    ['Columbus, OH', 'US'],
    ['Leeds LS1 4AP', 'GB'],
    ['St Peter Port, GY1 1WR', 'GG'],
    ['Toronto ON M5H 2N2', 'CA'],
    ['Parramatta NSW 2150', 'AU'],
    ['Ahmedabad, Gujarat - 380001', 'IN'],
    ['D-10115 Berlin', 'DE'],
    ['Auckland 1010, New Zealand', 'NZ'],
    ['Deutschland', 'DE'],
  ])('%s is in %s', (line, country) => {
    expect(countryOfAddress(line)).toBe(country);
  });

  it.each([
    '10115 Berlin',
    'Berlin, DE 10115',
    'Perth, WA',
    'Tbilisi, Georgia',
    '12 High Street',
    'rosa@mail.net',
    '500 NT',
  ])('%s could be anywhere', (line) => {
    expect(countryOfAddress(line)).toBeNull();
  });
});
