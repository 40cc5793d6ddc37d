import type { Identifier } from '../identifiers/index.ts';
import type { FindContext, Observable, ObservableKind } from './observable.ts';
import type { PlainView } from './plain-view.ts';

/** The text being searched, and which of its characters a find has taken already. */
export class Search {
  readonly view: PlainView;
  readonly plain: string;
  readonly context: FindContext;
  readonly found: Observable[] = [];
  readonly #taken: Uint8Array;

  constructor(view: PlainView, context: FindContext) {
    this.view = view;
    this.plain = view.plain;
    this.context = context;
    this.#taken = new Uint8Array(view.plain.length);
  }

  isFree(start: number, end: number): boolean {
    for (let at = start; at < end; at++) if (this.#taken[at] === 1) return false;
    return true;
  }

  /** Nothing else is looked for in this stretch. */
  take(start: number, end: number): void {
    this.#taken.fill(1, start, end);
  }

  /** Records what lies between two indexes of the plain text, and takes the stretch. */
  add(
    kind: ObservableKind,
    start: number,
    end: number,
    what: Pick<Identifier, 'normal' | 'defanged' | 'checked' | 'problems' | 'facts'> & { kept?: string },
  ): void {
    const place = this.view.place(start, end);
    this.take(start, end);
    this.found.push({
      kind,
      asFound: what.kept ?? this.view.original.slice(place.start, place.end),
      normal: what.normal,
      display: what.defanged,
      ...place,
      checked: what.checked,
      problems: what.problems,
      facts: what.facts,
    });
  }

  /** Up to `length` characters of the same line before an index. */
  before(index: number, length: number): string {
    const text = this.plain.slice(Math.max(0, index - length), index);
    return text.slice(Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1);
  }

  /** Up to `length` characters of the same line from an index on. */
  after(index: number, length: number): string {
    const text = this.plain.slice(index, index + length);
    const end = text.search(/[\r\n]/);
    return end < 0 ? text : text.slice(0, end);
  }
}

/** Scripts written without blanks between words: a name of Latin letters beside them ends where they begin. */
export const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
