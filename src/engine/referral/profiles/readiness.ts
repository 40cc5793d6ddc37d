import type { z } from 'zod';
import type { readiness } from '../../../shared/contract/referral.ts';
import { ProfferError } from '../../../shared/domain/errors.ts';
import type { EntityKind } from '../../../shared/domain/kinds.ts';
import type { Agency, Profile, RequiredFieldId } from './profile.ts';

export type Readiness = z.infer<typeof readiness>;
export type ReadinessItem = Readiness['items'][number];

/** What a case holds, as far as a profile can ask for it. Times are epoch milliseconds UTC. */
export interface ReadinessFacts {
  /** The moment the check is made, for the age of the profile. */
  now: number;
  case: { narrative: string; nexus: string; nexusElsewhere: number };
  organisations: {
    name: string;
    part: string;
    address: string;
    registrationNumber: string;
    contact: string;
  }[];
  signatory: { name: string; address: string; role: string; device: boolean };
  /** Statements of the signatory in which a value stands that the profile withholds, by the name of their field. */
  statedInClear: string[];
  /** What the agency is asked to do. */
  requests: number;
  victims: { named: boolean; country: string | null; contact: boolean; ageBand: boolean }[];
  /** Suspects, money mules, call centres. `region`: State or province of the address. */
  subjects: { region: string; country: string | null }[];
  /** Entities of each kind that are not a victim's own. */
  identifiers: Partial<Record<EntityKind, number>>;
  losses: { reference: boolean; date: boolean; beneficiary: boolean }[];
  /** `zoneAssumed`: their time stands without a zone and is taken for UTC. */
  events: {
    total: number;
    undated: number;
    zoneAssumed: number;
    earliest: number | null;
    latest: number | null;
  };
  /** Evidence that would go out, by the result of its last check; `citedAbsent`: cited by a record, not going out; `unsourced`: from whom or what is not said. */
  evidence: { total: number; unchecked: number; failed: number; citedAbsent: number; unsourced: number };
}

const dayMilliseconds = 86_400_000;
/** Age from which a profile is doubted: agencies change their forms about yearly. */
const profileAgeDays = 180;

/**
 * Which facts the agency wants, and whether the case has them; then the gates every export passes. `ready` is
 * false while any blocking item is not satisfied. Levels and sources come from the profile.
 */
export function checkReadiness(profile: Profile, agency: Agency, facts: ReadinessFacts): Readiness {
  const asked = profile.required_fields
    .filter((field) => field.agency === null || field.agency === agency.id)
    .map((field): ReadinessItem => {
      const { satisfied, detail } = fieldChecks[field.field](facts, profile, field.min_length ?? 1);
      const lead = satisfied ? 'Present' : field.level === 'block' ? 'Needed' : 'Missing';
      return {
        field: field.field,
        level: field.level,
        satisfied,
        message: `${lead}: ${field.label}.${detail && !satisfied ? ` ${detail}` : ''}`,
        mend: mendAt[field.field],
        source: sourceWords(profile, field.src),
      };
    });
  const items = [...asked, ...gates(profile, agency, facts)];
  return { items, ready: items.every((item) => item.satisfied || item.level !== 'block') };
}

/** What a profile's source key stands for; empty for what every export asks for, whatever the profile. */
function sourceWords(profile: Profile, key: string): string {
  if (key === 'GK') return 'common practice, no published source; verify it before relying on it';
  const found = profile.sources[key];
  if (!found)
    throw new ProfferError('corrupt', `The profile names a source it does not list: ${key}.`, { key });
  return found.join(', ');
}

type Check = (
  facts: ReadinessFacts,
  profile: Profile,
  minimum: number,
) => { satisfied: boolean; detail?: string };

const all = (facts: { length: number }, missing: number, noun: string) => ({
  satisfied: facts.length > 0 && missing === 0,
  detail: facts.length === 0 ? `There is no ${noun} yet.` : `${missing} of ${facts.length} lack it.`,
});
const referrer = (facts: ReadinessFacts) =>
  facts.organisations.filter((one) => one.part === 'referrer' || one.part === 'co-referrer');
const someReferrer = (facts: ReadinessFacts, has: (one: ReadinessFacts['organisations'][number]) => string) =>
  all(
    referrer(facts),
    referrer(facts).filter((one) => has(one).trim() === '').length,
    'referring organisation',
  );
const length = (text: string, minimum: number) => ({
  satisfied: text.trim().length >= minimum,
  ...(minimum > 1 ? { detail: `It has ${text.trim().length} of ${minimum} characters.` } : {}),
});
const kinds = (facts: ReadinessFacts, ...wanted: EntityKind[]) => ({
  satisfied: wanted.some((kind) => (facts.identifiers[kind] ?? 0) > 0),
});
const lossesWithout = (facts: ReadinessFacts, fact: 'reference' | 'date' | 'beneficiary') =>
  all(facts.losses, facts.losses.filter((loss) => !loss[fact]).length, 'loss');

