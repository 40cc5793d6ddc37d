import type { RowDraft } from './drafting/draft.ts';

/**
 * Drafts on their way from the thread that reads to the one that writes: each a line of JSON. Of thousands that travel as
 * objects every one outlives the collections of young objects on both sides; of lines there is one draft at a time.
 */
export class DraftLines {
  #lines: string[] = [];

  get count(): number {
    return this.#lines.length;
  }

  add(draft: RowDraft): void {
    this.#lines.push(JSON.stringify(draft));
  }

  /** What was added since the last call. */
  take(): string {
    const lines = this.#lines.join('\n');
    this.#lines = [];
    return lines;
  }
}

export function* draftsIn(lines: string): Generator<RowDraft> {
  for (let start = 0; start < lines.length; ) {
    const end = lines.indexOf('\n', start);
    const stop = end === -1 ? lines.length : end;
    yield JSON.parse(lines.slice(start, stop)) as RowDraft;
    start = stop + 1;
  }
}
