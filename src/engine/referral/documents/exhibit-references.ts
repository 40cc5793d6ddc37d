import type { ReferralModel } from '../model.ts';
import type { Profile } from '../profiles/profile.ts';

/**
 * References of exhibits as they are printed: the word all of them begin with (`Annexure`, `Ex.`) stands once, in
 * the head of a column or before a list, and only the rest is repeated.
 */
export class ExhibitReferences {
  /** Head of a column of references. */
  readonly head: string;
  readonly #word: string;
  readonly #numbers: Map<string, number>;
  readonly #widest: string;

  constructor(model: ReferralModel, profile: Profile) {
    const { pattern } = profile.exhibit_scheme;
    this.#word = pattern.slice(0, pattern.slice(0, pattern.indexOf('{')).lastIndexOf(' ') + 1);
    this.head = this.#word.trim() || 'Exhibits';
    this.#numbers = new Map(model.exhibits.map(({ ref, number }) => [ref, number]));
    this.#widest = model.exhibits
      .map(({ ref }) => this.short(ref))
      .reduce((widest, ref) => (ref.length >= widest.length ? ref : widest), '');
  }

  /** `A-4` of `Annexure A-4`. */
  short(ref: string): string {
    return ref.startsWith(this.#word) ? ref.slice(this.#word.length) : ref;
  }

  /** `A-4, A-24 to A-28`: three or more that follow one another are named by the first and the last. */
  list(refs: readonly string[]): string {
    const parts: string[] = [];
    let from = 0;
    while (from < refs.length) {
      let to = from;
      while (this.#follows(refs[to], refs[to + 1])) to += 1;
      const first = this.short(refs[from] ?? '');
      if (to - from < 2) {
        parts.push(first);
        from += 1;
      } else {
        parts.push(`${first} to ${this.short(refs[to] ?? '')}`);
        from = to + 1;
      }
    }
    return parts.join(', ');
  }

  /** A list outside a column: `Annexure A-4, A-24`. */
  sentence(refs: readonly string[]): string {
    return refs.length === 0 ? '' : `${this.#word}${this.list(refs)}`;
  }

  /** What a column has to be wide enough for, with this many references on a line. */
  fits(count: number): string[] {
    // Short ones have room for more in a column that is no wider.
    const most = count === 1 ? 1 : Math.max(count, Math.floor(14 / (this.#widest.length + 2)));
    return [`${Array.from({ length: most }, () => this.#widest).join(', ')},`];
  }

  #follows(ref: string | undefined, next: string | undefined): boolean {
    const number = ref === undefined ? undefined : this.#numbers.get(ref);
    return number !== undefined && next !== undefined && this.#numbers.get(next) === number + 1;
  }
}
