import { createHash } from 'node:crypto';
import { canonicalJson } from '../../../shared/domain/canonical-json.ts';
import { type Money, sumByCurrency } from '../../../shared/domain/money.ts';
import { atOnce, mapped } from '../../database/in-turns.ts';
import type { ModelDisclosure, ModelEntity, ModelVictim, ReferralModel } from '../model.ts';
import type { Agency, Profile } from '../profiles/profile.ts';
import { defangText } from './defang-text.ts';
import { disclosuresOf } from './disclosures.ts';
import type { DraftEntity, DraftVictim, ReferralDraft } from './draft.ts';
import { isUnownedVictims, isWithheld, People, type Person, showsTown, standing } from './people.ts';
import { type Scrubber, scrubber } from './scrubber.ts';

/** What redaction changed, counted for the record of the disclosure. */
export interface Tally {
  freeText: number;
  cards: number;
  custodyEntries: number;
}

/**
 * Turns a draft into what the agency may read, by the profile's rules. Pure: the same draft, profile and agency
 * give the same model. Afterwards no withheld value of a victim or third party stands anywhere in the model; the
 * exhibits themselves are originals, and the disclosures say so. What the signatory states goes on the forms word for word;
 * `statedInClear` names the statements in which a withheld value stands.
 */
export function redact(draft: ReferralDraft, profile: Profile, agency: Agency): Redacted {
  const redacted = atOnce(redactSteps(draft, profile, agency));
  return { ...redacted, model: { ...redacted.model, stateHash: stateHashOf(redacted.model) } };
}

export interface Redacted {
  model: ReferralModel;
  disclosures: ModelDisclosure[];
  statedInClear: string[];
}

