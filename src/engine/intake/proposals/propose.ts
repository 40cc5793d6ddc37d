import type { z } from 'zod';
import type {
  proposalBecause,
  proposalBody,
  proposedEntity,
  proposedEvent,
  proposedLink,
  proposedLoss,
} from '../../../shared/contract/proposal.ts';
import { ProfferError } from '../../../shared/domain/errors.ts';
import { formatMoney, sumByCurrency } from '../../../shared/domain/money.ts';
import { entityKindOf, findObservables, type Observable } from '../../../shared/domain/observables/index.ts';
import { parseUncertainDate } from '../../../shared/domain/uncertain-date.ts';
import { withoutSecrets } from '../observables/text-around.ts';
import { amountsIn, type FoundAmount } from './amounts-in-text.ts';
import { dateIn, type FoundDate, laterIn } from './dates-in-text.ts';
import { type Demand, Demands } from './demands.ts';
import { type Narrator, narratorOf, signatureAt } from './narrator.ts';
import { type Sentence, saidOnce, sentencesOf } from './sentences.ts';
import { wasPaid } from './was-paid.ts';
import {
  bystander,
  complains,
  contacts,
  methodIn,
  narrates,
  own,
  ownAccount,
  paid,
  threats,
  totals,
} from './wording.ts';

export type ProposalBody = z.output<typeof proposalBody>;
type Because = z.output<typeof proposalBecause>;
type Entity = z.output<typeof proposedEntity>;
type Event = z.output<typeof proposedEvent>;
type Loss = z.output<typeof proposedLoss>;
type Link = z.output<typeof proposedLink>;

export interface ProposalText {
  page: number;
  text: string;
  /** Where the headers of a mail end and its body begins; 0 in other texts. */
  bodyAt: number;
  /** Sender of a mail. */
  from: { name: string; address: string } | null;
  /** When it was written: ISO date, and the offset of its clock (`+10:00`) where known. */
  written: { date: string; offset: string | null } | null;
  /** Subject or file name. */
  title: string;
}

export interface ProposeInput {
  texts: ProposalText[];
  countries: string[];
}

export interface Proposed {
  page: number;
  title: string;
  /** The more the text says, the higher: for the order of the list. */
  weight: number;
  body: ProposalBody;
}

const destinations = new Set(['bank-account', 'wallet']);
/** Of what the finder says: readings that were chosen, not oddities of the thing itself. */
const readsMeaning = /assumed|could also be|without the \+|with letters|is meant/;
const infrastructure = new Set(['domain', 'url', 'ip', 'email', 'phone', 'remote-access', 'social-account']);
/** Text that is read for what it tells; a longer one is a collection. */
const longestText = 60_000;
const longestQuote = 400;
/** Countries whose national numbers are looked for in one text. */
const mostCountries = 12;

/** Reader of the kind `proposals`: what complaints say, as records that a person can take or leave. */
export function propose({ texts, countries }: ProposeInput): Proposed[] {
  return texts.flatMap((text) => {
    const proposed = new Complaint(text, countries).read();
    return proposed ? [proposed] : [];
  });
}

/** Somebody's own account of what happened: first person, and a word for it. A lure has neither, or threatens its reader. */
function isComplaint(text: string, subject: string): boolean {
  const all = `${subject}\n${text}`;
  const threatening = threats.filter((pattern) => pattern.test(all)).length;
  if (threatening >= 3 || (threatening === 2 && !complains.test(all))) return false;
  const told = [...all.matchAll(narrates)].length;
  return told >= 2 || (told === 1 && complains.test(all));
}

const recordsTold = ({ events, losses, links }: ProposalBody): number =>
  events.length + losses.length + links.length;

/** Somebody's account that names where money was to go is worth a look even where it tells no more that is understood. */
export const isWorthALook = (body: ProposalBody): boolean =>
  recordsTold(body) > 0 ||
  body.entities.some(({ kind, roles }) => destinations.has(kind) && roles.length > 0);

class Complaint {
  private readonly source: ProposalText;
  private countries: readonly string[];
  /** Those of the numbers the text names, the likeliest homes of a sign that several currencies have, then the case's. */
  private moneyCountries: readonly string[];
  private readonly text: string;
  private readonly entities: Entity[] = [];
  private readonly events: Event[] = [];
  private readonly losses: Loss[] = [];
  private readonly links: Link[] = [];
  private readonly known = new Map<string, Entity>();
  private victim: Entity | null = null;
  private lastDate: FoundDate | null = null;
  private readonly demands = new Demands();
  /** Losses that are not told outright; they add no weight. */
  private readonly inferred = new Set<Loss>();
  /** Where the writer's signature begins; -1 without one. */
  private signature = -1;

