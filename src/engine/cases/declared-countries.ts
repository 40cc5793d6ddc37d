import type { SqliteDatabase } from '../database/sqlite.ts';

/** Where the declaration lies among the settings, so that the log has who made it and when. */
export const countriesKey = (caseId: string): string => `observables/countries/${caseId}`;

/** ISO 3166-1 of the countries a person has said the national numbers of a case are of; null where nobody has. */
export function declaredCountries(database: SqliteDatabase, caseId: string): string[] | null {
  const stored = database
    .cached('SELECT value FROM setting WHERE key = ?')
    .pluck()
    .get(countriesKey(caseId)) as string | undefined;
  return stored === undefined ? null : (JSON.parse(stored) as string[]);
}
