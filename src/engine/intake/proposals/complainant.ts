import type { Observable } from '../../../shared/domain/observables/index.ts';
import { assumedOfFind } from './assumed-of-find.ts';
import type { ComplaintDraft, Entity } from './complaint-draft.ts';
import { type Narrator, signatureAt } from './narrator.ts';
import type { Sentence } from './sentences.ts';
import { own } from './wording.ts';

/** Whoever tells the account and is harmed in it, where the text names them; their own contacts go to them. */
export class Complainant {
  readonly victim: Entity | null;
  readonly #account: { text: string; countries: readonly string[] };
  /** Where the writer's signature begins; -1 without one. */
  readonly #signature: number;

  constructor(
    draft: ComplaintDraft,
    narrator: Narrator | null,
    account: { text: string; page: number; sentences: readonly Sentence[]; countries: readonly string[] },
  ) {
    this.#account = account;
    this.#signature = narrator ? signatureAt(account.text, narrator.name) : -1;
    this.victim = narrator && addVictim(draft, narrator, account);
  }

  /**
   * Whether a find is the writer's own number or address; it is kept with them. `before`: the words in front of it.
   */
  isOwn(find: Observable, before: string): boolean {
    if (find.kind !== 'phone' && find.kind !== 'email') return false;
    const { victim } = this;
    const mine =
      (victim !== null && (find.normal === victim.email || find.normal === victim.phone)) ||
      // What the writer calls their own, or what stands with their name at the end.
      (!this.isOfQuoted(find) &&
        (own.test(before) || (this.#signature >= 0 && find.start >= this.#signature)));
    if (mine && victim && find.kind === 'phone' && victim.phone === '') {
      victim.phone = find.normal;
      victim.assumed.push(...assumedOfFind(find, this.#account.countries));
    }
    if (mine && victim && find.kind === 'email' && victim.email === '') victim.email = find.normal;
    return mine;
  }

  /** Whether a find stands in a mail that is quoted below the writer's name: there it is not they who speak. */
  isOfQuoted({ start }: Pick<Observable, 'start'>): boolean {
    return (
      this.#signature >= 0 &&
      start > this.#signature &&
      this.#isQuoted(start) &&
      !this.#isQuoted(this.#signature)
    );
  }

  #isQuoted(at: number): boolean {
    const { text } = this.#account;
    return text[text.lastIndexOf('\n', at - 1) + 1] === '>';
  }
}

function addVictim(
  draft: ComplaintDraft,
  narrator: Narrator,
  { page, sentences }: { page: number; sentences: readonly Sentence[] },
): Entity {
  const sentence = sentences.find(({ start, end }) => narrator.at >= start && narrator.at < end);
  return draft.addEntity({
    kind: 'person',
    value: narrator.name,
    display: narrator.name,
    roles: ['victim'],
    country: null,
    phone: '',
    email: narrator.email,
    because: sentence ? draft.because(sentence) : { page, line: 1, quote: `From: ${narrator.name}` },
    assumed: narrator.at < 0 ? ['The sender of the mail is taken to be the victim.'] : [],
  });
}