  constructor(source: ProposalText, countries: readonly string[]) {
    this.source = source;
    this.countries = countries;
    this.moneyCountries = countries;
    this.text = source.text.slice(0, longestText);
  }

  read(): Proposed | null {
    const { bodyAt } = this.source;
    const body = this.text.slice(bodyAt);
    if (!isComplaint(body, this.source.title)) return null;
    const sentences = sentencesOf(this.text).filter(({ start }) => start >= bodyAt);
    const narrator = narratorOf(body, this.source.from);
    if (narrator && narrator.at >= 0) narrator.at += bodyAt;
    const named = countriesNamed(findObservables(this.text, { countries: this.countries }));
    this.moneyCountries = [...new Set([...named, ...this.countries])];
    // Whoever was called from a country's number mostly gives a national number of that country.
    const finds = findObservables(this.text, { countries: this.moneyCountries.slice(0, mostCountries) });
    this.countries = this.moneyCountries.filter((country) => this.countries.includes(country));
    if (narrator) {
      this.addVictim(narrator, sentences);
      this.signature = signatureAt(this.text, narrator.name);
    }
    for (const sentence of saidOnce(sentences))
      this.readSentence(
        sentence,
        finds.filter(({ start }) => start >= sentence.start && start < sentence.end),
      );
    this.dropToldOutright();
    this.dropStatedTotals();
    const proposed: ProposalBody = {
      entities: this.entities,
      events: this.events,
      losses: this.losses,
      links: this.links,
    };
    const told = recordsTold(proposed);
    if (this.victim ? !isWorthALook(proposed) : told < 2) return null;
    const who = this.victim?.value ?? 'Unnamed complainant';
    const outright = this.losses.filter((loss) => !this.inferred.has(loss));
    const lost = sumByCurrency(outright.map(({ amount }) => amount)).length;
    return {
      page: this.source.page,
      title: withoutSecrets(this.source.title === '' ? who : `${who}: ${this.source.title}`).slice(0, 500),
      // Each inferred loss has its event: neither makes the text tell more.
      weight: told + lost - 2 * (this.losses.length - outright.length),
      body: proposed,
    };
  }

  private because(sentence: Sentence): Because {
    return {
      page: this.source.page,
      line: sentence.line,
      quote: withoutSecrets(sentence.text).slice(0, longestQuote),
    };
  }

  private addVictim(narrator: Narrator, sentences: readonly Sentence[]): void {
    const sentence = sentences.find(({ start, end }) => narrator.at >= start && narrator.at < end);
    const because = sentence
      ? this.because(sentence)
      : { page: this.source.page, line: 1, quote: `From: ${narrator.name}` };
    this.victim = {
      key: 'e1',
      include: true,
      kind: 'person',
      value: narrator.name,
      display: narrator.name,
      roles: ['victim'],
      country: null,
      phone: '',
      email: narrator.email,
      because,
      assumed: narrator.at < 0 ? ['The sender of the mail is taken to be the victim.'] : [],
    };
    this.entities.push(this.victim);
  }

  private readSentence(sentence: Sentence, finds: readonly Observable[]): void {
    const because = this.because(sentence);
    const date = dateIn(sentence.text, {
      written: this.source.written?.date ?? null,
      country: this.countries[0],
    });
    if (date) this.lastDate = date;
    else if (this.lastDate) this.lastDate = laterIn(sentence.text, this.lastDate);
    const things = finds.flatMap((find) => this.addThing(sentence, find, because));
    const lossKeys = this.addLosses(sentence, things, because);
    const contact = contacts.find(([, , pattern]) => pattern.test(sentence.text));
    const actors = [...new Set(things)].filter(({ kind }) => infrastructure.has(kind));
    if (contact && (actors.length > 0 || (contact[0] === 'remote-session' && this.victim))) {
      const [kind, words] = contact;
      const names = actors.map(({ display }) => display).slice(0, 3);
      this.addEvent(kind, names.length > 0 ? `${words}: ${names.join(', ')}` : words, actors, because);
      if (this.victim)
        for (const actor of actors.filter((one) => ['phone', 'email', 'social-account'].includes(one.kind)))
          this.addLink('contacted', actor.key, this.victim.key, because);
    }
    if (lossKeys.length > 0) {
      const targets = things.filter(({ kind }) => destinations.has(kind));
      for (const loss of lossKeys)
        this.addEvent('payment', `Payment of ${amountWords(loss)}`, targets, loss.because, loss.assumed);
      if (this.victim)
        for (const target of targets) this.addLink('paid-to', this.victim.key, target.key, because);
    }
  }

