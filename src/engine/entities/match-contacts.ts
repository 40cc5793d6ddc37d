import { type Identifier, normaliseIdentifier } from '../../shared/domain/identifiers/index.ts';
import type { EntityKind } from '../../shared/domain/kinds.ts';
import { declaredCountries } from '../cases/declared-countries.ts';
import type { SqliteDatabase } from '../database/sqlite.ts';
import { isComparable, namesMayRepeat } from './identify.ts';

/** A person's own mailbox and telephone in normal form, to find the same person by. */
export interface Match {
  match_email: string | null;
  match_phone: string | null;
}

export interface ContactOwner {
  caseId: string;
  kind: EntityKind;
  country: string | null;
}

export function matchContacts(
  database: SqliteDatabase,
  owner: ContactOwner,
  { email, phone }: { email?: string | undefined; phone?: string | undefined },
): Match {
  if (!namesMayRepeat.has(owner.kind)) return { match_email: null, match_phone: null };
  return {
    match_email: email ? comparable(normaliseIdentifier('email', email)) : null,
    match_phone: phone ? matchPhone(database, owner, phone) : null,
  };
}

/**
 * A national number is read as one of its owner's country; where that is not known, as one of the countries that were declared
 * for the case, if it is one number in all of them that have such numbers. The countries its people merely happen to have are
 * not asked: they change with each record, and what two records are matched by would be a guess.
 */
function matchPhone(
  database: SqliteDatabase,
  { caseId, country }: ContactOwner,
  phone: string,
): string | null {
  const readAs = (declared: string | undefined) =>
    comparable(normaliseIdentifier('phone', phone, { country: declared }));
  if (country !== null) return readAs(country);
  const international = readAs(undefined);
  if (international !== null) return international;
  const readings = new Set((declaredCountries(database, caseId) ?? []).map(readAs));
  readings.delete(null);
  return readings.size === 1 ? [...readings][0]! : null;
}

const comparable = (found: Identifier): string | null =>
  found.checked !== 'invalid' && isComparable(found) ? found.normal : null;
