import { declaredCountries } from '../../cases/declared-countries.ts';
import { rememberedOf } from '../../database/remembered.ts';
import type { SqliteDatabase } from '../../database/sqlite.ts';

export interface CaseCountries {
  countries: string[];
  /** False where nobody declared them: then they are those of the people and things in the case. */
  declared: boolean;
}

/** More countries make too many readings of one national number. */
const mostCountries = 12;

/** Whose national phone numbers are looked for in the evidence of a case. */
export function caseCountries(database: SqliteDatabase, caseId: string): CaseCountries {
  const stated = declaredCountries(database, caseId);
  if (stated !== null) return { countries: stated, declared: true };
  // Asked for each piece that is read, and the same for all of them.
  const countries = rememberedOf(database).recall(
    'logged',
    `countries of ${caseId}`,
    () =>
      database
        .prepare(
          `SELECT country FROM entity WHERE case_id = ? AND country IS NOT NULL AND hidden_at IS NULL
           GROUP BY country ORDER BY sum(kind IN ('person', 'organisation')) DESC, count(*) DESC, country LIMIT ?`,
        )
        .pluck()
        .all(caseId, mostCountries) as string[],
  );
  return { countries, declared: false };
}
