import type { Identifier } from '../../shared/domain/identifiers/index.ts';
import type { SqliteDatabase } from '../database/sqlite.ts';
import type { SupportWriter } from './bulk/support-writer.ts';
import type { EntityRecord } from './entity-rows.ts';
import type { FoundEntity } from './find-or-create.ts';
import { findSame, isComparable, namesMayRepeat } from './identify.ts';
import {
  compareOrganisations,
  comparePeople,
  comparePlaces,
  foldAddress,
  type Likeness,
} from './person-match.ts';

export interface Twin {
  sameAs: string | null;
  maybe: { id: string; because: string }[];
}

interface Sought {
  found: FoundEntity;
  identifier: Identifier;
  fields: Partial<EntityRecord['fields']>;
  match: { match_email: string | null; match_phone: string | null };
}

interface Candidate {
  id: string;
  normal: string;
  country: string | null;
  fields: string;
  match_email: string | null;
  match_phone: string | null;
}

const nobody: Twin = { sameAs: null, maybe: [] };
/** More than these are not laid before anybody: a name that common says nothing. */
const mostCandidates = 50;
const mostDoubts = 5;

/** Which record of the case a find is, by the duplicate rule of its kind. */
export function findTwin(database: SqliteDatabase, supports: SupportWriter | null, sought: Sought): Twin {
  const { found, identifier } = sought;
  if (namesMayRepeat.has(identifier.kind)) return findNamesake(database, supports, sought);
  const same = findSame(database, found.caseId, identifier, null);
  if (same === null) return nobody;
  // Of a gift card nothing but its end is kept: two in one file with the same end may be two.
  const onlyItsEnd = identifier.kind === 'gift-card' || /^•+\d{4}$/.test(identifier.normal);
  if (!onlyItsEnd && (isComparable(identifier) || identifier.checked === 'invalid')) {
    return { sameAs: survivorOf(database, same), maybe: [] };
  }
  if (onlyItsEnd) {
    const { evidenceId, because } = found;
    const sameRow =
      evidenceId !== null && because !== null && supports?.placeOf(same.id, evidenceId) === because.place;
    return sameRow
      ? { sameAs: survivorOf(database, same), maybe: [] }
      : { sameAs: null, maybe: [{ id: same.id, because: 'The same last digits; the rest is not kept.' }] };
  }
  // A number without its country: the same digits in the same file are the same number, elsewhere they may be.
  const inSameFile = found.evidenceId !== null && supports?.placeOf(same.id, found.evidenceId) !== undefined;
  return inSameFile
    ? { sameAs: survivorOf(database, same), maybe: [] }
    : { sameAs: null, maybe: [{ id: same.id, because: 'The same digits, but the country is not known.' }] };
}

/** A record that was merged away stands for the one it went into. */
function survivorOf(database: SqliteDatabase, record: { id: string; merged_into: string | null }): string {
  let { id, merged_into: next } = record;
  for (let steps = 0; next !== null && steps < 100; steps++) {
    id = next;
    next = database.cached('SELECT merged_into FROM entity WHERE id = ?').pluck().get(id) as string | null;
  }
  return id;
}

function findNamesake(database: SqliteDatabase, supports: SupportWriter | null, sought: Sought): Twin {
  const { found, identifier, fields, match } = sought;
  const { kind } = identifier;
  const columns = 'id, normal, country, fields, match_email, match_phone';
  const visible = 'kind = ? AND case_id = ? AND hidden_at IS NULL';
  const candidates = new Map<string, Candidate>();
  const look = (column: string, value: string | null) => {
    if (value === null) return;
    const rows = database
      .cached(`SELECT ${columns} FROM entity WHERE ${column} = ? AND ${visible} LIMIT ${mostCandidates}`)
      .all(value, kind, found.caseId) as Candidate[];
    for (const row of rows) candidates.set(row.id, row);
  };
  look('match_email', match.match_email);
  look('match_phone', match.match_phone);
  look('normal', identifier.checked === 'invalid' ? null : identifier.normal);
  const mine = likenessOf(identifier.normal, found.country ?? null, fields, match);
  const compare = { person: comparePeople, place: comparePlaces }[kind as string] ?? compareOrganisations;
  const maybe: Twin['maybe'] = [];
  for (const candidate of candidates.values()) {
    const theirs = likenessOf(
      candidate.normal,
      candidate.country,
      JSON.parse(candidate.fields) as Sought['fields'],
      candidate,
    );
    const verdict = compare(mine, theirs);
    if (verdict === 'same') return { sameAs: candidate.id, maybe: [] };
    if (verdict === 'different') continue;
    const sameRow =
      found.evidenceId !== null &&
      found.because !== null &&
      supports?.placeOf(candidate.id, found.evidenceId) === found.because.place;
    if (sameRow) return { sameAs: candidate.id, maybe: [] };
    maybe.push({
      id: candidate.id,
      because:
        candidate.normal === identifier.normal
          ? 'The same name, and nothing that tells them apart or proves them one.'
          : 'The same mailbox or telephone under another name.',
    });
  }
  return { sameAs: null, maybe: maybe.slice(0, mostDoubts) };
}

const likenessOf = (
  name: string,
  country: string | null,
  fields: Sought['fields'],
  match: Sought['match'],
): Likeness => ({
  name,
  email: match.match_email ?? '',
  phone: match.match_phone ?? '',
  country: country ?? '',
  region: foldAddress(fields.region ?? ''),
  city: foldAddress(fields.city ?? ''),
  address: foldAddress(fields.address ?? ''),
  registrationNumber: foldAddress(fields.registrationNumber ?? ''),
});
