import { ProfferError } from '../../../shared/domain/errors.ts';
import { parseUncertainDate } from '../../../shared/domain/uncertain-date.ts';
import { dateIn, type FoundDate, laterIn } from './dates-in-text.ts';
import type { ProposalText } from './proposed.ts';

/** Follows the time through an account: what is told belongs to the date told last. */
export class ToldTime {
  readonly #written: ProposalText['written'];
  readonly #country: string | undefined;
  #last: FoundDate | null = null;

  constructor(written: ProposalText['written'], country: string | undefined) {
    this.#written = written;
    this.#country = country;
  }

  read(sentence: string): void {
    const date = dateIn(sentence, { written: this.#written?.date ?? null, country: this.#country });
    if (date) this.#last = date;
    else if (this.#last) this.#last = laterIn(sentence, this.#last);
  }

  /** The date told last, with the clock's offset where the text was written on one. */
  now(): FoundDate | null {
    const written = this.#written;
    if (!this.#last) {
      if (!written) return null;
      return {
        when: { text: `../${written.date}` },
        assumed: ['No date is told: it was before this was written.'],
      };
    }
    const { assumed } = this.#last;
    const { text } = this.#last.when;
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
}

function isDate(text: string): boolean {
  try {
    parseUncertainDate({ text });
    return true;
  } catch (error) {
    if (error instanceof ProfferError) return false;
    throw error;
  }
}
