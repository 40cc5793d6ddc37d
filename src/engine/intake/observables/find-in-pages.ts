import { hostOf } from '../../../shared/domain/observables/ignore.ts';
import { findObservables, type Observable } from '../../../shared/domain/observables/index.ts';

export interface FindInput {
  pages: { page: number; text: string }[];
  countries: string[];
}

/** One thing on one page: where it stands first, and how often. */
export interface PageFind {
  page: number;
  kind: Observable['kind'];
  normal: string;
  display: string;
  host: string | null;
  checked: Observable['checked'];
  problems: string[];
  facts: Record<string, string>;
  asFound: string;
  start: number;
  end: number;
  count: number;
}

/** Text of longer finds is of no use to a person and is cut. */
const longestAsFound = 2000;

/** Reader of the kind `observables`: finds in pages of text, each thing once a page. */
export function findInPages({ pages, countries }: FindInput): PageFind[] {
  const finds: PageFind[] = [];
  for (const { page, text } of pages) {
    const known = new Map<string, PageFind>();
    for (const one of findObservables(text, { countries })) {
      const key = `${one.kind} ${one.normal}`;
      const before = known.get(key);
      if (before) before.count += 1;
      else
        known.set(key, {
          page,
          kind: one.kind,
          normal: one.normal,
          display: one.display,
          host: hostOf(one.kind, one.normal, one.facts),
          checked: one.checked,
          problems: one.problems,
          facts: one.facts,
          asFound: one.asFound.slice(0, longestAsFound),
          start: one.start,
          end: one.end,
          count: 1,
        });
    }
    finds.push(...known.values());
  }
  return finds;
}
