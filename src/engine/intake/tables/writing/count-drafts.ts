import type { RowDraft } from '../drafting/draft.ts';

/** What a trial says would come of a table: finds, not records, as the case is not asked. */
export class DraftCounts {
  readonly #counts = new Map<string, number>();
  /** Different finds by their normal form, up to a bound: beyond it only their number is told. */
  readonly #different = new Set<string>();
  readonly #hosts = new Set<string>();

  add(draft: RowDraft): void {
    const made = draft.entities.length > 0 || draft.event !== null || draft.payment !== null;
    this.#count(made ? 'rows' : 'skipped');
    for (const { kind, identified, isHost } of draft.entities) {
      if (isHost) {
        if (this.#hosts.size < mostDifferent) this.#hosts.add(identified.normal);
        continue;
      }
      this.#count(kind === 'person' ? 'people' : 'things');
      if (kind !== 'person' && this.#different.size < mostDifferent)
        this.#different.add(`${kind} ${identified.normal}`);
    }
    if (draft.loss) this.#count('losses');
    if (draft.payment) this.#count('payments');
    if (draft.event) this.#count('events');
    this.#count('links', draft.links.length);
  }

  get counts(): Record<string, number> {
    const counts = Object.fromEntries([...this.#counts].filter(([, count]) => count > 0));
    if (this.#different.size > 0 && this.#different.size < mostDifferent)
      counts['different things'] = this.#different.size;
    if (this.#hosts.size > 0 && this.#hosts.size < mostDifferent) counts.hosts = this.#hosts.size;
    return counts;
  }

  #count(what: string, by = 1): void {
    this.#counts.set(what, (this.#counts.get(what) ?? 0) + by);
  }
}

const mostDifferent = 500_000;
