import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ProfferError } from '../../../shared/domain/errors.ts';
import { findAgency, formDigest, loadProfiles } from './load-profiles.ts';
import { profileFile } from './profile.ts';
import { checkReadiness, type ReadinessFacts } from './readiness.ts';

const resources = 'resources';
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A copy of the profiles in which one file was changed. */
function withChange(file: string, change: (text: string) => string): string {
  const folder = mkdtempSync(join(tmpdir(), 'proffer-profiles-'));
  folders.push(folder);
  cpSync(join(resources, 'jurisdictions'), join(folder, 'jurisdictions'), { recursive: true });
  const path = join(folder, 'jurisdictions', file);
  const before = readFileSync(path, 'utf8');
  const after = change(before);
  expect(after).not.toBe(before);
  writeFileSync(path, after);
  return folder;
}

function failure(folder: string): ProfferError {
  try {
    loadProfiles(folder);
  } catch (error) {
    if (error instanceof ProfferError) return error;
    throw error;
  }
  throw new Error('the profiles were accepted');
}

const complete: ReadinessFacts = {
  now: Date.parse('2026-08-01T00:00:00Z'),
  case: {
    narrative: 'Callers posed as support staff. '.repeat(10),
    nexus: 'Premises in Gujarat.',
    nexusElsewhere: 0,
  },
  organisations: [
    { name: 'Example Ltd', part: 'referrer', address: '1 Road', registrationNumber: '42', contact: 'Desk' },
  ],
  signatory: { name: 'A. Person', address: '1 Road', role: 'Counsel', device: true },
  victims: [{ named: true, country: 'US', contact: true, ageBand: true }],
  subjects: [{ region: 'Gujarat', country: 'IN' }],
  identifiers: { phone: 1, email: 1, domain: 1, 'bank-account': 1 },
  losses: [{ reference: true, date: true, beneficiary: true }],
  events: {
    total: 3,
    undated: 0,
    zoneAssumed: 0,
    earliest: Date.parse('2023-01-05T00:00:00Z'),
    latest: Date.parse('2024-09-05T00:00:00Z'),
  },
  evidence: { total: 4, unchecked: 0, failed: 0, citedAbsent: 0, unsourced: 0 },
  requests: 1,
  statedInClear: [],
};

describe('profiles', () => {
  it('load, with their agencies and certificate forms', () => {
    const profiles = loadProfiles(resources);
    expect(profiles.map((profile) => profile.id)).toEqual(['IN', 'US']);
    expect(findAgency(profiles, 'IN-CBI').profile.render.paper).toBe('A4');
    expect(findAgency(profiles, 'US-IC3').profile.render.paper).toBe('Letter');
    expect(() => findAgency(profiles, 'XX-NONE')).toThrow(/knows the agency/);
  });

  it('match the JSON Schema that editors are given', () => {
    const generated = `${JSON.stringify(z.toJSONSchema(profileFile), null, 2)}\n`;
    expect(readFileSync(join(resources, 'jurisdictions', 'profile.schema.json'), 'utf8')).toBe(generated);
  });

  it('refuse a key they do not know, naming file and field', () => {
    const error = failure(
      withChange('US.json', (text) => text.replace('"paper":', '"colour": "red", "paper":')),
    );
    expect(error.code).toBe('corrupt');
    expect(error.details).toMatchObject({ file: 'US.json', field: 'render.colour' });
  });

  it('refuse a missing redaction rule: nothing is disclosed because a rule was forgotten', () => {
    const error = failure(
      withChange('IN.json', (text) => {
        const data = JSON.parse(text);
        delete data.redaction['victim.foreign'].contact;
        return JSON.stringify(data);
      }),
    );
    expect(error.details).toMatchObject({ file: 'IN.json', field: 'redaction.victim.foreign.contact' });
  });

  it('refuse a source that is not listed, an unknown agency, and broken JSON', () => {
    expect(
      failure(withChange('US.json', (t) => t.replace('"src": "S7"', '"src": "S999"'))).details.field,
    ).toBe('sources');
    const agency = withChange('IN.json', (t) => t.replace('"agency": "IN-CBI"', '"agency": "IN-XXX"'));
    expect(failure(agency).details.file).toBe('IN.json');
    expect(failure(withChange('IN.json', (t) => t.slice(0, -5))).code).toBe('corrupt');
  });

  // A court in Delhi found certificates defective that did not follow the Schedule.
  it('hold the wording of the Indian certificate to the letter', () => {
    const india = loadProfiles(resources).find((profile) => profile.id === 'IN');
    expect(india && formDigest(india.form)).toBe(
      'caceae77759db33bbbac4268d3d2d8198715a97a8b327b24e3295a4bd968e369',
    );
    const altered = withChange('in/bsa-63-4-certificate.json', (t) =>
      t.replaceAll('lawful control', 'control'),
    );
    expect(failure(altered).code).toBe('integrity-failed');
  });
});

