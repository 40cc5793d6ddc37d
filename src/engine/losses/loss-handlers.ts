import { newId } from '../../shared/domain/ids.ts';
import { formatMoney } from '../../shared/domain/money.ts';
import { requireOpenCase } from '../cases/case-rows.ts';
import { definedOnly } from '../database/columns.ts';
import { selectPage } from '../database/listing.ts';
import type { SqliteDatabase } from '../database/sqlite.ts';
import { requireEntityOf } from '../entities/entity-rows.ts';
import { setSupport } from '../evidence/support.ts';
import type { Transaction } from '../log/writer.ts';
import { lossTotals } from '../payments/loss-totals.ts';
import type { Handlers } from '../rpc/handler.ts';
import { storedWhen } from '../when.ts';
import { lossFingerprint } from './add-loss.ts';
import { lossColumns, lossTables, readLoss, toLoss } from './loss-rows.ts';
import { checkConversion, requireAmount, requireRecovered } from './money-checks.ts';

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
    const when = storedWhen(input.when);
    const conversion = input.conversion ? checkConversion(amount, input.conversion) : null;
    const id = newId();
    session().write(
      { reason: 'create', summary: `Loss added: ${formatMoney(amount, 'en-GB')}`, caseId: input.caseId },
      (transaction) => {
        transaction.insert('loss', {
          id,
          case_id: input.caseId,
          victim_id: input.victimId,
          amount_minor: amount.minor,
          currency: amount.currency,
          method: input.method,
          from_id: input.fromId ?? null,
          to_id: input.toId ?? null,
          when_json: when.json,
          earliest: when.earliest,
          recovered_minor: recovered,
          reference: input.reference ?? '',
          conversion: conversion ? JSON.stringify(conversion) : null,
          note: input.note ?? '',
          fingerprint: lossFingerprint({
            ...input,
            edtf: when.json ? (JSON.parse(when.json) as { edtf: string }).edtf : '',
            reference: input.reference ?? '',
          }),
          created_at: transaction.at,
          changed_at: transaction.at,
          hidden_at: null,
        });
        setSupport(
          database,
          transaction,
          { kind: 'loss', id, caseId: input.caseId },
          input.evidenceIds ?? [],
        );
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
    const amount = requireAmount(fields.amount ?? before.amount);
    const columns = definedOnly({
      victim_id: fields.victimId,
      method: fields.method,
      from_id: fields.fromId,
      to_id: fields.toId,
      reference: fields.reference,
      note: fields.note,
    });
    if (fields.amount) Object.assign(columns, { amount_minor: amount.minor, currency: amount.currency });
    if (fields.amount || fields.recovered !== undefined) {
      columns.recovered_minor = requireRecovered(
        amount,
        fields.recovered === undefined ? before.recovered : fields.recovered,
      );
    }
    if (fields.when !== undefined) {
      const when = storedWhen(fields.when);
      Object.assign(columns, { when_json: when.json, earliest: when.earliest });
    }
    const conversion = fields.conversion === undefined ? before.conversion : fields.conversion;
    if (fields.conversion !== undefined || fields.amount) {
      columns.conversion = conversion ? JSON.stringify(checkConversion(amount, conversion)) : null;
    }
    session().write(
      { reason: 'edit', summary: `Loss edited: ${formatMoney(amount, 'en-GB')}`, caseId },
      (transaction) => {
        transaction.update('loss', id, columns);
        if (fields.victimId) moveParts(database, transaction, id, fields.victimId);
        if (fields.evidenceIds)
          setSupport(database, transaction, { kind: 'loss', id, caseId }, fields.evidenceIds);
        if (transaction.changed) transaction.update('loss', id, { changed_at: transaction.at });
      },
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

  'loss.hide'({ id, hidden, reason }, { session }) {
    const { database } = session();
    const before = readLoss(database, id);
    const summary = `Loss ${hidden ? 'hidden' : 'shown again'}: ${formatMoney(before.amount, 'en-GB')}${reason ? ` (${reason})` : ''}`;
    session().write({ reason: 'hide', summary, caseId: before.caseId }, (transaction) => {
      transaction.update('loss', id, { hidden_at: hidden ? transaction.at : null });
    });
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
