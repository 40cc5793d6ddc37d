import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseUncertainDate } from '../../../shared/domain/uncertain-date.ts';
import type { ModelEntity, ReferralModel } from '../model.ts';
import { findAgency, loadProfiles } from '../profiles/load-profiles.ts';
import { toldInBrief, toldOf } from './entity-facts.ts';
import { ExhibitReferences } from './exhibit-references.ts';
import { Formats } from './formats.ts';

const profiles = loadProfiles('resources');
const india = findAgency(profiles, 'IN-CBI').profile;
const states = findAgency(profiles, 'US-FBI-FO').profile;

const referencesTo = (count: number, profile = india) => {
  const refs = Array.from({ length: count }, (_, index) =>
    profile.exhibit_scheme.pattern.replace('{n}', String(index + 1)),
  );
  const exhibits = refs.map((ref, index) => ({ ref, number: index + 1 }));
  return { refs, references: new ExhibitReferences({ exhibits } as ReferralModel, profile) };
};

describe('references of exhibits', () => {
  const { refs, references } = referencesTo(40);
  const pick = (...numbers: number[]) => numbers.map((number) => refs[number - 1] ?? '');

  it('prints the common word once, and only the rest of each', () => {
    expect(references.head).toBe('Annexure');
    expect(references.list(pick(4, 24, 28))).toBe('A-4, A-24, A-28');
    expect(references.sentence(pick(4, 24))).toBe('Annexure A-4, A-24');
    expect(references.sentence([])).toBe('');
    expect(references.fits(2)).toEqual(['A-40, A-40,']);
    const american = referencesTo(28, states);
    expect(american.references.head).toBe('Ex.');
    expect(american.references.list(american.refs.slice(2, 4))).toBe('3, 4');
  });

  it('names runs of three and more by their ends', () => {
    expect(references.list(pick(4, 5))).toBe('A-4, A-5');
    expect(references.list(pick(2, 4, 5, 6, 9))).toBe('A-2, A-4 to A-6, A-9');
  });

  it('leaves a reference of another pattern whole', () => {
    expect(references.list(['Ex. 2', ...pick(3)])).toBe('Ex. 2, A-3');
  });

  it('can be read back to the same exhibits', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 40 })), (numbers) => {
        const sorted = [...numbers].sort((a, b) => a - b);
        const text = references.list(pick(...sorted));
        const read = text.split(', ').flatMap((part) => {
          const [from = 0, to = from] = [...part.matchAll(/A-(\d+)/g)].map((match) => Number(match[1]));
          return from === 0 ? [] : Array.from({ length: to - from + 1 }, (_, index) => from + index);
        });
        expect(read).toEqual(sorted);
      }),
    );
  });
});

