import { requireOpenCase } from '../cases/case-rows.ts';
import { definedOnly } from '../database/columns.ts';
import type { Row } from '../database/sqlite.ts';
import { createRecord, editRecord, hideRecord } from '../evidence/supported-record.ts';
import type { Handlers } from '../rpc/handler.ts';
import { whenColumns } from '../when.ts';
import { readDisclosure, referralDisclosures, toDisclosure } from './disclosure-rows.ts';
import { readEntity, requireEntityOf } from './entity-rows.ts';

export const disclosureHandlers: Handlers<
  'disclosure.create' | 'disclosure.update' | 'disclosure.hide' | 'disclosure.list'
> = {
  'disclosure.create'(input, { session }) {
    const { database } = session();
    requireOpenCase(database, input.caseId);
    requireEntityOf(database, input.caseId, input.entityId);
    const id = createRecord(
      session(),
      { kind: 'disclosure', caseId: input.caseId },
      {
        summary: `Disclosure noted: to ${input.recipient}`,
        columns: {
          entity_id: input.entityId,
          recipient: input.recipient,
          what: input.what,
          basis: input.basis ?? '',
          ...whenColumns(input.when),
          note: input.note ?? '',
        },
        evidenceIds: input.evidenceIds,
      },
    );
    return readDisclosure(database, id);
  },

  'disclosure.update'({ id, fields }, { session }) {
    const { database } = session();
    const { caseId, recipient: before } = readDisclosure(database, id);
    requireOpenCase(database, caseId);
    const { recipient, what, basis, note } = fields;
    const columns = definedOnly({ recipient, what, basis, note });
    if (fields.when !== undefined) Object.assign(columns, whenColumns(fields.when));
    editRecord(
      session(),
      { kind: 'disclosure', id, caseId },
      { summary: `Disclosure edited: to ${before}`, columns, evidenceIds: fields.evidenceIds },
    );
    return readDisclosure(database, id);
  },

  'disclosure.hide'({ id, ...how }, { session }) {
    const { database } = session();
    const { caseId, recipient } = readDisclosure(database, id);
    const words = { noun: 'Disclosure', name: `to ${recipient}` };
    hideRecord(session(), { kind: 'disclosure', id, caseId }, words, how);
    return readDisclosure(database, id);
  },

  'disclosure.list'({ caseId, entityId, ...page }, { session }) {
    const { database } = session();
    requireEntityOf(database, caseId, entityId);
    // One person is disclosed a handful of times, and the two sources are not one table: joined here and cut here.
    const byHand = (
      database
        .prepare('SELECT * FROM disclosure WHERE entity_id = ? ORDER BY id LIMIT 10000')
        .all(entityId) as Row[]
    ).map((row) => toDisclosure(database, row));
    const all = [...byHand, ...referralDisclosures(database, readEntity(database, entityId))]
      .filter((one) => page.hidden === 'with' || one.hidden === (page.hidden === 'only'))
      .filter(
        (one) =>
          !page.search || `${one.recipient}\n${one.what}`.toLowerCase().includes(page.search.toLowerCase()),
      );
    const sign = page.direction === 'descending' ? -1 : 1;
    all.sort((left, right) =>
      page.sort === 'recipient'
        ? sign * (left.recipient < right.recipient ? -1 : left.recipient > right.recipient ? 1 : 0)
        : sign * ((left.at ?? Infinity) - (right.at ?? Infinity) || 0),
    );
    return { rows: all.slice(page.offset, page.offset + page.limit), total: all.length };
  },
};
