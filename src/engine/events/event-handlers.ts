import { newId } from '../../shared/domain/ids.ts';
import { eventKinds } from '../../shared/domain/kinds.ts';
import { requireOpenCase } from '../cases/case-rows.ts';
import { definedOnly } from '../database/columns.ts';
import { inList, selectPage } from '../database/listing.ts';
import type { Row, SqliteDatabase } from '../database/sqlite.ts';
import { requireEntityOf } from '../entities/entity-rows.ts';
import { createRecord, editRecord, hideRecord } from '../evidence/supported-record.ts';
import type { Transaction } from '../log/writer.ts';
import type { Handlers } from '../rpc/handler.ts';
import { readWhen, storedWhen, whenJson } from '../when.ts';
import { eventColumns, readEvent, toEventRow } from './event-rows.ts';
import { timeline } from './timeline.ts';

export const eventHandlers: Handlers<
  | 'event.create'
  | 'event.update'
  | 'event.get'
  | 'event.list'
  | 'event.hide'
  | 'event.previewWhen'
  | 'event.timeline'
> = {
  'event.create'(input, { session }) {
    const { database } = session();
    requireOpenCase(database, input.caseId);
    const when = readWhen(input.when);
    const learnt = storedWhen(input.learnt);
    const { caseId } = input;
    const id = createRecord(
      session(),
      { kind: 'event', caseId },
      {
        summary: `${eventKinds[input.kind]} added: ${input.title}`,
        columns: {
          kind: input.kind,
          title: input.title,
          description: input.description ?? '',
          when_json: whenJson(when),
          earliest: when.earliest,
          latest: when.latest,
          learnt_json: learnt.json,
          marking: input.marking ?? 'amber',
        },
        evidenceIds: input.evidenceIds,
      },
      (transaction, made) =>
        setParticipants(database, transaction, { id: made, caseId }, input.participants ?? []),
    );
    return readEvent(database, id);
  },

  'event.update'({ id, fields }, { session }) {
    const { database } = session();
    const before = readEvent(database, id);
    requireOpenCase(database, before.caseId);
    const { kind, title, description, marking } = fields;
    const columns = definedOnly({ kind, title, description, marking });
    if (fields.when !== undefined) {
      const when = readWhen(fields.when);
      Object.assign(columns, {
        when_json: whenJson(when),
        earliest: when.earliest,
        latest: when.latest,
      });
    }
    if (fields.learnt !== undefined) columns.learnt_json = storedWhen(fields.learnt).json;
    const { caseId } = before;
    editRecord(
      session(),
      { kind: 'event', id, caseId },
      {
        summary: `${eventKinds[before.kind]} edited: ${before.title}`,
        columns,
        evidenceIds: fields.evidenceIds,
      },
      (transaction) =>
        fields.participants && setParticipants(database, transaction, { id, caseId }, fields.participants),
    );
    return readEvent(database, id);
  },

  'event.get': ({ id }, { session }) => readEvent(session().database, id),

  'event.list'({ caseId, kinds, entityId, from, to, ...page }, { session }) {
    const { database } = session();
    const where = ['event.case_id = @caseId'];
    const parameters: Row = { caseId };
    if (kinds) {
      const list = inList('kind', kinds);
      where.push(kinds.length > 0 ? `event.kind IN ${list.sql}` : '0');
      Object.assign(parameters, list.parameters);
    }
    if (entityId) {
      where.push(
        'EXISTS (SELECT 1 FROM event_participant WHERE event_id = event.id AND entity_id = @entityId)',
      );
      parameters.entityId = entityId;
    }
    if (from !== undefined) {
      where.push('coalesce(event.latest, event.earliest) >= @from');
      parameters.from = from;
    }
    if (to !== undefined) {
      where.push('coalesce(event.earliest, event.latest) <= @to');
      parameters.to = to;
    }
    const { rows, total } = selectPage(
      database,
      {
        from: 'event',
        key: 'event.id',
        logged: true,
        columns: eventColumns,
        where,
        parameters,
        sorts: {
          earliest: 'earliest',
          latest: 'latest',
          title: 'title COLLATE NOCASE',
          kind: 'kind',
          changedAt: 'changed_at',
        },
        defaultSort: 'earliest',
        searched: ['title', 'description'],
        hiddenColumn: 'event.hidden_at',
        tieBreak: 'event.id',
      },
      page,
    );
    return { rows: rows.map((row) => toEventRow(database, row)), total };
  },

  'event.hide'({ id, ...how }, { session }) {
    const { database } = session();
    const { caseId, kind, title } = readEvent(database, id);
    hideRecord(session(), { kind: 'event', id, caseId }, { noun: eventKinds[kind], name: title }, how);
    return readEvent(database, id);
  },

  'event.previewWhen': (input) => readWhen(input),
  'event.timeline': (input, { session, signal }) => timeline(session().database, input, signal),
};

function setParticipants(
  database: SqliteDatabase,
  transaction: Transaction,
  event: { id: string; caseId: string },
  participants: readonly { entityId: string; part: string }[],
): void {
  const key = (one: { entityId: string; part: string }) => `${one.entityId} ${one.part}`;
  const wanted = new Map(participants.map((one) => [key(one), one]));
  const current = database
    .prepare('SELECT id, entity_id AS entityId, part FROM event_participant WHERE event_id = ?')
    .all(event.id) as { id: string; entityId: string; part: string }[];
  for (const row of current) if (!wanted.delete(key(row))) transaction.remove('event_participant', row.id);
  for (const { entityId, part } of wanted.values()) {
    requireEntityOf(database, event.caseId, entityId);
    transaction.insert('event_participant', { id: newId(), event_id: event.id, entity_id: entityId, part });
  }
}