  /** A thing of the other side becomes an entity; the writer's own number or address goes to the writer. */
  private addThing(sentence: Sentence, find: Observable, because: Because): Entity[] {
    const kind = entityKindOf(find.kind);
    if (kind === null || kind === 'payment-card' || find.checked === 'invalid') return [];
    const before = this.text.slice(Math.max(sentence.start, find.start - 60), find.start);
    if (this.isOwn(find, before)) return [];
    if (bystander.test(before) && !destinations.has(kind)) return [];
    const name = `${kind} ${find.normal}`;
    const known = this.known.get(name);
    if (known) return known.roles.length > 0 ? [known] : [];
    const isOwnAccount = this.victim !== null && kind === 'bank-account' && ownAccount.test(before);
    const entity: Entity = {
      key: `e${this.entities.length + 1}`,
      include: true,
      kind,
      value: namedByNormal(find) ? find.normal : find.asFound,
      display: find.display,
      roles: isOwnAccount ? [] : [destinations.has(kind) ? 'payment-destination' : 'scam-infrastructure'],
      country: /^[A-Z]{2}$/.test(find.facts.country ?? '') ? (find.facts.country ?? null) : null,
      phone: '',
      email: '',
      because,
      assumed: this.assumedOf(find),
    };
    if (this.entities.length < 300) this.entities.push(entity);
    this.known.set(name, entity);
    if (isOwnAccount) {
      this.addLink('owns', this.victim!.key, entity.key, because);
      return [];
    }
    return [entity];
  }