const fieldChecks: Record<RequiredFieldId, Check> = {
  'referrer.organisation': (facts) => someReferrer(facts, (one) => one.name),
  'referrer.address': (facts) => someReferrer(facts, (one) => one.address),
  'referrer.contact': (facts) => someReferrer(facts, (one) => one.contact),
  'referrer.authority': (facts) => someReferrer(facts, (one) => one.registrationNumber),
  'signatory.name': (facts) => length(facts.signatory.name, 1),
  'signatory.address': (facts) => length(facts.signatory.address, 1),
  'signatory.role': (facts) => length(facts.signatory.role, 1),
  'signatory.device': (facts) => ({ satisfied: facts.signatory.device }),
  'victim.any': (facts) => ({ satisfied: facts.victims.length > 0 }),
  'victim.name': (facts) =>
    all(facts.victims, facts.victims.filter((victim) => !victim.named).length, 'victim'),
  'victim.country': (facts) =>
    all(facts.victims, facts.victims.filter((victim) => !victim.country).length, 'victim'),
  'victim.contact': (facts, profile) => {
    const residents = facts.victims.filter((victim) => victim.country === profile.country);
    const missing = residents.filter((victim) => !victim.contact).length;
    return { satisfied: missing === 0, detail: `${missing} of ${residents.length} residents lack it.` };
  },
  'victim.age_band': (facts) =>
    all(facts.victims, facts.victims.filter((victim) => !victim.ageBand).length, 'victim'),
  'subject.any': (facts) => ({
    satisfied:
      facts.subjects.length > 0 ||
      kinds(
        facts,
        'domain',
        'url',
        'ip',
        'phone',
        'email',
        'bank-account',
        'wallet',
        'social-account',
        'remote-access',
      ).satisfied,
  }),
  'subject.premises_region': (facts, profile) => ({
    satisfied: facts.subjects.some(
      (subject) => subject.region.trim() !== '' && (subject.country ?? profile.country) === profile.country,
    ),
    detail: 'Enter the State in the address of a suspect or call centre.',
  }),
  'subject.phone': (facts) => kinds(facts, 'phone'),
  'subject.email': (facts) => kinds(facts, 'email'),
  'subject.website': (facts) => kinds(facts, 'domain', 'url'),
  'subject.account': (facts) => kinds(facts, 'bank-account', 'wallet'),
  'loss.any': (facts) => ({ satisfied: facts.losses.length > 0 }),
  'loss.total': (facts) => ({ satisfied: facts.losses.length > 0 }),
  'loss.date': (facts) => lossesWithout(facts, 'date'),
  'loss.reference': (facts) => lossesWithout(facts, 'reference'),
  'loss.beneficiary': (facts) => lossesWithout(facts, 'beneficiary'),
  'incident.dates': (facts) => ({
    satisfied: facts.events.total > 0 && facts.events.undated === 0,
    detail:
      facts.events.total === 0
        ? 'There is no event yet.'
        : `${facts.events.undated} of ${facts.events.total} events have no date.`,
  }),
  'incident.narrative': (facts, _profile, minimum) => length(facts.case.narrative, minimum),
  'incident.nexus': ({ case: { nexus, nexusElsewhere } }) => ({
    satisfied: nexus.trim() !== '',
    ...(nexusElsewhere > 0 ? { detail: 'What the case states is for other countries or agencies.' } : {}),
  }),
  'incident.zones': ({ events }) => ({
    satisfied: events.zoneAssumed === 0,
    detail: `${events.zoneAssumed} of ${events.total} events name no zone; UTC is assumed, and said so.`,
  }),
  'evidence.exhibits': (facts) => ({ satisfied: facts.evidence.total > 0 }),
  'evidence.source': ({ evidence }) => ({
    satisfied: evidence.unsourced === 0,
    detail: `${evidence.unsourced} of ${evidence.total} exhibits lack it.`,
  }),
  'request.any': (facts) => ({ satisfied: facts.requests > 0 }),
};

const mendAt: Record<RequiredFieldId, ReadinessItem['mend']> = {
  'referrer.organisation': 'case',
  'referrer.address': 'case',
  'referrer.contact': 'case',
  'referrer.authority': 'case',
  'signatory.name': 'referral',
  'signatory.address': 'referral',
  'signatory.role': 'referral',
  'signatory.device': 'referral',
  'victim.any': 'entities',
  'victim.name': 'entities',
  'victim.country': 'entities',
  'victim.contact': 'entities',
  'victim.age_band': 'entities',
  'subject.any': 'entities',
  'subject.premises_region': 'entities',
  'subject.phone': 'entities',
  'subject.email': 'entities',
  'subject.website': 'entities',
  'subject.account': 'entities',
  'loss.any': 'losses',
  'loss.total': 'losses',
  'loss.date': 'losses',
  'loss.reference': 'losses',
  'loss.beneficiary': 'losses',
  'incident.dates': 'events',
  'incident.narrative': 'case',
  'incident.nexus': 'referral',
  'incident.zones': 'events',
  'evidence.exhibits': 'evidence',
  'evidence.source': 'evidence',
  'request.any': 'referral',
};

