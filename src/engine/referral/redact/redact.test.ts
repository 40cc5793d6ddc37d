import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findAgency, loadProfiles } from '../profiles/load-profiles.ts';
import { draftFixture } from './draft.fixture.ts';
import type { ReferralDraft } from './draft.ts';
import { redact, stateHashOf } from './redact.ts';
import { scrubber } from './scrubber.ts';

const profiles = loadProfiles('resources');
const redactFor = (agencyId: string, draft: ReferralDraft) => {
  const { profile, agency } = findAgency(profiles, agencyId);
  return redact(draft, profile, agency);
};

describe('redaction for India: every victim is foreign', () => {
  const { model, disclosures } = redactFor('IN-CBI', draftFixture());

  it('gives pseudonyms by country, then entity id', () => {
    expect(model.victims.map((victim) => victim.country)).toEqual([
      'AU',
      'AU',
      'CA',
      'DE',
      'ES',
      'GB',
      'GB',
      'US',
      'US',
    ]);
    expect(model.victims.map((victim) => victim.ref)).toEqual(
      Array.from({ length: 9 }, (_, index) => `V-00${index + 1}`),
    );
    expect(model.victims.every((victim) => victim.name === victim.ref && victim.place === '')).toBe(true);
    expect(model.victims.every((victim) => victim.ageBand !== '')).toBe(true);
  });

  it('takes names, numbers and mailboxes out of the narrative, in any case and script', () => {
    const { narrative } = model.case;
    for (const secret of ['Ellison', 'Müller', 'MUÑOZ', 'शर्मा', '555-1000', 'victim0@', '0532']) {
      expect(narrative).not.toContain(secret);
    }
    expect(narrative).toContain('V-008 (m. [V-008 telephone], [V-008 e-mail])');
    expect(narrative).toContain('V-004 account ••••3000');
    expect(narrative).toContain('411111••••••1111');
  });

  it('keeps suspects, infrastructure and receiving accounts', () => {
    expect(model.subjects.map((subject) => subject.display)).toContain('Rakesh Example Verma');
    expect(model.case.narrative).toContain('"Alex Morgan", is believed to be Rakesh Example Verma');
    expect(model.accounts.map((account) => account.value)).toEqual([
      'IN/EXMP0000123/50100099887766',
      'bc1qexample0000000000000000000000000000000',
    ]);
    expect(model.infrastructure.length).toBe(14);
  });

  it('shows a witness by role only, and a victim by pseudonym, in links and events', () => {
    expect(model.links.map((link) => link.from)).toContain('T-001 (witness)');
    expect(JSON.stringify(model)).not.toContain('Carla');
    expect(model.links[2]).toMatchObject({ from: 'V-004', to: 'V-004 account ••••3000' });
  });

  it('says that the exhibits are originals, and how many', () => {
    expect(disclosures).toContainEqual(
      expect.objectContaining({ category: 'Exhibits: unredacted originals', action: 'kept', count: 6 }),
    );
    expect(model.exhibits.map((exhibit) => exhibit.originalName)).not.toContain(
      'Müller_Jürgen Kontoauszug.pdf',
    );
  });
});

describe('redaction for the United States', () => {
  const { model } = redactFor('US-FBI-FO', draftFixture());

  it('names residents with city and State, and nobody else', () => {
    const named = model.victims.filter((victim) => victim.name !== victim.ref);
    expect(named.map((victim) => [victim.name, victim.place])).toEqual([
      ['Margaret Ellison', 'Dayton, Ohio'],
      ["Siobhán O'Rourke", 'Salem, Oregon'],
    ]);
    expect(model.case.narrative).toContain('Margaret Ellison (m. [V-008 telephone]');
    expect(model.case.narrative).not.toMatch(/Müller|MUÑOZ/);
  });

  it('counts what was done', () => {
    expect(model.disclosures).toContainEqual(
      expect.objectContaining({ category: 'Victims: name', action: 'pseudonym', count: 7 }),
    );
    expect(model.disclosures).toContainEqual(
      expect.objectContaining({ category: 'Victims: telephone', action: 'withheld', count: 9 }),
    );
  });
});

