import type { Observable } from '../../../shared/domain/observables/index.ts';

/** Of what the finder says: readings that were chosen, not oddities of the thing itself. */
const readsMeaning = /assumed|could also be|without the \+|with letters|is meant/;

/** What was taken for granted to read a thing in a case of these countries. */
export function assumedOfFind(
  { kind, problems, facts, asFound }: Observable,
  countries: readonly string[],
): string[] {
  const assumed = problems.filter((problem) => readsMeaning.test(problem)).slice(0, 4);
  const { country } = facts;
  if (kind === 'phone' && country && !/^\s*\(?\s*(?:\+|00)/.test(asFound) && !countries.includes(country))
    assumed.push(`"${asFound}" is taken for a number of ${country}: the text names others of it.`);
  return assumed;
}
