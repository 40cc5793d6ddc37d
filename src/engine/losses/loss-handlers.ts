import { formatMoney } from '../../shared/domain/money.ts';
import { requireOpenCase } from '../cases/case-rows.ts';
import { definedOnly } from '../database/columns.ts';
import { selectPage } from '../database/listing.ts';
import type { SqliteDatabase } from '../database/sqlite.ts';
import { requireEntityOf } from '../entities/entity-rows.ts';
import { createRecord, editRecord, hideRecord } from '../evidence/supported-record.ts';
import type { Transaction } from '../log/writer.ts';
import { lossTotals } from '../payments/loss-totals.ts';
import type { Handlers } from '../rpc/handler.ts';
import { parseWhen, whenColumns } from '../when.ts';
import { lossFingerprint } from './add-loss.ts';
import { lossColumns, lossTables, readLoss, toLoss } from './loss-rows.ts';
import { checkConversion, editedAmount, requireAmount, requireRecovered } from './money-checks.ts';

export const lossHandlers: Handlers<
  'loss.create' | 'loss.update' | 'loss.get' | 'loss.list' | 'loss.hide' | 'loss.totals'
> = {
  'loss.create'(input, { session }) {
    const { database } = session();
    requireOpenCase(database, input.caseId);
    for (const entityId of [input.victimId, input.fromId, input.toId]) {
      if (entityId) requireEntityOf(database, input.caseId, entityId);
    }
    const amount = requireAmount(input.amount);
    const recovered = requireRecovered(amount, input.recovered ?? null);
    const when = whenColumns(input.when);
    const conversion = input.conversion ? checkConversion(amount, input.conversion) : null;
    const id = createRecord(
      session(),
      { kind: 'loss', caseId: input.caseId },
      {
        summary: `Loss added: ${formatMoney(amount, 'en-GB')}`,
        columns: {
          victim_id: input.victimId,
          amount_minor: amount.minor,
          currency: amount.currency,
          method: input.method,
          from_id: input.fromId ?? null,
          to_id: input.toId ?? null,
          ...when,
          recovered_minor: recovered,
          reference: input.reference ?? '',
          conversion: conversion ? JSON.stringify(conversion) : null,
          note: input.note ?? '',
          fingerprint: lossFingerprint({
            ...input,
            edtf: parseWhen(when.when_json)?.edtf ?? '',
            reference: input.reference ?? '',
          }),
        },
        evidenceIds: input.evidenceIds,
      },
    );
    return readLoss(database, id);
  },

  'loss.update'({ id, fields }, { session }) {
    const { database } = session();
    const before = readLoss(database, id);
    const { caseId } = before;
    requireOpenCase(database, caseId);
    for (const entityId of [fields.victimId, fields.fromId, fields.toId]) {
      if (entityId) requireEntityOf(database, caseId, entityId);
    }
    const { amount, columns: money } = editedAmount(before, fields);
    const columns = definedOnly({
      ...money,
      victim_id: fields.victimId,
      method: fields.method,
      from_id: fields.fromId,
      to_id: fields.toId,
      reference: fields.reference,
      note: fields.note,
    });
    if (fields.amount || fields.recovered !== undefined) {
      columns.recovered_minor = requireRecovered(
        amount,
        fields.recovered === undefined ? before.recovered : fields.recovered,
      );
    }
    if (fields.when !== undefined) Object.assign(columns, whenColumns(fields.when));
    editRecord(
      session(),
      { kind: 'loss', id, caseId },
      { summary: `Loss edited: ${formatMoney(amount, 'en-GB')}`, columns, evidenceIds: fields.evidenceIds },
      (transaction) => fields.victimId && moveParts(database, transaction, id, fields.victimId),
    );
    return readLoss(database, id);
  },

  'loss.get': ({ id }, { session }) => readLoss(session().database, id),

  'loss.list'({ caseId, victimId, ...page }, { session }) {
    const { database } = session();
    const { rows, total } = selectPage(
      database,
      {
        from: lossTables,
        key: 'loss.id',
        logged: true,
        columns: lossColumns,
        where: ['loss.case_id = @caseId', ...(victimId ? ['loss.victim_id = @victimId'] : [])],
        parameters: victimId ? { caseId, victimId } : { caseId },
        sorts: {
          when: 'loss.earliest',
          amount: 'loss.amount_minor',
          victim: 'victim.display COLLATE NOCASE',
          method: 'loss.method',
          createdAt: 'loss.created_at',
        },
        defaultSort: 'when',
        searched: ['victim.display', 'target.display', 'loss.reference', 'loss.note'],
        hiddenColumn: 'loss.hidden_at',
        tieBreak: 'loss.id',
      },
      page,
    );
    return { rows: rows.map((row) => toLoss(database, row)), total };
  },

  'loss.totals': ({ caseId, victimId }, { session }) => ({
    currencies: lossTotals(session().database, caseId, victimId ?? null),
  }),

  'loss.hide'({ id, ...how }, { session }) {
    const { database } = session();
    const { caseId, amount } = readLoss(database, id);
    const words = { noun: 'Loss', name: formatMoney(amount, 'en-GB') };
    hideRecord(session(), { kind: 'loss', id, caseId }, words, how);
    return readLoss(database, id);
  },
};

/** The payments of a loss are its victim's. */
function moveParts(
  database: SqliteDatabase,
  transaction: Transaction,
  lossId: string,
  victimId: string,
): void {
  const parts = database.prepare('SELECT id FROM payment WHERE loss_id = ?').pluck().all(lossId) as string[];
  for (const part of parts) transaction.update('payment', part, { victim_id: victimId });
}
