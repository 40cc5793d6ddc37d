import { fieldsOfKind, mayHave } from '../../shared/contract/entity-forms.ts';
import type { CheckedInput } from '../../shared/contract/index.ts';
import { ProfferError } from '../../shared/domain/errors.ts';
import {
  type Identifier,
  type IdentifierContext,
  normaliseIdentifier,
} from '../../shared/domain/identifiers/index.ts';
import { newId } from '../../shared/domain/ids.ts';
import { type EntityKind, entityKinds } from '../../shared/domain/kinds.ts';
import { requireOpenCase } from '../cases/case-rows.ts';
import { definedOnly } from '../database/columns.ts';
import { inList, selectPage } from '../database/listing.ts';
import type { Row, SqliteDatabase } from '../database/sqlite.ts';
import { createRecord, editRecord, hideRecord } from '../evidence/supported-record.ts';
import type { Transaction } from '../log/writer.ts';
import type { Handlers } from '../rpc/handler.ts';
import { type Doubt, noteDuplicates } from './duplicates/note-duplicates.ts';
import { entityColumns, eventCount, firstSeen, readEntity, toEntityRow } from './entity-rows.ts';
import { findTwin } from './find-twin.ts';
import { freshenSights } from './fresh-sights.ts';
import {
  findSame,
  guardedName,
  identifierColumns,
  identify,
  isComparable,
  namesMayRepeat,
} from './identify.ts';
import { type Match, matchContacts } from './match-contacts.ts';
import { seenColumns } from './seen-columns.ts';

export const entityHandlers: Handlers<
  'entity.create' | 'entity.update' | 'entity.get' | 'entity.list' | 'entity.hide' | 'entity.preview'
> = {
  'entity.create'(input, { session }) {
    const { database } = session();
    requireOpenCase(database, input.caseId);
    requireKnownFields(input.kind, input.fields);
    const identifier = identify(
      input.kind,
      guardedName(input.kind, input.value),
      contextOf(input, input.country),
      input.keepInvalid,
    );
    requireNew(database, input.caseId, identifier, null);
    const match = matchContacts(database, { ...input, country: input.country ?? null }, input.fields ?? {});
    const alike = mayBe(database, input, identifier, match, null);
    const { caseId } = input;
    const id = createRecord(
      session(),
      { kind: 'entity', caseId },
      {
        summary: `${entityKinds[input.kind]} added: ${identifier.defanged}`,
        columns: {
          ...identifierColumns(identifier),
          fields: JSON.stringify(input.fields ?? {}),
          note: input.note ?? '',
          country: input.country ?? null,
          ...match,
          marking: input.marking ?? 'amber',
          confidence: input.confidence ?? 'unknown',
          ...seenColumns(input),
          merged_into: null,
        },
        evidenceIds: input.evidenceIds,
      },
      (transaction, made) => {
        setRoles(database, transaction, made, input.roles);
        noteDuplicates(database, transaction, { caseId, kind: input.kind, id: made }, alike);
      },
    );
    return readEntity(database, id);
  },

  'entity.update'({ id, fields }, { session }) {
    const { database } = session();
    const before = readEntity(database, id);
    requireOpenCase(database, before.caseId);
    const { note, country, marking, confidence } = fields;
    const columns = definedOnly({ note, country, marking, confidence });
    requireKnownFields(before.kind, fields.fields, before.fields);
    Object.assign(columns, seenColumns(fields));
    let named: Pick<Identifier, 'kind' | 'normal' | 'checked'> = before;
    if (fields.value !== undefined) {
      const identifier = identify(
        before.kind,
        guardedName(before.kind, fields.value),
        contextOf(fields, country ?? before.country),
        fields.keepInvalid ?? false,
      );
      requireNew(database, before.caseId, identifier, id);
      Object.assign(columns, identifierColumns(identifier));
      named = identifier;
    }
    if (fields.fields !== undefined) columns.fields = JSON.stringify(fields.fields);
    const after = {
      caseId: before.caseId,
      kind: before.kind,
      country: country === undefined ? before.country : country,
      fields: fields.fields ?? before.fields,
    };
    const match = matchContacts(database, after, after.fields);
    const isAnother = named !== before || fields.fields !== undefined || country !== undefined;
    if (isAnother) Object.assign(columns, match);
    editRecord(
      session(),
      { kind: 'entity', id, caseId: before.caseId },
      {
        summary: `${entityKinds[before.kind]} edited: ${before.display}`,
        columns,
        evidenceIds: fields.evidenceIds,
      },
      (transaction) => {
        if (fields.roles) setRoles(database, transaction, id, fields.roles);
        if (isAnother && transaction.changed)
          noteDuplicates(
            database,
            transaction,
            { caseId: after.caseId, kind: after.kind, id },
            mayBe(database, after, named, match, id),
          );
      },
    );
    return readEntity(database, id);
  },

  'entity.get': ({ id }, { session }) => readEntity(session().database, id),

  'entity.list'({ caseId, kinds, roles, ...page }, { session }) {
    freshenSights(session().database);
    const where = ['entity.case_id = @caseId'];
    const parameters: Row = { caseId };
    if (kinds) {
      const list = inList('kind', kinds);
      where.push(kinds.length > 0 ? `entity.kind IN ${list.sql}` : '0');
      Object.assign(parameters, list.parameters);
    }
    if (roles) {
      const list = inList('role', roles);
      where.push(
        roles.length > 0
          ? `EXISTS (SELECT 1 FROM entity_role wanted WHERE wanted.entity_id = entity.id AND wanted.role IN ${list.sql})`
          : '0',
      );
      Object.assign(parameters, list.parameters);
    }
    const { rows, total } = selectPage(
      session().database,
      {
        from: 'entity',
        key: 'entity.id',
        logged: true,
        columns: entityColumns,
        where,
        parameters,
        sorts: {
          display: 'display COLLATE NOCASE',
          kind: 'kind',
          country: 'country',
          firstSeen,
          eventCount,
          changedAt: 'changed_at',
        },
        defaultSort: 'kind',
        searched: ['entity.display', 'entity.normal', 'entity.as_found', 'entity.note'],
        hiddenColumn: 'entity.hidden_at',
        tieBreak: 'entity.id',
      },
      page,
    );
    return { rows: rows.map(toEntityRow), total };
  },

  'entity.hide'({ id, ...how }, { session }) {
    const { database } = session();
    const { caseId, kind, display, mergedInto } = readEntity(database, id);
    // Shown again it would be there twice: all that named it names the other one now.
    if (!how.hidden && mergedInto)
      throw new ProfferError(
        'conflict',
        `${display} went into ${mergedInto.display}. Take that back in the log to have two records again.`,
        { id: mergedInto.id },
      );
    hideRecord(session(), { kind: 'entity', id, caseId }, { noun: entityKinds[kind], name: display }, how);
    return readEntity(database, id);
  },

  'entity.preview'({ caseId, kind, value, ...given }, { session }) {
    const identifier = normaliseIdentifier(kind, value, contextOf(given, null));
    const same = isComparable(identifier) ? findSame(session().database, caseId, identifier, null) : null;
    return {
      normal: identifier.normal,
      display: identifier.defanged,
      checked: identifier.checked,
      problems: identifier.problems,
      facts: identifier.facts,
      existing: same && { id: same.id, display: same.display },
    };
  },
};

