import type { Identifier } from '../../shared/domain/identifiers/index.ts';
import type { SqliteDatabase } from '../database/sqlite.ts';
import type { Guard } from './bulk/guard.ts';
import type { EntityRecord } from './entity-rows.ts';
import type { FoundEntity } from './found-entity.ts';
import { guardFields } from './guard-fields.ts';
import { guardedIdentifier, identify, isNamedByText } from './identify.ts';
import { type Match, matchContacts } from './match-contacts.ts';

/** A find in the forms it is compared and kept in. */
export interface ReadFind {
  found: FoundEntity;
  identifier: Identifier;
  fields: Partial<EntityRecord['fields']>;
  match: Match;
}

/** @throws ProfferError `invalid-input` for what cannot be one of its kind, unless `keepInvalid`. */
export function readFind(database: SqliteDatabase, guard: Guard, found: FoundEntity): ReadFind {
  const country = found.country ?? null;
  const context = { country: country ?? undefined, ...found.context };
  const identifier = found.identified
    ? guardedIdentifier(found.identified, context, (text) => guard.text('name', text))
    : identify(
        found.kind,
        isNamedByText(found.kind) ? guard.text('name', found.value) : found.value,
        context,
        found.keepInvalid ?? false,
      );
  const fields = guardFields(guard, found.fields ?? {});
  return { found, identifier, fields, match: matchContacts(database, { ...found, country }, fields) };
}