describe('facts in words', () => {
  const entity = (kind: string, value: string, facts: Record<string, string>): ModelEntity => ({
    ref: 'I-001',
    entityId: '',
    kind,
    display: value,
    value,
    roles: [],
    country: '',
    facts,
    note: '',
    confidence: '',
    firstSeen: null,
    lastSeen: null,
    exhibits: [],
  });
  const formats = new Formats(india);
  const brief = (kind: string, value: string, facts: Record<string, string>, country = '') =>
    toldInBrief({ ...entity(kind, value, facts), country }, formats);

  it('tells of a domain what its name does not', () => {
    expect(
      brief('domain', 'shop.example.org', { registrableDomain: 'example.org', publicSuffix: 'org' }),
    ).toBe('Registrable domain example[.]org');
    expect(
      brief('domain', 'refund.example', { registrableDomain: 'refund.example', publicSuffix: 'example' }),
    ).toBe('Ending not on the Public Suffix List');
  });

  it('tells country and line of a number, and whether its country code was written', () => {
    const facts = { country: 'GB', callingCode: '+44', lineType: 'toll-free' };
    expect(brief('phone', '+448081570142', { ...facts, countryFrom: 'declared' }, 'GB')).toBe(
      'United Kingdom; toll-free number; country code not written in the source',
    );
    expect(brief('phone', '+448081570142', { ...facts, countryFrom: 'the number' }, 'GB')).toBe(
      'United Kingdom; toll-free number',
    );
  });

  it('tells scheme, bank and chain of an account', () => {
    expect(
      brief('bank-account', 'GB82', {
        scheme: 'iban',
        country: 'GB',
        bankCode: 'WEST',
        branchCode: '123456',
      }),
    ).toBe('IBAN; bank code WEST; branch code 123456');
    const wallet = { chain: 'evm', chainName: 'Ethereum or a chain with its addresses', form: 'account' };
    expect(brief('wallet', '0x23', { ...wallet, declaredChain: 'ethereum' })).toBe(
      'Ethereum or a chain with its addresses; stated as ethereum',
    );
  });

  it('prints no key as it stands, known or not, and no plain host', () => {
    expect(brief('domain', 'a.example', { whoisPrivacyService: 'yes', constructor: 'x' })).toBe(
      'Whois privacy service yes; constructor x',
    );
    const keys = fc.constantFrom(
      'registrableDomain',
      'lineType',
      'some_new-key',
      'alsoOn',
      '__proto__',
      'form',
    );
    fc.assert(
      fc.property(fc.dictionary(keys, fc.string()), (facts) => {
        for (const { label, text } of toldOf(entity('url', 'x', facts))) {
          expect(label).toMatch(/^[^a-z_-][^A-Z_-]*( [A-Z][^_-]*)*$/);
          expect(text.trim()).not.toBe('');
        }
      }),
    );
  });
});

describe('times', () => {
  const at = (text: string, zone: string) => parseUncertainDate({ text, zone });
  const forIndia = new Formats(india);
  const forStates = new Formats(states);

  it('gives local time, UTC and the recipient’s own, and the day where it is another', () => {
    expect(forIndia.clocks(at('2025-08-20T16:52', 'Europe/London'))).toBe(
      '20 Aug 2025, 16:52 UTC+01:00\n15:52 UTC · 21:22 IST',
    );
    expect(forIndia.clocks(at('2025-03-11T15:45', 'America/Boise'))).toBe(
      '11 Mar 2025, 15:45 UTC-06:00\n21:45 UTC · 12 Mar, 03:15 IST',
    );
    expect(forStates.clocks(at('2025-08-20T16:52', 'Europe/London'))).toBe(
      'Aug 20, 2025, 16:52 UTC+01:00\n15:52 UTC · 11:52 EDT',
    );
  });

  it('says a new day once for both clocks, and gives both ends of an interval', () => {
    expect(forIndia.clocks(at('2025-03-27T19:36', 'America/Boise'))).toBe(
      '27 Mar 2025, 19:36 UTC-06:00\n28 Mar, 01:36 UTC · 07:06 IST',
    );
    expect(forIndia.clocks(at('2025-06-18T15:49/2025-06-18T15:57', 'Europe/London'))).toBe(
      '18 Jun 2025, 15:49 UTC+01:00 – 18 Jun 2025, 15:57 UTC+01:00\n14:49 – 14:57 UTC · 20:19 – 20:27 IST',
    );
  });

  it('begins with the clock that is on the local day', () => {
    expect(forIndia.clocks(at('2025-05-14T09:48', 'Australia/Sydney'))).toBe(
      '14 May 2025, 09:48 UTC+10:00\n05:18 IST · 13 May, 23:48 UTC',
    );
  });

  it('leaves out what would say the same twice', () => {
    expect(forIndia.clocks(at('2025-08-20T16:52:07', 'Asia/Kolkata'))).toBe(
      '20 Aug 2025, 16:52:07 UTC+05:30\n11:22:07 UTC',
    );
    expect(forIndia.instantClocks('2025-08-20T16:52:07Z', 'UTC')).toBe(
      '20 Aug 2025, 16:52:07 UTC\n22:22:07 IST',
    );
  });

  it('turns no day into an hour', () => {
    expect(forIndia.clocks(at('2025-08-20', 'Europe/Berlin'))).not.toContain('IST');
    expect(forIndia.clocks(null)).toBe('Not known');
  });
});