/** What no package goes out without, whoever receives it, and what a person must at least have been told. */
function gates(profile: Profile, agency: Agency, facts: ReadinessFacts): ReadinessItem[] {
  const { evidence, events } = facts;
  const age = Math.floor((facts.now - Date.parse(`${profile.as_of}T00:00:00Z`)) / dayMilliseconds);
  const items: ReadinessItem[] = [
    gate(
      'evidence.integrity',
      'block',
      evidence.failed === 0,
      'evidence',
      'Every exhibit passed its last integrity check.',
      `${evidence.failed} ${evidence.failed === 1 ? 'exhibit' : 'exhibits'} failed the last integrity check. Restore them from a backup, or leave them out.`,
    ),
    gate(
      'signatory.withheld',
      // Whose own name it is decides about it; everything else can be said in other words.
      facts.statedInClear.some((name) => name !== 'name') ? 'block' : 'warn',
      facts.statedInClear.length === 0,
      'referral',
      'The signatory states nothing that is withheld.',
      `What the signatory states as ${facts.statedInClear.join(', ')} holds something that is withheld of a victim or third party. It goes on the forms word for word: say it in other words.`,
    ),
    gate(
      'evidence.verified',
      'warn',
      evidence.unchecked === 0,
      'evidence',
      'Every exhibit was verified.',
      `${evidence.unchecked} ${evidence.unchecked === 1 ? 'exhibit was' : 'exhibits were'} not re-read since intake. The export re-reads each one, and stops at the first that differs.`,
    ),
    gate(
      'evidence.cited',
      'warn',
      evidence.citedAbsent === 0,
      'evidence',
      'Every exhibit that a record cites is enclosed.',
      `${evidence.citedAbsent} cited ${evidence.citedAbsent === 1 ? 'exhibit is' : 'exhibits are'} not enclosed.`,
    ),
    gate(
      'profile.as_of',
      'warn',
      age <= profileAgeDays,
      'none',
      `The profile was compiled ${profile.as_of}.`,
      `The profile was compiled ${profile.as_of}, ${age} days ago. Check the agency's current form and offences.`,
    ),
    gate(
      'profile.counsel',
      'warn',
      profile.counsel_reviewed_by !== null,
      'none',
      `Counsel reviewed the profile: ${profile.counsel_reviewed_by ?? ''}.`,
      'No counsel in this jurisdiction has reviewed the profile. Have the referral read before it leaves.',
    ),
    gate(
      'victim.transfer_ground',
      'block',
      profile.redaction['victim.foreign'].name.pdf !== 'keep',
      'none',
      'Victims resident elsewhere are not named.',
      'The profile names victims of other countries, and no ground for the transfer is on record.',
    ),
  ];
  if (events.earliest !== null && events.latest !== null) {
    items.push(offenceGate(profile, events.earliest, events.latest));
  }
  const consent = profile.general_consent;
  if (consent?.agency === agency.id) {
    const named = facts.subjects
      .map((subject) => subject.region.trim())
      .filter((region) => consent.withdrawn_by.some((name) => name.toLowerCase() === region.toLowerCase()));
    items.push({
      ...gate(
        'subject.consent_state',
        'warn',
        named.length === 0,
        'entities',
        'No premises lie in a State listed as having withdrawn general consent.',
        `${[...new Set(named)].join(', ')}: listed (${consent.as_of}) as having withdrawn general consent; the agency needs the State's own consent.`,
      ),
      source: sourceWords(profile, consent.src),
    });
  }
  return items;
}

function offenceGate(profile: Profile, earliest: number, latest: number): ReadinessItem {
  const preselected = profile.offences.filter((offence) => offence.preselect);
  const covered = (instant: number) =>
    preselected.some(
      (offence) =>
        (offence.valid_from === null || instant >= Date.parse(`${offence.valid_from}T00:00:00Z`)) &&
        (offence.valid_to === null ||
          instant < Date.parse(`${offence.valid_to}T00:00:00Z`) + dayMilliseconds),
    );
  return gate(
    'offence.validity',
    'warn',
    covered(earliest) && covered(latest),
    'events',
    'The listed offences were in force at the dates of the events.',
    'Some events lie outside the time in which the listed offences were in force. Check their dates.',
  );
}

function gate(
  field: string,
  level: ReadinessItem['level'],
  satisfied: boolean,
  mend: ReadinessItem['mend'],
  good: string,
  bad: string,
): ReadinessItem {
  return { field, level, satisfied, mend, message: satisfied ? good : bad, source: '' };
}