/** The same with pauses, and without the hash of the state: of a million events each sentence is looked through. */
export function* redactSteps(
  draft: ReferralDraft,
  profile: Profile,
  agency: Agency,
): Generator<void, Redacted> {
  const people = new People(draft, profile);
  const { secrets, kept } = people.secrets(draft);
  const scrub = scrubber(secrets, kept);
  const tally: Tally = { freeText: 0, cards: 0, custodyEntries: 0 };
  const words = (text: string) => count(scrub, text, tally, false);
  const value = (text: string) => count(scrub, text, tally, true);
  const hosts = hostsOf(draft);
  /** Sentences that people wrote, which documents and records quote. */
  const prose = (text: string) => defangText(words(text), hosts);
  // File names write surnames in lower case, which in running text would be taken for common words.
  const fileName = (text: string) => {
    const capitalised = text.replace(/(?<![\p{L}\p{M}])\p{Ll}/gu, (letter) => letter.toUpperCase());
    return words(scrub.scrub(capitalised).text === capitalised ? text : capitalised);
  };

  const show = (entityId: string): string => {
    const person = people.persons.get(entityId);
    if (person) return person.shown;
    const entity = people.entity(entityId);
    if (!entity) return 'unknown';
    const owner = people.ownerOf(entityId);
    if (owner || isUnownedVictims(entity)) return people.showOwned(entity, owner);
    return value(entity.display);
  };

  const lossesOf = groupBy(draft.losses, (loss) => loss.victimId);
  const victims = people.victims.map((victim) => {
    const losses = lossesOf.get(victim.entityId) ?? [];
    const person = people.persons.get(victim.entityId);
    if (!person) throw new Error(`victim without a pseudonym: ${victim.entityId}`);
    return victimRow(victim, person, {
      lost: sumByCurrency(losses.map((loss) => loss.amount)),
      recovered: sumByCurrency(losses.flatMap((loss) => (loss.recovered ? [loss.recovered] : []))),
    });
  });

  const entities = draft.entities.filter((entity) => {
    const who = standing(entity);
    if (people.persons.has(entity.entityId) || people.ownerOf(entity.entityId)) return false;
    return who === 'actor' || ((who === 'infrastructure' || who === 'account') && !isUnownedVictims(entity));
  });
  const rows = (who: ReturnType<typeof standing>, letter: string): ModelEntity[] =>
    entities
      .filter((entity) => standing(entity) === who)
      .map((entity, index) =>
        entityRow(entity, `${letter}-${String(index + 1).padStart(3, '0')}`, prose, value),
      );

  const model: ReferralModel = {
    profileId: profile.id,
    agencyId: agency.id,
    kind: draft.kind,
    version: draft.version,
    case: {
      ...draft.case,
      reference: words(draft.case.reference),
      title: prose(draft.case.title),
      narrative: prose(draft.case.narrative),
      nexus: prose(draft.case.nexus),
    },
    stateTime: draft.stateTime,
    stateHash: '',
    referrer: draft.referrer,
    organisations: draft.organisations.map((one) => ({
      ...one,
      address: words(one.address),
      contact: words(one.contact),
    })),
    requests: draft.requests.map(prose),
    signatory: draft.signatory,
    victims,
    victimsByCountry: byCountry(victims),
    totals: {
      lost: sumByCurrency(victims.flatMap((victim) => victim.lost)),
      recovered: sumByCurrency(victims.flatMap((victim) => victim.recovered)),
    },
    subjects: rows('actor', 'S'),
    infrastructure: rows('infrastructure', 'I'),
    accounts: rows('account', 'A'),
    losses: yield* mapped(draft.losses, (loss) => ({
      victim: people.persons.get(loss.victimId)?.ref ?? 'unknown',
      amount: loss.amount,
      method: loss.method,
      to: loss.toId === null ? '' : show(loss.toId),
      when: loss.when,
      recovered: loss.recovered,
      reference: value(loss.reference),
      exhibits: loss.exhibits,
    })),
    links: yield* mapped(draft.links, (link) => ({
      from: show(link.fromId),
      kind: link.kind,
      to: show(link.toId),
      confidence: link.confidence,
      exhibits: link.exhibits,
    })),
    events: yield* mapped(draft.events, (event, index) => ({
      ref: `E-${String(index + 1).padStart(3, '0')}`,
      eventId: event.eventId,
      kind: event.kind,
      kindLabel: event.kindLabel,
      title: prose(event.title),
      description: prose(event.description),
      when: { ...event.when, asWritten: words(event.when.asWritten) },
      participants: event.participants.map(({ entityId, part }) => ({ display: show(entityId), part })),
      exhibits: event.exhibits,
    })),
    exhibits: yield* mapped(draft.exhibits, (exhibit) => ({
      ...exhibit,
      originalName: fileName(exhibit.originalName),
      payloadName: asciiName(words(exhibit.payloadName)),
      description: prose(exhibit.description),
      source: prose(exhibit.source),
      acquiredBy: words(exhibit.acquiredBy),
      method: words(exhibit.method),
      custody: exhibit.custody.map((entry) => {
        const before = tally.freeText + tally.cards;
        const redacted = {
          ...entry,
          purpose: words(entry.purpose),
          details: mapText(entry.details, words) as Record<string, unknown>,
        };
        if (tally.freeText + tally.cards > before) tally.custodyEntries += 1;
        return redacted;
      }),
    })),
    disclosures: [],
    log: draft.log,
  };
  const disclosures = disclosuresOf(draft, people, model, tally);
  const formed: Record<string, unknown> = {};
  for (const [name, member] of Object.entries({ ...model, disclosures }))
    formed[name] = Array.isArray(member)
      ? yield* mapped(member as unknown[], (item) => mapText(item, wellFormed))
      : mapText(member, wellFormed);
  const whole = formed as unknown as ReferralModel;
  const statedInClear = Object.entries(draft.signatory)
    .filter(([, stated]) => typeof stated === 'string' && scrub.scrub(stated).replaced > 0)
    .map(([name]) => name);
  return { model: whole, disclosures, statedInClear };
}

/** SHA-256 over the canonical JSON of a model without `version`, `log` and the hash itself, lower-case hex. */
export const stateHashOf = (model: ReferralModel): string => atOnce(stateHashSteps(model));