describe('redaction as a whole', () => {
  it('is pure: the same draft gives the same model and state hash', () => {
    const first = redactFor('IN-CBI', draftFixture()).model;
    const second = redactFor('IN-CBI', draftFixture()).model;
    expect(second).toEqual(first);
    expect(first.stateHash).toBe(stateHashOf(first));
    expect(stateHashOf({ ...first, version: 9 })).toBe(first.stateHash);
    expect(stateHashOf({ ...first, requests: [] })).not.toBe(first.stateHash);
  });

  const letters = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzäöüßéñçøłабвгдежαβγδεकखगघचअबتثجح'.split(''));
  const nameWord = fc.array(letters, { minLength: 4, maxLength: 9 }).map((all) => all.join(''));
  const digits = (length: number) =>
    fc
      .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
      .map((all) => `7${all.join('')}`);
  const person = fc.record({
    given: nameWord,
    family: nameWord,
    phone: digits(10),
    account: digits(13),
    mail: fc.stringMatching(/^[a-z]{4,10}\.[a-z]{4,8}$/),
    country: fc.constantFrom('US', 'DE', 'IN', ''),
  });
  const spelling = fc.constantFrom(
    (text: string) => text,
    (text: string) => text.toUpperCase(),
    (text: string) => text.normalize('NFD'),
    (text: string) => text.toLowerCase(),
    (text: string) => [...text].join('\u00AD'),
  );

  it('leaves no withheld value of any victim anywhere in the model, however it was written', () => {
    fc.assert(
      fc.property(
        fc.array(person, { minLength: 1, maxLength: 4 }),
        spelling,
        fc.constantFrom('IN-CBI', 'US-IC3'),
        fc.constantFrom(' ', '_', '-', ', '),
        (persons, spell, agencyId, separator) => {
          const draft = draftFixture({ victims: 1, infrastructure: 2, exhibits: 1, events: 1 });
          const { profile } = findAgency(profiles, agencyId);
          const secrets: string[] = [];
          draft.victims = persons.map((one, index) => ({
            entityId: `0190aaaa-0000-7000-8000-00000000000${index}`,
            name: `${one.given} ${one.family}`,
            aliases: [],
            country: one.country,
            region: '',
            city: '',
            address: `${one.phone.slice(0, 3)} ${one.family}weg, 12345 Ort`,
            phone: `+${one.phone}`,
            email: `${one.mail}@post.example`,
            ageBand: '',
            exhibits: [],
          }));
          draft.losses = [];
          draft.events = [];
          draft.links = [];
          let text = '';
          for (const [index, one] of persons.entries()) {
            const victim = draft.victims[index];
            if (!victim) continue;
            draft.entities.push({
              ...(draft.entities[6] as ReferralDraft['entities'][number]),
              entityId: `0190bbbb-0000-7000-8000-00000000000${index}`,
              normal: one.account,
              asFound: one.account,
              display: one.account,
              ownerId: victim.entityId,
            });
            const grouped = one.phone.replace(/(\d{3})(\d{3})(?=\d)/, '$1 $2-');
            const written = [
              spell(`${one.given}${separator}${one.family}`),
              spell(`${one.family}${separator}${one.given}`),
              victim.phone,
              grouped,
              victim.email.replace('@', '[at]').replace('.example', '[.]example'),
              victim.email.toUpperCase(),
              one.account.replace(/(\d{4})(?=\d)/g, '$1 '),
              victim.address,
            ];
            text += ` Spoke to ${written.join('; then ')}.`;
            secrets.push(victim.phone, one.phone, grouped, victim.email, one.account, victim.address);
            if (one.country !== profile.country || agencyId.startsWith('IN')) secrets.push(victim.name);
          }
          draft.case.narrative = text;
          draft.case.title = `On ${text}`;
          const [exhibit] = draft.exhibits;
          if (exhibit) exhibit.originalName = `${text}.pdf`;
          if (exhibit?.custody[0]) exhibit.custody[0].details = { from: text };
          const printed = plain(JSON.stringify(redactFor(agencyId, draft).model));
          for (const secret of secrets) expect(printed).not.toContain(plain(secret));
        },
      ),
      { numRuns: 150 },
    );
  });
});

/** Written independently of the scrubber's folding: letters and digits only, no case, no accents. */
function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f\u00AD]/g, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/[\s_,.;()[\]-]+/g, ' ');
}

