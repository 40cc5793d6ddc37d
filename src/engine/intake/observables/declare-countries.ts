import { setImmediate } from 'node:timers/promises';
import { requireOpenCase } from '../../cases/case-rows.ts';
import { countriesKey } from '../../cases/declared-countries.ts';
import { dependOnCase, rematch } from '../../entities/rematch.ts';
import type { VaultSession } from '../../vault/session.ts';

/** Records read anew in one log entry. */
const together = 2_000;

/** Says whose national numbers a case has; the numbers of people whose own country is not known are read anew by it. */
export async function declareCountries(
  session: VaultSession,
  caseId: string,
  countries: readonly string[],
): Promise<void> {
  const { database } = session;
  requireOpenCase(database, caseId);
  const summary = `Countries whose numbers are looked for: ${countries.join(', ') || 'none'}`;
  const why = { reason: 'settings', summary, caseId } as const;
  session.write(why, (transaction) => {
    const key = countriesKey(caseId);
    const value = JSON.stringify(countries);
    if (session.setting(key) === null) transaction.insert('setting', { key, value });
    else transaction.update('setting', key, { value });
  });
  const ids = dependOnCase(database, caseId);
  for (let at = 0; at < ids.length; at += together) {
    if (at > 0) await setImmediate();
    session.write(why, (transaction) => {
      for (const id of ids.slice(at, at + together)) rematch(database, transaction, id);
    });
  }
}
