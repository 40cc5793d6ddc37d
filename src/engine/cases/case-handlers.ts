import { ProfferError } from '../../shared/domain/errors.ts';
import { newId } from '../../shared/domain/ids.ts';
import { definedOnly } from '../database/columns.ts';
import { selectPage } from '../database/listing.ts';
import { rememberedOf } from '../database/remembered.ts';
import type { SqliteDatabase } from '../database/sqlite.ts';
import type { Handlers } from '../rpc/handler.ts';
import { caseOverview } from './case-overview.ts';
import { readCase, toCase } from './case-rows.ts';

export const caseHandlers: Handlers<
  'case.create' | 'case.update' | 'case.get' | 'case.list' | 'case.hide' | 'case.overview'
> = {
  'case.create'(input, { session }) {
    const { database } = session();
    requireFreeReference(database, input.reference, null);
    const id = newId();
    session().write(
      { reason: 'create', summary: `Case ${input.reference} opened`, caseId: id },
      (transaction) => {
        transaction.insert('cases', {
          id,
          reference: input.reference,
          title: input.title,
          scheme: input.scheme,
          status: input.status ?? 'open',
          narrative: input.narrative ?? '',
          nexus: JSON.stringify(input.nexus ?? []),
          lead: input.lead ?? transaction.author.person,
          marking: input.marking ?? 'amber',
          organisations: JSON.stringify(input.organisations ?? []),
          created_at: transaction.at,
          changed_at: transaction.at,
          hidden_at: null,
        });
      },
    );
    return readCase(database, id);
  },

  'case.update'({ id, fields }, { session }) {
    const { database } = session();
    const before = readCase(database, id);
    if (fields.reference !== undefined) requireFreeReference(database, fields.reference, id);
    const { organisations, nexus, ...plain } = fields;
    session().write(
      { reason: 'edit', summary: `Case ${before.reference} edited`, caseId: id },
      (transaction) => {
        const changed = transaction.update('cases', id, {
          ...definedOnly(plain),
          ...(organisations ? { organisations: JSON.stringify(organisations) } : {}),
          ...(nexus ? { nexus: JSON.stringify(nexus) } : {}),
        });
        if (changed) transaction.update('cases', id, { changed_at: transaction.at });
      },
    );
    return readCase(database, id);
  },

  'case.get': ({ id }, { session }) => readCase(session().database, id),

  'case.list'(page, { session }) {
    const count = (table: string, more = '') =>
      `(SELECT count(*) FROM ${table} WHERE ${table}.case_id = cases.id AND ${table}.hidden_at IS NULL${more})`;
    const { rows, total } = selectPage(
      session().database,
      {
        from: 'cases',
        key: 'cases.id',
        logged: true,
        columns: `cases.*, ${count('evidence')} AS evidence_count, ${count('entity')} AS entity_count, ${count('event')} AS event_count,
          ${count('entity', " AND kind IN ('person', 'organisation') AND EXISTS (SELECT 1 FROM entity_role role WHERE role.entity_id = entity.id AND role.role = 'victim')")} AS victim_count`,
        where: [],
        parameters: {},
        sorts: {
          reference: 'reference',
          title: 'title',
          status: 'status',
          changedAt: 'changed_at',
          createdAt: 'created_at',
        },
        defaultSort: 'changedAt',
        defaultDirection: 'descending',
        searched: ['reference', 'title', 'lead'],
        hiddenColumn: 'hidden_at',
        tieBreak: 'id',
      },
      page,
    );
    return {
      total,
      rows: rows.map((row) => {
        const {
          narrative: _narrative,
          nexus: _nexus,
          organisations: _organisations,
          ...record
        } = toCase(row);
        return {
          ...record,
          evidenceCount: row.evidence_count as number,
          entityCount: row.entity_count as number,
          eventCount: row.event_count as number,
          victimCount: row.victim_count as number,
        };
      }),
    };
  },

  'case.hide'({ id, hidden, reason }, { session }) {
    const { database } = session();
    const { reference } = readCase(database, id);
    const summary = `Case ${reference} ${hidden ? 'hidden' : 'shown again'}${reason ? `: ${reason}` : ''}`;
    session().write({ reason: 'hide', summary, caseId: id }, (transaction) => {
      transaction.update('cases', id, { hidden_at: hidden ? transaction.at : null });
    });
    return readCase(database, id);
  },

  'case.overview'({ id }, { session }) {
    const { database } = session();
    const record = readCase(database, id);
    return rememberedOf(database).recall('logged', `overview of ${id}`, () => caseOverview(database, record));
  },
};

function requireFreeReference(database: SqliteDatabase, reference: string, except: string | null): void {
  const taken = database
    .prepare('SELECT id, title FROM cases WHERE reference = ? AND id IS NOT ?')
    .get(reference, except) as { id: string; title: string } | undefined;
  if (taken) {
    throw new ProfferError(
      'conflict',
      `The reference ${reference} belongs to the case "${taken.title}". Choose another.`,
      { id: taken.id },
    );
  }
}
