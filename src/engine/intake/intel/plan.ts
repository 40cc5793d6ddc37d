import { createHash } from 'node:crypto';
import { ProfferError } from '../../../shared/domain/errors.ts';
import { hostLink, hostOfUrl } from '../../../shared/domain/identifiers/host-of-url.ts';
import {
  type Identifier,
  type IdentifierContext,
  normaliseIdentifier,
} from '../../../shared/domain/identifiers/index.ts';
import { maskSecrets } from '../../../shared/domain/identifiers/secrets/index.ts';
import { maskTexts } from '../../../shared/domain/identifiers/secrets/mask-texts.ts';
import type { Confidence, EntityKind, EntityRole } from '../../../shared/domain/kinds.ts';
import { compareTlp, type TlpLevel } from '../../../shared/domain/markings.ts';
import { parseUncertainDate } from '../../../shared/domain/uncertain-date.ts';
import { isNamedByText, namesMayRepeat } from '../../entities/identify.ts';
import {
  type EntityFields,
  type IntelFinding,
  type IntelFindingCode,
  type IntelObject,
  keptThoughInvalid,
  type ParsedIntel,
  type PlannedEntity,
  type PlannedEvent,
  type PlannedLink,
  type ReadingOptions,
} from './parsed-intel.ts';

/** Findings of one code that are listed one by one; the rest is counted. */
const listedPerCode = 2000;
/** Objects longer than this are not kept a second time: their evidence holds them. UTF-16 units. */
const longestKept = 262_144;
const mostParticipants = 200;
/** Characters of what stood there that a finding quotes. */
const longestRaw = 500;
/** Longest title of an event and of an object. */
const longestTitle = 300;

export interface EntityFacts {
  kind: EntityKind;
  value: string;
  context?: IdentifierContext;
  roles?: readonly EntityRole[];
  country?: string | null;
  fields?: EntityFields;
  seenFrom?: string | null;
  seenTo?: string | null;
  marking: TlpLevel;
  confidence?: Confidence;
  note?: string | undefined;
  /** What the entity is called in the source where its value alone does not make it one thing: people, organisations. */
  sourceKey?: string;
}

export type ObjectFacts = Omit<IntelObject, 'hash' | 'json' | 'about' | 'leftOver' | 'state'> & {
  /** As it was written. */
  text: string;
  /** As it may be kept, where that differs. */
  masked: string | null;
};

const confidenceOrder: readonly Confidence[] = ['unknown', 'doubtful', 'possible', 'probable', 'confirmed'];

/** Gathers what a file says: the same thing named twice becomes one, everything is bounded, nothing goes in silence. */
export class Plan {
  readonly options: ReadingOptions;
  readonly objects: IntelObject[] = [];
  private readonly kept: string[] = [];
  private readonly entities = new Map<string, PlannedEntity>();
  private readonly links = new Map<string, PlannedLink>();
  private readonly events = new Map<string, PlannedEvent>();
  private readonly findings: IntelFinding[] = [];
  private readonly findingCounts = new Map<string, number>();

  constructor(options: ReadingOptions) {
    this.options = options;
  }

  /** @returns the number of the object. */
  object({ text, masked, ...facts }: ObjectFacts): number {
    const title = maskSecrets(oneLine(facts.title, longestTitle)).text;
    this.objects.push({
      ...facts,
      title,
      sourceId: withoutSecrets(facts.sourceId.slice(0, 200)),
      type: oneLine(withoutSecrets(facts.type.slice(0, 500)), 100),
      creator: oneLine(withoutSecrets(facts.creator.slice(0, 1000)), longestTitle),
      tags: facts.tags.slice(0, 200).map((tag) => maskSecrets(oneLine(tag, 500)).text),
      state: 'read',
      leftOver: [],
      json: '',
      about: [],
      hash: createHash('sha256').update(text).digest('hex'),
    });
    this.kept.push(masked ?? text);
    return this.objects.length - 1;
  }