describe('readiness', () => {
  const profiles = loadProfiles(resources);
  const check = (agencyId: string, change: Partial<ReadinessFacts>) => {
    const { profile, agency } = findAgency(profiles, agencyId);
    return checkReadiness(profile, agency, { ...complete, ...change });
  };
  const open = (agencyId: string, change: Partial<ReadinessFacts>) =>
    check(agencyId, change)
      .items.filter((item) => !item.satisfied && item.level === 'block')
      .map((item) => item.field);

  it('lets a complete case out to both agencies', () => {
    for (const agency of ['IN-CBI', 'IN-NCRP', 'US-IC3', 'US-FBI-FO']) {
      expect(open(agency, {})).toEqual([]);
      expect(check(agency, {}).ready).toBe(true);
    }
  });

  it('blocks the CBI without signatory, facts, nexus or State of the premises', () => {
    expect(
      open('IN-CBI', {
        signatory: { name: ' ', address: '', role: '', device: false },
        case: { narrative: '', nexus: '', nexusElsewhere: 1 },
        subjects: [{ region: '', country: 'IN' }],
      }).sort(),
    ).toEqual(['incident.narrative', 'incident.nexus', 'signatory.name', 'subject.premises_region']);
    expect(open('IN-CBI', { subjects: [{ region: 'Texas', country: 'US' }] })).toContain(
      'subject.premises_region',
    );
  });

  it('says where an asked fact comes from in words, never by a key of the profile', () => {
    const items = profiles.flatMap((profile) =>
      profile.agencies.flatMap((agency) => checkReadiness(profile, agency, complete).items),
    );
    expect(items.some((item) => item.source.includes('https://'))).toBe(true);
    expect(items.map((item) => item.source).filter((words) => /^(S\d|GK)/.test(words))).toEqual([]);
    const { profile, agency } = findAgency(profiles, 'IN-CBI');
    expect(() => checkReadiness({ ...profile, sources: {} }, agency, complete)).toThrow(/source/);
  });

  it('asks the portal for 200 characters of narrative', () => {
    const item = check('IN-NCRP', { case: { narrative: 'short', nexus: 'x', nexusElsewhere: 0 } }).items.find(
      (one) => one.field === 'incident.narrative',
    );
    expect(item).toMatchObject({ satisfied: false, level: 'block', mend: 'case' });
    expect(item?.message).toContain('5 of 200 characters');
  });

  it('blocks on evidence that is absent or damaged, and tells what was not re-read since intake', () => {
    const none = { total: 0, unchecked: 0, failed: 0, citedAbsent: 0, unsourced: 0 };
    expect(open('US-IC3', { evidence: none })).toEqual(['evidence.exhibits']);
    const unread = check('US-IC3', { evidence: { ...none, total: 2, unchecked: 1 } });
    expect(unread.ready).toBe(true);
    expect(unread.items.find((item) => item.field === 'evidence.verified')).toMatchObject({
      satisfied: false,
      level: 'warn',
    });
    expect(open('US-IC3', { evidence: { ...none, total: 2, failed: 1 } })).toEqual(['evidence.integrity']);
  });

  it('warns of a missing signatory, requests, sources and zones, in each country', () => {
    const lacking = {
      signatory: { name: '', address: '1 Road', role: '', device: false },
      requests: 0,
      evidence: { ...complete.evidence, unsourced: 3 },
      events: { ...complete.events, zoneAssumed: 2 },
    };
    const told = (agencyId: string) =>
      check(agencyId, lacking)
        .items.filter((item) => !item.satisfied && item.field !== 'profile.counsel')
        .map((item) => `${item.field} ${item.level}`)
        .sort();
    const everywhere = ['evidence.source warn', 'incident.zones warn', 'request.any warn'];
    const american = [...everywhere, 'signatory.name warn', 'signatory.role warn'];
    const indian = [...everywhere, 'signatory.device warn', 'signatory.name warn'];
    expect(told('US-IC3')).toEqual(american);
    expect(told('US-FBI-FO')).toEqual(american);
    expect(told('IN-NCRP')).toEqual(indian);
    expect(told('IN-CBI')).toEqual(indian.map((one) => one.replace('name warn', 'name block')));
    const message = (field: string) =>
      check('US-IC3', lacking).items.find((item) => item.field === field)?.message;
    expect(message('evidence.source')).toContain('3 of 4 exhibits lack it');
    expect(message('incident.zones')).toContain('UTC is assumed');
  });

  it('refuses a statement of the signatory that tells what is withheld, but for their own name', () => {
    expect(open('US-IC3', { statedInClear: ['relation'] })).toEqual(['signatory.withheld']);
    expect(open('US-IC3', { statedInClear: ['name'] })).toEqual([]);
    const told = check('US-IC3', { statedInClear: ['name'] }).items;
    expect(told.find((item) => item.field === 'signatory.withheld')).toMatchObject({ satisfied: false });
  });

  it('a field office is told of a matter without known victims, the complaint portal takes none', () => {
    expect(open('US-IC3', { victims: [] })).toContain('victim.any');
    expect(open('US-FBI-FO', { victims: [] })).toEqual([]);
    const told = check('US-FBI-FO', { victims: [] }).items.filter((item) => item.field === 'victim.any');
    expect(told).toMatchObject([{ level: 'warn', satisfied: false }]);
  });

  it('wants to know why this country has jurisdiction: what is stated for another is no answer', () => {
    const elsewhere = { case: { ...complete.case, nexus: '', nexusElsewhere: 1 } };
    expect(open('US-FBI-FO', elsewhere)).toEqual(['incident.nexus']);
    const item = check('US-FBI-FO', elsewhere).items.find((one) => one.field === 'incident.nexus');
    expect(item?.message).toContain('for other countries or agencies');
  });

  it('warns of an old profile, offences not in force, and a State without consent', () => {
    const warned = (change: Partial<ReadinessFacts>) =>
      check('IN-CBI', change)
        .items.filter((item) => !item.satisfied && item.level === 'warn')
        .map((item) => item.field);
    expect(warned({})).toEqual(['profile.counsel']);
    expect(warned({ now: Date.parse('2027-03-01T00:00:00Z') })).toContain('profile.as_of');
    expect(warned({ subjects: [{ region: 'west bengal', country: 'IN' }] })).toContain(
      'subject.consent_state',
    );
  });

  it('warns when the offences of the profile were not in force at the time of the events', () => {
    const { profile, agency } = findAgency(profiles, 'IN-CBI');
    const since2024 = profile.offences.filter((offence) => offence.valid_from === '2024-07-01');
    const found = checkReadiness({ ...profile, offences: since2024 }, agency, complete).items.find(
      (item) => item.field === 'offence.validity',
    );
    expect(found).toMatchObject({ satisfied: false, level: 'warn' });
  });
});
