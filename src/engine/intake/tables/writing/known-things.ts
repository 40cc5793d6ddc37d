import type { EntityDraft } from '../drafting/draft.ts';

/** Names kept: beyond this many different things the oldest are looked up again. */
const most = 100_000;

/**
 * Things of this import whose rows say nothing but their name, by their normal form: a brand that stands in ten thousand
 * rows is found once. Only for one import, in which nothing else changes them.
 */
export class KnownThings {
  readonly #ids = new Map<string, string>();

  find(draft: EntityDraft): string | undefined {
    const key = keyOf(draft);
    return key === null ? undefined : this.#ids.get(key);
  }

  remember(draft: EntityDraft, id: string): void {
    const key = keyOf(draft);
    if (key === null) return;
    if (this.#ids.size >= most) this.#ids.clear();
    this.#ids.set(key, id);
  }
}

/** Null for what has to be looked at each time: a person, a find with more to it, a number without its country. */
function keyOf({
  kind,
  identified,
  roles,
  country,
  fields,
  note,
  seenFrom,
  seenTo,
}: EntityDraft): string | null {
  if (kind === 'person' || note !== '' || seenFrom || seenTo || Object.keys(fields).length > 0) return null;
  if (identified.checked === 'unchecked' && kind === 'phone' && !identified.normal.startsWith('+'))
    return null;
  return JSON.stringify([kind, identified.normal, country, roles]);
}