  /**
   * Says what became of an object in the end, and keeps the text of what is not wholly in records.
   * @param leftOver names of members that went into no record.
   */
  settle(number: number, state: IntelObject['state'], leftOver: readonly string[]): void {
    const object = this.objects[number];
    if (!object) return;
    object.state = state === 'read' && leftOver.length > 0 ? 'partly' : state;
    object.leftOver = leftOver.slice(0, 200).map((name) => oneLine(withoutSecrets(name.slice(0, 500)), 100));
    if (object.state === 'read') return;
    const json = this.kept[number] ?? '';
    if (json.length <= longestKept) {
      object.json = maskTexts(json);
      if (object.json !== json) this.masked(object.pointer);
      return;
    }
    this.finding(object.pointer, 'info', 'too-large-to-keep', [
      `This ${object.type} is ${json.length.toLocaleString('en')} characters long and stays in the evidence alone.`,
    ]);
  }

  /** Says that a card number, a national number or a password stood there. */
  masked(place: string): void {
    this.finding(place, 'info', 'masked-secret', [
      'What stands here is not kept in the vault outside the evidence.',
    ]);
  }

  finding(
    place: string,
    severity: IntelFinding['severity'],
    code: IntelFindingCode,
    [message, raw]: readonly [string, string?],
  ): void {
    const count = (this.findingCounts.get(code) ?? 0) + 1;
    this.findingCounts.set(code, count);
    if (count > listedPerCode) return;
    this.findings.push({
      place,
      severity,
      code,
      message: maskSecrets(message).text,
      // Masked before it is cut: half a card number would not be known as one.
      ...(raw === undefined
        ? {}
        : { raw: maskSecrets(raw.slice(0, 4 * longestRaw)).text.slice(0, longestRaw) }),
    });
  }

  /** @returns its key, or null when its value cannot be one of its kind; a finding says so. */
  entity(object: number, facts: EntityFacts): string | null {
    const { pointer = '' } = this.objects[object] ?? {};
    const context = {
      ...(this.options.country ? { country: this.options.country } : {}),
      ...facts.context,
    };
    const identifier = normaliseIdentifier(facts.kind, facts.value, context);
    if (identifier.checked === 'invalid') {
      this.finding(pointer, 'warning', 'invalid-identifier', [
        `"${oneLine(maskSecrets(facts.value).text, 100)}" cannot be read as ${facts.kind}: ${identifier.problems.join(' ')}`,
      ]);
      if (!keptThoughInvalid.has(facts.kind)) return null;
    }
    const key = this.planned(object, facts, { identifier, context, isHost: false });
    this.joinHost(object, key, identifier, facts.marking);
    return key;
  }

  /** Gives a web address its host, as a record of its own without a role: the page is the scam's, its host may be anybody's. */
  private joinHost(object: number, url: string, identifier: Identifier, marking: TlpLevel): void {
    const host = hostOfUrl(identifier);
    if (host === null) return;
    const facts = { kind: host.kind, value: host.asFound, marking };
    const to = this.planned(object, facts, { identifier: host, context: {}, isHost: true });
    this.link({ ...hostLink, from: url, to, began: null, ended: null, note: '', object });
  }

  private planned(
    object: number,
    facts: EntityFacts,
    { identifier, context, isHost }: { identifier: Identifier; context: IdentifierContext; isHost: boolean },
  ): string {
    // Where one text may name several things, the source's own id says which is which.
    const name = namesMayRepeat.has(facts.kind) ? (facts.sourceKey ?? identifier.normal) : identifier.normal;
    const key = `${facts.kind}:${name}`;
    const entity = this.entities.get(key) ?? {
      key,
      kind: facts.kind,
      value: facts.value,
      context,
      // A name may have a card pasted along with it; what goes on as a number is masked by its kind.
      display: isNamedByText(facts.kind) ? maskSecrets(identifier.defanged).text : identifier.defanged,
      roles: [],
      country: null,
      fields: {},
      seenFrom: null,
      seenTo: null,
      marking: facts.marking,
      confidence: 'unknown',
      notes: [],
      objects: [],
      isHost,
    };
    entity.isHost &&= isHost;
    this.entities.set(key, entity);
    this.enrich(key, facts);
    if (entity.objects.at(-1) !== object) entity.objects.push(object);
    if (!isHost) this.speaksOf(object, key);
    return key;
  }

