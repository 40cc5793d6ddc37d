import type { Identifier } from '../../shared/domain/identifiers/index.ts';
import type { SqliteDatabase } from '../database/sqlite.ts';
import type { NamesakeRows } from './bulk/namesake-rows.ts';
import type { SupportReader } from './bulk/support-reader.ts';
import type { Doubt, Shared } from './duplicates/note-duplicates.ts';
import type { EntityRecord } from './entity-rows.ts';
import type { FoundEntity } from './found-entity.ts';
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
  /** Those it may be; with `sameAs` the one it is, by what. */
  maybe: Doubt[];
}

/** What is known of the sources that records rest on. */
interface Sources {
  supports: SupportReader;
  namesakes: NamesakeRows;
}

interface Sought {
  found: FoundEntity;
  identifier: Pick<Identifier, 'kind' | 'normal' | 'checked'>;
  fields: Partial<EntityRecord['fields']>;
  match: { match_email: string | null; match_phone: string | null };
  /** A record that is there already and has changed: it is not its own twin. */
  self?: string | null;
}

interface Candidate {
  id: string;
  normal: string;
  country: string | null;
  fields: string;
  match_email: string | null;
  match_phone: string | null;
  merged_into: string | null;
}

const nobody: Twin = { sameAs: null, maybe: [] };
/** Whoever comes is compared with no more than these: they stand for the rest of their group. */
const mostCandidates = 50;

/** Which record of the case a find is, by the duplicate rule of its kind. */
export function findTwin(database: SqliteDatabase, sources: Sources | null, sought: Sought): Twin {
  const { found, identifier, self = null } = sought;
  if (namesMayRepeat.has(identifier.kind)) return findNamesake(database, sources, sought);
  const same = findSame(database, found.caseId, identifier, self);
  if (same === null) return nobody;
  // Of a gift card nothing but its end is kept: two in one file with the same end may be two.
  const onlyItsEnd = identifier.kind === 'gift-card' || /^•+\d{4}$/.test(identifier.normal);
  if (!onlyItsEnd && (isComparable(identifier) || identifier.checked === 'invalid')) {
    return { sameAs: survivorOf(database, same), maybe: [] };
  }
  if (onlyItsEnd) {
    return sources?.supports.isOfSameRow(same.id, found)
      ? { sameAs: survivorOf(database, same), maybe: [] }
      : { sameAs: null, maybe: [{ id: same.id, shared: [{ basis: 'ending', match: identifier.normal }] }] };
  }
  // A number without its country: the same digits in the same file are the same number, elsewhere they may be.
  const inSameFile =
    found.evidenceId !== null && sources?.supports.placeOf(same.id, found.evidenceId) !== undefined;
  return inSameFile
    ? { sameAs: survivorOf(database, same), maybe: [] }
    : { sameAs: null, maybe: [{ id: same.id, shared: [{ basis: 'digits', match: identifier.normal }] }] };
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

function findNamesake(database: SqliteDatabase, sources: Sources | null, sought: Sought): Twin {
  const { found, identifier, fields, match } = sought;
  const { kind } = identifier;
  const name = identifier.checked === 'invalid' ? null : identifier.normal;
  const { candidates, crowded } = candidatesFor(database, sought, name);
  const ofRow = crowded && name !== null ? sources?.namesakes.at({ kind, normal: name }, found) : undefined;
  for (const id of ofRow ?? []) candidates.set(id, readCandidate(database, id));
  const isSameRow = ({ id, normal }: Candidate) =>
    normal === name && (ofRow?.includes(id) ?? sources?.supports.isOfSameRow(id, found) ?? false);
  // A row that is read again speaks of whom it spoke before, whatever a person has made of the record since.
  for (const candidate of candidates.values())
    if (!sources?.supports.isFresh(candidate.id) && isSameRow(candidate))
      return { sameAs: survivorOf(database, candidate), maybe: [] };
  const mine = likenessOf(identifier.normal, found.country ?? null, fields, match);
  const compare = { person: comparePeople, place: comparePlaces }[kind as string] ?? compareOrganisations;
  const maybe: Twin['maybe'] = [];
  for (const candidate of candidates.values()) {
    if (candidate.merged_into !== null) continue;
    const theirs = likenessOf(
      candidate.normal,
      candidate.country,
      JSON.parse(candidate.fields) as Sought['fields'],
      candidate,
    );
    const verdict = compare(mine, theirs);
    const doubt = { id: candidate.id, shared: sharedOf(identifier, match, candidate) };
    if (verdict === 'same') return { sameAs: candidate.id, maybe: [doubt] };
    if (verdict === 'different') continue;
    if (isSameRow(candidate)) return { sameAs: candidate.id, maybe: [] };
    maybe.push(doubt);
  }
  return { sameAs: null, maybe };
}

const candidateColumns = 'id, normal, country, fields, match_email, match_phone, merged_into';

/** Records with the same contact or name; `crowded` where there may be more of them. */
function candidatesFor(
  database: SqliteDatabase,
  { found, identifier, match, self = null }: Sought,
  name: string | null,
): { candidates: Map<string, Candidate>; crowded: boolean } {
  const candidates = new Map<string, Candidate>();
  let crowded = false;
  const look = (condition: string, ...values: (string | null)[]) => {
    if (values[0] === null) return;
    const rows = database
      .cached(
        `SELECT ${candidateColumns} FROM entity WHERE ${condition} AND kind = ? AND case_id = ? LIMIT ${mostCandidates}`,
      )
      .all(...values, identifier.kind, found.caseId) as Candidate[];
    for (const row of rows) if (row.id !== self) candidates.set(row.id, row);
    if (rows.length === mostCandidates) crowded = true;
  };
  look('match_email = ? AND hidden_at IS NULL', match.match_email);
  look('match_phone = ? AND hidden_at IS NULL', match.match_phone);
  // What went into another is still what its row made.
  look('normal = ? AND (hidden_at IS NULL OR merged_into IS NOT NULL)', name);
  // Where hundreds share a number, the very same person may stand behind the first of them. By the index of names.
  if (crowded)
    look(
      'normal = ? AND (+match_email = ? OR +match_phone = ?) AND hidden_at IS NULL',
      name,
      match.match_email,
      match.match_phone,
    );
  return { candidates, crowded };
}

const readCandidate = (database: SqliteDatabase, id: string): Candidate =>
  database.cached(`SELECT ${candidateColumns} FROM entity WHERE id = ?`).get(id) as Candidate;

/** What two namesakes, or two with one mailbox or telephone, have in common. */
function sharedOf(
  identifier: Pick<Identifier, 'normal' | 'checked'>,
  match: Sought['match'],
  other: Pick<Candidate, 'normal' | 'match_email' | 'match_phone'>,
): Shared[] {
  const shared: Shared[] = [];
  if (identifier.checked !== 'invalid' && identifier.normal === other.normal)
    shared.push({ basis: 'name', match: identifier.normal });
  for (const [basis, column] of [
    ['email', 'match_email'],
    ['phone', 'match_phone'],
  ] as const) {
    const value = match[column];
    if (value !== null && value === other[column]) shared.push({ basis, match: value });
  }
  return shared;
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
