import { type Because, type Entity, type Event, ProposalDraft, quoteOf } from './proposal-draft.ts';
import type { Sentence } from './sentences.ts';
import type { ToldTime } from './told-time.ts';

/** What a complaint tells: its places are lines of one page, its events are dated by the time told last. */
export class ComplaintDraft extends ProposalDraft {
  readonly #page: number;
  readonly #time: ToldTime;

  constructor(page: number, time: ToldTime) {
    super();
    this.#page = page;
    this.#time = time;
  }

  because({ line, text }: Pick<Sentence, 'line' | 'text'>): Because {
    return { page: this.#page, line, quote: quoteOf(text) };
  }

  addTold(
    kind: Event['kind'],
    title: string,
    { victim, actors }: { victim: Entity | null; actors: readonly Entity[] },
    because: Because,
    known: readonly string[] = [],
  ): void {
    const dated = this.#time.now();
    this.addEvent({
      kind,
      title,
      when: dated?.when ?? null,
      participants: [
        ...(victim ? [{ entity: victim.key, part: 'victim' as const }] : []),
        ...actors.map(({ key }) => ({ entity: key, part: 'instrument' as const })),
      ],
      because,
      assumed: [...new Set([...known, ...(dated?.assumed ?? [])])],
    });
  }
}