/** The same with pauses, and piece by piece: the text of a million events is longer than one text may be. */
export function* stateHashSteps(model: ReferralModel): Generator<void, string> {
  const { version: _version, log: _log, stateHash: _hash, ...state } = model;
  const hash = createHash('sha256');
  // Through JSON first: canonical JSON refuses members that are undefined, and an unset device kind is one.
  const textOf = (value: unknown) => canonicalJson(JSON.parse(JSON.stringify(value)));
  const members = Object.entries(state).filter(([, member]) => member !== undefined);
  let before = '{';
  for (const [name, member] of members.sort(([one], [other]) => (one < other ? -1 : 1))) {
    hash.update(`${before}${canonicalJson(name)}:`, 'utf8');
    before = ',';
    if (!Array.isArray(member)) {
      hash.update(textOf(member), 'utf8');
      continue;
    }
    hash.update('[');
    yield* mapped(member as unknown[], (item, index) => {
      hash.update(`${index > 0 ? ',' : ''}${textOf(item)}`, 'utf8');
    });
    hash.update(']');
  }
  return hash.update('}').digest('hex');
}

function victimRow(
  victim: DraftVictim,
  { ref, rules }: Person,
  sums: { lost: Money[]; recovered: Money[] },
): ModelVictim {
  const place = [victim.city, victim.region].filter((part) => part !== '').join(', ');
  return {
    ref,
    entityId: victim.entityId,
    name: rules.name.pdf === 'keep' && victim.name !== '' ? victim.name : ref,
    country: victim.country,
    place: showsTown(rules) ? place : '',
    ageBand: isWithheld(rules.birth.pdf) ? '' : victim.ageBand,
    ...sums,
    exhibits: victim.exhibits,
  };
}

function entityRow(
  entity: DraftEntity,
  ref: string,
  prose: (text: string) => string,
  value: (text: string) => string,
): ModelEntity {
  return {
    ref,
    entityId: entity.entityId,
    kind: entity.kind,
    display: value(entity.display),
    value: value(entity.normal),
    roles: entity.roles,
    country: entity.country,
    facts: Object.fromEntries(
      Object.entries({
        ...entity.facts,
        ...(entity.aliases.length > 0 ? { aliases: entity.aliases.join('; ') } : {}),
      }).map(([key, text]) => [key, value(text)]),
    ),
    note: prose(entity.note),
    confidence: entity.confidence,
    firstSeen: entity.firstSeen,
    lastSeen: entity.lastSeen,
    exhibits: entity.exhibits,
  };
}

/** In lower case, as they may stand in running text. */
function hostsOf(draft: ReferralDraft): Set<string> {
  const hosts = new Set<string>();
  for (const { kind, normal, asFound, facts } of draft.entities) {
    if (kind === 'domain') for (const name of [normal, asFound]) hosts.add(name.toLowerCase());
    const host = kind === 'url' ? facts.host : kind === 'email' ? facts.domain : undefined;
    if (host) hosts.add(host.toLowerCase());
  }
  return hosts;
}

function byCountry(victims: ModelVictim[]): ReferralModel['victimsByCountry'] {
  return [...groupBy(victims, (victim) => victim.country)]
    .map(([country, rows]) => ({
      country,
      victims: rows.length,
      lost: sumByCurrency(rows.flatMap((row) => row.lost)),
      recovered: sumByCurrency(rows.flatMap((row) => row.recovered)),
    }))
    .sort((a, b) => b.victims - a.victims || (a.country < b.country ? -1 : 1));
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}

function count(scrub: Scrubber, text: string, tally: Tally, strict: boolean): string {
  const result = scrub.scrub(text, { strict });
  tally.freeText += result.replaced;
  tally.cards += result.cards;
  return result.text;
}

/** A payload name stays ASCII without spaces after a replacement such as `[V-001 e-mail]`. */
const asciiName = (name: string) => name.replace(/\s+/g, '-').replace(/[^A-Za-z0-9._()+-]/g, '');

const wellFormed = (text: string) => text.replace(/\p{Surrogate}/gu, '\uFFFD');

function mapText(data: unknown, change: (text: string) => string): unknown {
  if (typeof data === 'string') return change(data);
  if (Array.isArray(data)) return data.map((item) => mapText(item, change));
  if (data === null || typeof data !== 'object') return data;
  return Object.fromEntries(
    Object.entries(data).map(([key, member]) => [change(key), mapText(member, change)]),
  );
}