  /** Adds to an entity what another object says of it. */
  enrich(key: string, facts: Partial<EntityFacts>): void {
    const entity = this.entities.get(key);
    if (!entity) return;
    entity.roles = [...new Set([...entity.roles, ...(facts.roles ?? [])])];
    entity.country ??= facts.country ?? null;
    entity.fields = { ...facts.fields, ...entity.fields };
    entity.seenFrom ??= facts.seenFrom ?? null;
    entity.seenTo ??= facts.seenTo ?? null;
    if (facts.marking && compareTlp(facts.marking, entity.marking) > 0) entity.marking = facts.marking;
    const confidence = facts.confidence ?? 'unknown';
    if (confidenceOrder.indexOf(confidence) > confidenceOrder.indexOf(entity.confidence))
      entity.confidence = confidence;
    if (facts.note && !entity.notes.includes(facts.note) && entity.notes.length < 20)
      entity.notes.push(facts.note.slice(0, 4000));
  }

  entityOf(key: string): PlannedEntity | undefined {
    return this.entities.get(key);
  }

  speaksOf(object: number, key: string): void {
    const about = this.objects[object]?.about;
    if (about && about.length < mostParticipants && !about.includes(key)) about.push(key);
  }

  link(link: Omit<PlannedLink, 'key'>): boolean {
    if (link.from === link.to) return false;
    const key = `${link.kind}|${link.from}|${link.to}`;
    if (!this.links.has(key)) this.links.set(key, { ...link, key });
    return true;
  }

  event(event: PlannedEvent): boolean {
    if (!this.readable(event.when, event.object)) return false;
    const participants = event.participants.slice(0, mostParticipants);
    if (participants.length < event.participants.length) {
      this.finding(this.objects[event.object]?.pointer ?? '', 'warning', 'too-many', [
        `It names ${event.participants.length} parties; the event has the first ${mostParticipants}.`,
      ]);
    }
    this.events.set(event.key, {
      ...event,
      title: oneLine(withoutSecrets(event.title), longestTitle),
      participants,
    });
    for (const { entity } of participants) this.speaksOf(event.object, entity);
    return true;
  }

  /** Whether a time can be read; a finding says so where it cannot. */
  readable(when: string, object: number): boolean {
    try {
      parseUncertainDate({ text: when });
      return true;
    } catch (error) {
      if (!(error instanceof ProfferError)) throw error;
      this.finding(this.objects[object]?.pointer ?? '', 'warning', 'unreadable-time', [error.message, when]);
      return false;
    }
  }

  reading(facts: Pick<ParsedIntel, 'format' | 'formatName' | 'title'>): ParsedIntel {
    const further = [...this.findingCounts].filter(([, count]) => count > listedPerCode);
    return {
      ...facts,
      title: oneLine(withoutSecrets(facts.title.slice(0, 4 * longestTitle)), longestTitle),
      objects: this.objects,
      entities: [...this.entities.values()],
      links: [...this.links.values()],
      events: [...this.events.values()],
      findings: this.findings,
      furtherFindings: Object.fromEntries(further.map(([code, count]) => [code, count - listedPerCode])),
    };
  }
}

const withoutSecrets = (text: string): string => maskSecrets(text).text;

/** For lists and lines of the log: one line, no control characters, at most so many characters. */
export function oneLine(text: string, longest: number): string {
  const line = text
    .slice(0, longest * 4)
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}

/** A time a source gives twice, for its first and its last sight, as one time; null where it gives none. */
export function seenBetween(first: string | undefined, last: string | undefined): string | null {
  if (first === undefined || last === undefined || first === last) return first ?? last ?? null;
  return `${first}/${last}`;
}

/** STIX 2.1, appendix A, brought onto the words of this program: 0 to 100, where 0 is "no confidence". */
export function confidenceOf(percent: number | undefined): Confidence {
  if (percent === undefined || percent < 0 || percent > 100) return 'unknown';
  if (percent >= 85) return 'confirmed';
  if (percent >= 60) return 'probable';
  return percent >= 35 ? 'possible' : 'doubtful';
}