describe('scrubber', () => {
  const one = (value: string, kept: string[] = []) =>
    scrubber([{ kind: 'name', value, replacement: 'V-001' }], kept);

  it('does not tear other words apart for a short name', () => {
    expect(one('Li Na').scrub('The link in Linate was live.').text).toBe('The link in Linate was live.');
    expect(one('Li Na').scrub('LI NA paid.').text).toBe('V-001 paid.');
  });

  it('finds a family name alone, but not one a suspect shares, nor a common word', () => {
    expect(one('Anita Kumar').scrub('Mrs Kumar paid.').text).toBe('Mrs V-001 paid.');
    expect(one('Anita Kumar', ['Rajesh Kumar']).scrub('Rajesh Kumar called Anita Kumar.').text).toBe(
      'Rajesh Kumar called V-001.',
    );
    expect(one('Mark Brown').scrub('Mark the account as frozen. Mark Brown paid.').text).toBe(
      'Mark the account as frozen. V-001 paid.',
    );
  });

  it('reads names run together in file names', () => {
    expect(one('Anna Schmidt').scrub('AnnaSchmidt_2023.pdf').text).toBe('V-001_2023.pdf');
    expect(one('José Muñoz').scrub('scan-munoz,jose.png').text).toBe('scan-V-001.png');
  });

  it('finds national forms of a telephone number, and leaves a suspect’s number alone', () => {
    const phones = scrubber(
      [{ kind: 'code', value: '+491715550123', replacement: '[phone]' }],
      ['+18005550123'],
    );
    expect(phones.scrub('Call 0171 555-0123 or (0171) 5550123.').text).toBe('Call [phone] or ([phone].');
    expect(phones.scrub('Call +1 800 555 0123.').text).toBe('Call +1 800 555 0123.');
  });

  it('puts one pseudonym for one name, whatever divides its parts', () => {
    const scrub = one('Ruth Example');
    const named = (text: string) => scrub.scrub(text).text;
    const nicknamed = scrubber(
      ['Ruth Example', 'Ruthie'].map((value) => ({ kind: 'name', value, replacement: 'V-001' })),
      [],
    );
    expect(nicknamed.scrub('From Ruth "Ruthie" Example, Boise').text).toBe('From V-001, Boise');
    expect(nicknamed.scrub('From Ruth “Ruthie”.').text).toBe('From V-001.');
    expect(nicknamed.scrub('"Ruthie" Example paid.').text).toBe('V-001 paid.');
    expect(nicknamed.scrub('She said "I am Ruthie Example".').text).toBe('She said "I am V-001".');
    expect(nicknamed.scrub('She said "Ruthie Example".').text).toBe('She said "V-001".');
    expect(named('Example, Ruth; Ruth. Ruth paid.')).toBe('V-001; V-001. V-001 paid.');
    expect(named('Ruth\nExample')).toBe('V-001');
    expect(named('Ruth\nRuth')).toBe('V-001\nV-001');
    expect(named('Ruth and Example')).toBe('V-001 and V-001');
    const two = scrubber(
      [
        { kind: 'name', value: 'Ruth Example', replacement: 'V-001' },
        { kind: 'name', value: 'Carl Sample', replacement: 'V-002' },
      ],
      [],
    );
    expect(two.scrub('Ruth Example, Carl Sample').text).toBe('V-001, V-002');
  });

  it('joins no more than parts of one name, and leaves no secret behind, whatever stands between', () => {
    const scrub = one('Ana Ruiz');
    const between = fc.string({ unit: fc.constantFrom(...' ",.\'“”x;\n-'.split('')), maxLength: 6 });
    fc.assert(
      fc.property(between, between, between, (first, second, third) => {
        const text = `${first} Ana Ruiz ${second} Ruiz ${third}`;
        const { text: result } = scrub.scrub(text);
        expect(result).not.toMatch(/Ana|Ruiz/);
        const bare = (part: string) => part.replace(/["'“”., \n]/g, '');
        expect(bare(result.replaceAll('V-001', ''))).toBe(bare(text.replace(/Ana Ruiz|Ruiz/g, '')));
      }),
    );
  });

  it('never throws and never grows secrets back, on any text', () => {
    const scrub = one('Ana Ruiz');
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const result = scrub.scrub(`${text} Ana Ruiz ${text}`);
        expect(result.text).not.toContain('Ana Ruiz');
        expect(result.replaced).toBeGreaterThan(0);
      }),
    );
  });
});

it('a surname in lower case in a file name is replaced, as it is written in most of them', () => {
  const draft = draftFixture();
  const victim = draft.victims[0]!;
  const surname = 'Okonkwo';
  draft.victims[0] = { ...victim, name: `Ngozi ${surname}` };
  const exhibit = draft.exhibits[0]!;
  draft.exhibits[0] = { ...exhibit, originalName: `complaint-${surname.toLowerCase()}.txt` };
  const { model } = redactFor('IN-CBI', draft);
  expect(model.exhibits[0]!.originalName.toLowerCase()).not.toContain(surname.toLowerCase());
  expect(model.exhibits[0]!.originalName).toMatch(/V-\d{3}/);
});
