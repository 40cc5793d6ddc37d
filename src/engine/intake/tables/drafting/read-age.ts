export type AgeBand = 'under-18' | '18-29' | '30-39' | '40-49' | '50-59' | '60-69' | '70-79' | '80-plus';

const bands: readonly [AgeBand, number, number][] = [
  ['under-18', 0, 17],
  ['18-29', 18, 29],
  ['30-39', 30, 39],
  ['40-49', 40, 49],
  ['50-59', 50, 59],
  ['60-69', 60, 69],
  ['70-79', 70, 79],
  ['80-plus', 80, 130],
];

/** The band of an age or of another list's band; null where it is none or lies across two of ours ("over 60"). */
export function readAgeBand(text: string): AgeBand | null {
  const folded = text.toLowerCase().replace(/\s+|years?|yrs?|old/g, '');
  const within = (low: number, high: number) =>
    bands.find(([, from, to]) => low >= from && high <= to)?.[0] ?? null;
  const single = /^(\d{1,3})$/.exec(folded);
  if (single) return within(Number(single[1]), Number(single[1]));
  const span = /^(\d{1,3})(?:-|–|to)(\d{1,3})$/.exec(folded);
  if (span) return within(Number(span[1]), Number(span[2]));
  const over = /^(?:over|above|>=?|)(\d{1,3})(?:\+|plus|andover|andabove|)$/.exec(folded);
  if (over) return Number(over[1]) >= 79 ? '80-plus' : null;
  const under = /^(?:under|below|<)(\d{1,3})$/.exec(folded);
  if (under) return Number(under[1]) <= 18 ? 'under-18' : null;
  return null;
}
