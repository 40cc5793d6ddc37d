import { type CountrySign, countryTold } from '../../../shared/domain/country-signs.ts';
import type { Observable } from '../../../shared/domain/observables/index.ts';
import { withoutSecrets } from '../observables/text-around.ts';
import { readCountry } from '../tables/drafting/read-country.ts';
import { assumedOfFind } from './assumed-of-find.ts';
import type { ComplaintDraft } from './complaint-draft.ts';
import { countriesOfWords } from './countries-of-words.ts';
import { countryOfAddress } from './country-of-address.ts';
import { countryNamed } from './country-places.ts';
import { type Narrator, signatureAt } from './narrator.ts';
import { formLines, type OwnLine, signatureLines } from './own-lines.ts';
import type { Entity } from './proposal-draft.ts';
import type { Sentence } from './sentences.ts';
import { own } from './wording.ts';

interface Account {
  text: string;
  page: number;
  /** Where a mail's headers end. */
  bodyAt: number;
  sentences: readonly Sentence[];
  countries: readonly string[];
}

const mostSigns = 10;
const longestQuote = 120;
/** Numbers that are not bound to the country somebody is in. */
const boundNumber = /^(?:mobile|fixed-line|fixed-line-or-mobile)$/;

/** Whoever tells the account and is harmed in it, where the text names them; their own contacts go to them. */
export class Complainant {
  readonly victim: Entity | null;
  readonly #account: Account;
  /** Where the writer's signature begins; -1 without one. */
  readonly #signature: number;
  readonly #form: readonly OwnLine[];
  readonly #numbers: Observable[] = [];

  constructor(draft: ComplaintDraft, narrator: Narrator | null, account: Account) {
    this.#account = account;
    this.#signature = narrator ? signatureAt(account.text, narrator.name) : -1;
    this.#form = narrator && narrator.at >= 0 ? formLines(account.text, narrator.at) : [];
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
      this.#form.some(
        ({ asks, start, end }) => asks === 'contact' && find.start >= start && find.start < end,
      ) ||
      // What the writer calls their own, or what stands with their name at the end.
      (!this.isOfQuoted(find) &&
        (own.test(before) || (this.#signature >= 0 && find.start >= this.#signature)));
    if (mine && find.kind === 'phone') this.#numbers.push(find);
    if (mine && victim && find.kind === 'phone' && victim.phone === '') {
      victim.phone = find.normal;
      victim.assumed.push(...assumedOfFind(find, this.#account.countries));
      // Mistyped or not, it is all there is to call them by.
      if (find.checked === 'invalid')
        victim.assumed.push(`"${find.asFound}" is kept as their number, though no numbering plan has it.`);
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

  /** Proposes the country that all signs of it agree on; to be asked once the account is read. */
  settleCountry(): void {
    const { victim } = this;
    if (!victim) return;
    const signs = [...this.#ofNumbers(), ...this.#ofAddress(), ...this.#ofWords()];
    victim.countrySigns = [
      ...new Map(signs.map((sign) => [`${sign.country} ${sign.because.quote}`, sign])).values(),
    ].slice(0, mostSigns);
    victim.country = countryTold(victim.countrySigns);
  }

  /**
   * A number that could be of several countries is no sign of the one it was read as; one that no plan has is, where it is
   * written with a calling code that only one country has.
   */
  #ofNumbers(): Entity['countrySigns'] {
    return this.#numbers.flatMap(({ checked, facts, problems, asFound, start }) => {
      const { country = '', lineType = '' } = facts;
      const isSure =
        checked === 'valid'
          ? boundNumber.test(lineType) && !problems.some((problem) => problem.includes('could also be'))
          : /^\s*\(?\s*(?:\+|00)/.test(asFound);
      return isSure && /^[A-Z]{2}$/.test(country) ? [this.#sign(country, 'phone', asFound, start)] : [];
    });
  }

  #ofAddress(): Entity['countrySigns'] {
    const lines = [...this.#form, ...signatureLines(this.#account.text, this.#signature)];
    return lines.flatMap(({ asks, text, start }) => {
      if (asks === 'contact' || text === '') return [];
      const country = asks === 'country' ? countryWritten(text) : countryOfAddress(text);
      return country === null ? [] : [this.#sign(country, 'address', text, start)];
    });
  }

  #ofWords(): Entity['countrySigns'] {
    const { text, bodyAt } = this.#account;
    const isQuoted = this.#signature >= 0 && this.#isQuoted(this.#signature);
    return countriesOfWords(text)
      .filter(({ at }) => at >= bodyAt && this.#isQuoted(at) === isQuoted)
      .map(({ country, quote, at }) => this.#sign(country, 'words', quote, at));
  }

  #sign(country: string, by: CountrySign['by'], quote: string, at: number): Entity['countrySigns'][number] {
    const { page, text } = this.#account;
    const line = text.slice(0, at).split('\n').length;
    return {
      country,
      by,
      because: { page, line, quote: withoutSecrets(quote.trim()).slice(0, longestQuote) },
    };
  }

  #isQuoted(at: number): boolean {
    const { text } = this.#account;
    return text[text.lastIndexOf('\n', at - 1) + 1] === '>';
  }
}

/** What a form has for a country: its name or code. */
const countryWritten = (text: string): string | null => readCountry(text) ?? countryNamed(text);

function addVictim(draft: ComplaintDraft, narrator: Narrator, { page, sentences }: Account): Entity {
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
