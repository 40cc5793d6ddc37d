import type { SqliteDatabase } from '../../database/sqlite.ts';

export interface CaseCountries {
  countries: string[];
  /** False where nobody declared them: then they are those of the people and things in the case. */
  declared: boolean;
}

/** Where the declaration lies among the settings, so that the log has who made it and when. */
export const countriesKey = (caseId: string): string => `observables/countries/${caseId}`;

/** More countries make too many readings of one national number. */
const mostCountries = 12;

/** Whose national phone numbers are looked for in the evidence of a case. */
export function caseCountries(database: SqliteDatabase, caseId: string): CaseCountries {
  const stored = database
    .prepare('SELECT value FROM setting WHERE key = ?')
    .pluck()
    .get(countriesKey(caseId)) as string | undefined;
  if (stored !== undefined) return { countries: JSON.parse(stored) as string[], declared: true };
  const countries = database
    .prepare(
      `SELECT country FROM entity WHERE case_id = ? AND country IS NOT NULL AND hidden_at IS NULL
       GROUP BY country ORDER BY sum(kind IN ('person', 'organisation')) DESC, count(*) DESC, country LIMIT ?`,
    )
    .pluck()
    .all(caseId, mostCountries) as string[];
  return { countries, declared: false };
}