const contextOf = (
  given: Omit<IdentifierContext, 'country'> & { defaultCountry?: string | undefined },
  country: string | null | undefined,
): IdentifierContext => ({
  country: given.defaultCountry ?? country ?? undefined,
  chain: given.chain,
  scheme: given.scheme,
  platform: given.platform,
  tool: given.tool,
  numbering: given.numbering,
});

/** @throws ProfferError `invalid-input` for fields the kind has no use for; one that is there already may stay. */
function requireKnownFields(kind: EntityKind, given: object | undefined, before: object = {}): void {
  const foreign = Object.keys(given ?? {}).filter(
    (name) => !mayHave(kind, name) && !Object.hasOwn(before, name),
  );
  if (foreign.length > 0) {
    const fields = fieldsOfKind(kind, ['victim']);
    throw new ProfferError(
      'invalid-input',
      `${entityKinds[kind]} has no field ${foreign.join(', ')}. It has: ${fields.join(', ')}.`,
      { kind, fields: foreign },
    );
  }
}

/** Records of the case which this one may be: it is written all the same, and laid beside them. */
function mayBe(
  database: SqliteDatabase,
  record: Pick<CheckedInput<'entity.create'>, 'caseId' | 'kind' | 'country' | 'fields'>,
  identifier: Pick<Identifier, 'kind' | 'normal' | 'checked'>,
  match: Match,
  self: string | null,
): Doubt[] {
  const { caseId, kind, country = null, fields = {} } = record;
  const found = { caseId, kind, value: identifier.normal, country, evidenceId: null, because: null };
  return findTwin(database, null, { found, identifier, fields, match, self }).maybe;
}

function requireNew(
  database: SqliteDatabase,
  caseId: string,
  identifier: Identifier,
  except: string | null,
): void {
  // What is no identifier, or has no country yet, has no normal form to be the same by.
  if (namesMayRepeat.has(identifier.kind) || !isComparable(identifier)) return;
  const existing = findSame(database, caseId, identifier, except);
  if (existing) {
    throw new ProfferError(
      'conflict',
      `${identifier.defanged} is in this case already${existing.hidden_at === null ? '' : ', hidden'}. Open that record instead of adding another.`,
      { id: existing.id, display: existing.display },
    );
  }
}

function setRoles(
  database: SqliteDatabase,
  transaction: Transaction,
  entityId: string,
  roles: readonly string[],
): void {
  const wanted = new Set(roles);
  const current = database.prepare('SELECT id, role FROM entity_role WHERE entity_id = ?').all(entityId) as {
    id: string;
    role: string;
  }[];
  for (const row of current) if (!wanted.delete(row.role)) transaction.remove('entity_role', row.id);
  for (const role of wanted) transaction.insert('entity_role', { id: newId(), entity_id: entityId, role });
}