  /** What was taken for granted to read a thing. */
  private assumedOf({ kind, problems, facts, asFound }: Observable): string[] {
    const assumed = problems.filter((problem) => readsMeaning.test(problem)).slice(0, 4);
    const { country } = facts;
    if (
      kind === 'phone' &&
      country &&
      !/^\s*\(?\s*(?:\+|00)/.test(asFound) &&
      !this.countries.includes(country)
    )
      assumed.push(`"${asFound}" is taken for a number of ${country}: the text names others of it.`);
    return assumed;
  }

  private isOwn(find: Observable, before: string): boolean {
    if (find.kind !== 'phone' && find.kind !== 'email') return false;
    const { victim } = this;
    const mine =
      own.test(before) ||
      (victim !== null && (find.normal === victim.email || find.normal === victim.phone)) ||
      // What stands with the writer's name at the end; of a mail quoted below it, what the writer told of others is theirs.
      (this.signature >= 0 &&
        find.start >= this.signature &&
        !(this.known.has(`${find.kind} ${find.normal}`) && this.isQuoted(find)));
    if (mine && victim && find.kind === 'phone' && victim.phone === '') {
      victim.phone = find.normal;
      victim.assumed.push(...this.assumedOf(find));
    }
    if (mine && victim && find.kind === 'email' && victim.email === '') victim.email = find.normal;
    return mine;
  }

  private isQuoted({ start }: Observable): boolean {
    return this.text[this.text.lastIndexOf('\n', start) + 1] === '>';
  }

  private addLosses(sentence: Sentence, things: readonly Entity[], because: Because): Loss[] {
    if (!this.victim) return [];
    const amounts = amountsIn(sentence.text, this.moneyCountries);
    const to = things.find(({ kind }) => destinations.has(kind)) ?? null;
    const losses = amounts
      .filter((amount) => wasPaid(sentence.text, amount, amounts.length))
      .map((amount) => this.addLoss(sentence.text, amount, to, because));
    if (losses.length > 0) {
      this.demands.forget();
      if (!paid.test(sentence.text))
        for (const loss of losses)
          this.infer(loss, 'It is told of the account; that it was paid is inferred.');
      return losses;
    }
    const met = this.demands.read(sentence, amounts);
    return met ? [this.addMetDemand(met, sentence, to)] : [];
  }

  /** What was asked for in one sentence and said to be sent in another. */
  private addMetDemand(met: Demand, sentence: Sentence, to: Entity | null): Loss {
    const text = this.text.slice(met.sentence.start, sentence.end);
    const loss = this.addLoss(text, met.amount, to, this.because({ ...met.sentence, text }));
    this.infer(
      loss,
      `The amount is that asked for; that it was paid is inferred from line ${sentence.line}.`,
    );
    return loss;
  }

  private infer(loss: Loss, why: string): void {
    loss.assumed = [why, ...loss.assumed].slice(0, 10);
    this.inferred.add(loss);
  }

  private addLoss(text: string, { amount, assumed }: FoundAmount, to: Entity | null, because: Because): Loss {
    const { method, assumed: methodAssumed } = methodIn(text);
    const dated = this.whenOf();
    const loss: Loss = {
      key: `l${this.losses.length + 1}`,
      include: true,
      victim: this.victim!.key,
      amount,
      method,
      to: to?.key ?? null,
      when: dated?.when ?? null,
      because,
      assumed: [
        ...assumed,
        ...methodAssumed,
        ...(dated?.assumed ?? []),
        ...(totals.test(text) ? ['It is stated as a total.'] : []),
      ],
    };
    if (this.losses.length < 100) this.losses.push(loss);
    return loss;
  }

  /** What is inferred is dropped where the same amount is told outright. */
  private dropToldOutright(): void {
    for (const loss of this.inferred)
      if (
        this.losses.some(
          (other) =>
            !this.inferred.has(other) &&
            other.amount.minor === loss.amount.minor &&
            other.amount.currency === loss.amount.currency,
        )
      )
        this.dropLoss(loss);
  }

  /** A stated total is no payment of its own where the payments are told too. */
  private dropStatedTotals(): void {
    const stated = this.losses.filter(({ assumed }) => assumed.includes('It is stated as a total.'));
    const single = this.losses.filter((loss) => !stated.includes(loss));
    if (single.length > 0) for (const total of stated) this.dropLoss(total);
  }

  private dropLoss(loss: Loss): void {
    const at = this.losses.indexOf(loss);
    if (at < 0) return;
    this.losses.splice(at, 1);
    const title = `Payment of ${amountWords(loss)}`;
    const event = this.events.findIndex(
      (one) => one.title === title && one.because.line === loss.because.line,
    );
    if (event >= 0) this.events.splice(event, 1);
  }

  /** The date told last, with the clock's offset where the text was written on one. */
  private whenOf(): FoundDate | null {
    const { written } = this.source;
    const assumed = this.lastDate ? this.lastDate.assumed : [];
    if (!this.lastDate) {
      if (!written) return null;
      return {
        when: { text: `../${written.date}` },
        assumed: ['No date is told: it was before this was written.'],
      };
    }
    const { text } = this.lastDate.when;
    if (!/ \d/.test(text)) return { when: { text }, assumed };
    const offset = written?.offset ?? null;
    const zoned = offset === null ? text : `${text.replace(' ', 'T')}${offset}`;
    if (isDate(zoned) && offset !== null)
      return {
        when: { text: zoned },
        assumed: [...assumed, `The clock is taken to be that of the mail (${offset}).`],
      };
    const [day = text, hour = ''] = text.split(' ');
    return {
      when: { text: day },
      assumed: [...assumed, `The time of day (${hour}) is left out: its zone is not told.`],
    };
  }

  private addEvent(
    kind: Event['kind'],
    title: string,
    actors: readonly Entity[],
    because: Because,
    known: readonly string[] = [],
  ): void {
    if (this.events.length >= 200) return;
    const dated = this.whenOf();
    const participants: Event['participants'] = [
      ...(this.victim ? [{ entity: this.victim.key, part: 'victim' as const }] : []),
      ...actors.map(({ key }) => ({ entity: key, part: 'instrument' as const })),
    ];
    this.events.push({
      key: `v${this.events.length + 1}`,
      include: true,
      kind,
      title: title.slice(0, 500),
      when: dated?.when ?? null,
      participants: participants.slice(0, 50),
      because,
      assumed: [...new Set([...known, ...(dated?.assumed ?? [])])].slice(0, 10),
    });
  }

  private addLink(kind: Link['kind'], from: string, to: string, because: Because): void {
    if (
      this.links.length >= 300 ||
      this.links.some((one) => one.kind === kind && one.from === from && one.to === to)
    )
      return;
    this.links.push({
      key: `k${this.links.length + 1}`,
      include: true,
      kind,
      from,
      to,
      because,
      assumed: [],
    });
  }
}

/** The countries whose numbers the text names, the most frequent first: callers show numbers of the victim's country. */
function countriesNamed(finds: readonly Observable[]): string[] {
  const named = finds.flatMap(({ kind, facts }) =>
    kind === 'phone' && facts.country ? [facts.country] : [],
  );
  const often = (country: string) => named.filter((one) => one === country).length;
  return [...new Set(named)].sort((one, other) => often(other) - often(one));
}

/** What stands there says by itself what it is, unless it needs the words around it or the country of the case. */
const namedByNormal = ({ kind, facts }: Observable): boolean =>
  kind === 'phone' || (kind === 'bank-account' && facts.scheme !== 'iban' && facts.scheme !== 'upi');

const amountWords = ({ amount }: Loss): string => formatMoney(amount, 'en');

function isDate(text: string): boolean {
  try {
    parseUncertainDate({ text });
    return true;
  } catch (error) {
    if (error instanceof ProfferError) return false;
    throw error;
  }
}
