import { newId } from '../../shared/domain/ids.ts';
import { requireOpenCase } from '../cases/case-rows.ts';
import { definedOnly } from '../database/columns.ts';
import type { Row } from '../database/sqlite.ts';
import { setSupport } from '../evidence/support.ts';
import type { Handlers } from '../rpc/handler.ts';
import { storedWhen } from '../when.ts';
import { readDisclosure, referralDisclosures, toDisclosure } from './disclosure-rows.ts';
import { readEntity, requireEntityOf } from './entity-rows.ts';

export const disclosureHandlers: Handlers<
  'disclosure.create' | 'disclosure.update' | 'disclosure.hide' | 'disclosure.list'
> = {
  'disclosure.create'(input, { session }) {
    const { database } = session();
    requireOpenCase(database, input.caseId);
    requireEntityOf(database, input.caseId, input.entityId);
    const id = newId();
    const when = storedWhen(input.when);
    session().write(
      { reason: 'create', summary: `Disclosure noted: to ${input.recipient}`, caseId: input.caseId },
      (transaction) => {
        transaction.insert('disclosure', {
          id,
          case_id: input.caseId,
          entity_id: input.entityId,
          recipient: input.recipient,
          what: input.what,
          basis: input.basis ?? '',
          when_json: when.json,
          earliest: when.earliest,
          note: input.note ?? '',
          created_at: transaction.at,
          changed_at: transaction.at,
          hidden_at: null,
        });
        setSupport(
          database,
          transaction,
          { kind: 'disclosure', id, caseId: input.caseId },
          input.evidenceIds ?? [],
        );
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
    if (fields.when !== undefined) {
      const when = storedWhen(fields.when);
      Object.assign(columns, { when_json: when.json, earliest: when.earliest });
    }
    session().write({ reason: 'edit', summary: `Disclosure edited: to ${before}`, caseId }, (transaction) => {
      transaction.update('disclosure', id, columns);
      if (fields.evidenceIds)
        setSupport(database, transaction, { kind: 'disclosure', id, caseId }, fields.evidenceIds);
      if (transaction.changed) transaction.update('disclosure', id, { changed_at: transaction.at });
    });
    return readDisclosure(database, id);
  },

  'disclosure.hide'({ id, hidden, reason }, { session }) {
    const { database } = session();
    const { caseId, recipient } = readDisclosure(database, id);
    const summary = `Disclosure ${hidden ? 'hidden' : 'shown again'}: to ${recipient}${reason ? ` (${reason})` : ''}`;
    session().write({ reason: 'hide', summary, caseId }, (transaction) => {
      transaction.update('disclosure', id, { hidden_at: hidden ? transaction.at : null });
    });
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
