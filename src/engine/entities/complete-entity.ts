import { newId } from '../../shared/domain/ids.ts';
import type { EntityKind } from '../../shared/domain/kinds.ts';
import { compareTlp, type TlpLevel } from '../../shared/domain/markings.ts';
import type { Row, SqliteDatabase } from '../database/sqlite.ts';
import type { Transaction } from '../log/writer.ts';
import { whenJson } from '../when.ts';
import type { EntityRecord } from './entity-rows.ts';
import type { FoundEntity } from './found-entity.ts';
import { matchContacts } from './match-contacts.ts';

/**
 * Adds to a record what another source knows and it does not: roles, empty fields, a wider span of sight, the stricter
 * marking. What the record says already is never overwritten; a contradiction is answered by its name. A record that was
 * hidden is found again and shown again. `rematched`: its contacts are others now, by which it may be the same as somebody.
 */
export function completeEntity(
  database: SqliteDatabase,
  transaction: Transaction,
  id: string,
  found: FoundEntity,
  fields: Partial<EntityRecord['fields']>,
): { outcome: 'added' | 'matched'; conflicts: string[]; rematched: boolean } {
  const row = database
    .cached(
      'SELECT case_id, kind, country, fields, marking, seen_from, seen_to, hidden_at, match_email, match_phone FROM entity WHERE id = ?',
    )
    .get(id) as Row;
  const columns: Row = {};
  const conflicts: string[] = [];
  const country = found.country ?? null;
  if (country !== null && row.country === null) columns.country = country;
  else if (country !== null && row.country !== country) conflicts.push('country');
  const known = JSON.parse(row.fields as string) as Record<string, unknown>;
  const added: Record<string, unknown> = {};
  const owner = {
    caseId: row.case_id as string,
    kind: row.kind as EntityKind,
    country: (columns.country ?? row.country) as string | null,
  };
  const sameContact = (name: string, value: unknown) => {
    if (name !== 'email' && name !== 'phone') return false;
    const match = matchContacts(database, owner, { [name]: value as string })[`match_${name}`];
    return match !== null && match === row[`match_${name}`];
  };
  for (const [name, value] of Object.entries(fields)) {
    const before = known[name];
    if (before === undefined || before === '') added[name] = value;
    else if (Array.isArray(before) && Array.isArray(value)) {
      const all = [...new Set([...before, ...value])];
      if (all.length > before.length) added[name] = all;
    } else if (before !== value && !sameContact(name, value)) conflicts.push(name);
  }
  const match = { match_email: row.match_email, match_phone: row.match_phone };
  if (added.email !== undefined || added.phone !== undefined || columns.country !== undefined)
    Object.assign(match, matchContacts(database, owner, { ...known, ...added }));
  const rematched = match.match_email !== row.match_email || match.match_phone !== row.match_phone;
  if (rematched) Object.assign(columns, match);
  if (Object.keys(added).length > 0) columns.fields = JSON.stringify({ ...known, ...added });
  if (found.marking && compareTlp(found.marking, row.marking as TlpLevel) > 0)
    columns.marking = found.marking;
  const { seenFrom, seenTo } = found;
  if (seenFrom?.earliest != null && seenFrom.earliest < ((row.seen_from as number | null) ?? Infinity))
    Object.assign(columns, { seen_from: seenFrom.earliest, seen_from_json: whenJson(seenFrom) });
  const to = seenTo?.latest ?? seenTo?.earliest ?? null;
  if (seenTo && to !== null && to > ((row.seen_to as number | null) ?? -Infinity))
    Object.assign(columns, { seen_to: to, seen_to_json: whenJson(seenTo) });
  if (row.hidden_at !== null) columns.hidden_at = null;
  let changed = Object.keys(columns).length > 0 && transaction.update('entity', id, columns);
  const roles = new Set(found.roles);
  if (roles.size > 0) {
    const held = database
      .cached('SELECT role FROM entity_role WHERE entity_id = ?')
      .pluck()
      .all(id) as string[];
    for (const role of roles) {
      if (held.includes(role)) continue;
      transaction.insert('entity_role', { id: newId(), entity_id: id, role });
      changed = true;
    }
  }
  if (changed) transaction.update('entity', id, { changed_at: transaction.at });
  return { outcome: row.hidden_at === null ? 'matched' : 'added', conflicts, rematched };
}
