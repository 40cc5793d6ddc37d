import type { Observable } from '../../../shared/domain/observables/index.ts';
import { withoutSecrets } from '../observables/text-around.ts';
import { Complainant } from './complainant.ts';
import { ComplaintDraft } from './complaint-draft.ts';
import { findsWithCountries, type NamedCountries } from './countries-named.ts';
import { isComplaint } from './is-complaint.ts';
import { isContact, isInfrastructure, NamedThings } from './named-things.ts';
import { narratorOf } from './narrator.ts';
import type { Because, Entity } from './proposal-draft.ts';
import { isDestination, isWorthALook, type ProposalText, type Proposed, recordsTold } from './proposed.ts';
import { type Sentence, saidOnce, sentencesOf } from './sentences.ts';
import { paymentTitle, ToldLosses } from './told-losses.ts';
import { ToldTime } from './told-time.ts';
import { contacts } from './wording.ts';

/** Text that is read for what it tells; a longer one is a collection. */
const longestText = 60_000;

/** One account, read sentence by sentence. */
export class Complaint {
  readonly #source: ProposalText;
  readonly #text: string;
  readonly #countries: readonly string[];

  constructor(source: ProposalText, countries: readonly string[]) {
    this.#source = source;
    this.#text = source.text.slice(0, longestText);
    this.#countries = countries;
  }

  read(): Proposed | null {
    const { bodyAt, title } = this.#source;
    if (!isComplaint(this.#text.slice(bodyAt), title)) return null;
    const sentences = sentencesOf(this.#text).filter(({ start }) => start >= bodyAt);
    const named = findsWithCountries(this.#text, this.#countries);
    const telling = new Telling(this.#source, this.#text, sentences, named);
    for (const sentence of saidOnce(sentences))
      telling.read(
        sentence,
        named.finds.filter(({ start }) => start >= sentence.start && start < sentence.end),
      );
    return telling.proposed();
  }
}

/** What stands in the account so far: who tells it, what it names, what was lost, when. */
class Telling {
  readonly #source: ProposalText;
  readonly #time: ToldTime;
  readonly #draft: ComplaintDraft;
  readonly #complainant: Complainant;
  readonly #victim: Entity | null;
  readonly #things: NamedThings;
  readonly #losses: ToldLosses | null;

  constructor(source: ProposalText, text: string, sentences: readonly Sentence[], named: NamedCountries) {
    const { page, written } = source;
    this.#source = source;
    this.#time = new ToldTime(written, named.ofCase[0]);
    this.#draft = new ComplaintDraft(page, this.#time);
    const narrator = narratorOf(text.slice(source.bodyAt), source.from);
    if (narrator && narrator.at >= 0) narrator.at += source.bodyAt;
    const account = { text, page, bodyAt: source.bodyAt, sentences, countries: named.ofCase };
    const complainant = new Complainant(this.#draft, narrator, account);
    this.#complainant = complainant;
    this.#victim = complainant.victim;
    this.#things = new NamedThings(this.#draft, complainant, account);
    this.#losses =
      this.#victim &&
      new ToldLosses(this.#draft, this.#victim, { text, countries: named.ofMoney, time: this.#time });
  }

  read(sentence: Sentence, finds: readonly Observable[]): void {
    const because = this.#draft.because(sentence);
    this.#time.read(sentence.text);
    const things = finds.flatMap((find) => this.#things.add(sentence, find, because));
    const targets = things.filter(({ kind }) => isDestination(kind));
    const losses = this.#losses?.read(sentence, targets[0] ?? null, because) ?? [];
    this.#readContact(sentence, [...new Set(things)].filter(isInfrastructure), because);
    for (const loss of losses)
      this.#draft.addTold(
        'payment',
        paymentTitle(loss),
        { victim: this.#victim, actors: targets },
        loss.because,
        loss.assumed,
      );
    if (losses.length > 0 && this.#victim)
      for (const target of targets) this.#draft.addLink('paid-to', this.#victim.key, target.key, because);
  }

  /** A call, a message, a session: with what it came from, or told of the victim's own machine. */
  #readContact(sentence: Sentence, actors: readonly Entity[], because: Because): void {
    const victim = this.#victim;
    const contact = contacts.find(([, , pattern]) => pattern.test(sentence.text));
    if (!contact || (actors.length === 0 && (contact[0] !== 'remote-session' || !victim))) return;
    const [kind, words] = contact;
    const names = actors.map(({ display }) => display).slice(0, 3);
    const title = names.length > 0 ? `${words}: ${names.join(', ')}` : words;
    this.#draft.addTold(kind, title, { victim, actors }, because);
    if (victim)
      for (const actor of actors.filter(isContact))
        this.#draft.addLink('contacted', actor.key, victim.key, because);
  }

  /** Null where it tells too little to be looked at. */
  proposed(): Proposed | null {
    this.#losses?.settle();
    this.#complainant.settleCountry();
    const body = this.#draft.body();
    const told = recordsTold(body);
    if (this.#victim ? !isWorthALook(body) : told < 2) return null;
    const who = this.#victim?.value ?? 'Unnamed complainant';
    const { page, title } = this.#source;
    return {
      page,
      title: withoutSecrets(title === '' ? who : `${who}: ${title}`).slice(0, 500),
      weight: told + (this.#losses?.weight() ?? 0),
      body,
    };
  }
}
