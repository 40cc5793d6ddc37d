import { ProfferError } from '../../shared/domain/errors.ts';
import { formatMoney } from '../../shared/domain/money.ts';
import { requireOpenCase } from '../cases/case-rows.ts';
import { definedOnly } from '../database/columns.ts';
import { inList, selectPage } from '../database/listing.ts';
import type { Row, SqliteDatabase } from '../database/sqlite.ts';
import { Guard } from '../entities/bulk/guard.ts';
import { SupportWriter } from '../entities/bulk/support-writer.ts';
import { requireEntityOf } from '../entities/entity-rows.ts';
import { setSupport } from '../evidence/support.ts';
import { editRecord, hideRecord } from '../evidence/supported-record.ts';
import { editedAmount, requireAmount, requireRecovered } from '../losses/money-checks.ts';
import type { Handlers } from '../rpc/handler.ts';
import { readWhen, whenColumns } from '../when.ts';
import { addPayment, isUniqueReference, paymentFingerprint } from './add-payment.ts';
import { paymentColumns, paymentTables, readPayment, toPayment } from './payment-rows.ts';
import { victimOf } from './victim-of-payment.ts';

export const paymentHandlers: Handlers<
  'payment.create' | 'payment.update' | 'payment.get' | 'payment.list' | 'payment.hide'
> = {
  'payment.create'(input, { session }) {
    const { database } = session();
    const { caseId } = input;
    requireOpenCase(database, caseId);
    for (const id of [input.victimId, input.fromId, input.toId])
      if (id) requireEntityOf(database, caseId, id);
    const victimId = input.victimId ?? victimOf(database, caseId, input.lossId ?? null, input.fromId ?? null);
    const when = input.when ? readWhen(input.when) : null;
    const stage = input.stage ?? 'from-victim';
    const reference = (input.reference ?? '').trim();
    const fingerprint = paymentFingerprint({ ...input, stage, reference, victimId, edtf: when?.edtf ?? '' });
    if (isUniqueReference(reference)) requireNewTransfer(database, fingerprint, reference);
    const id = session().write(
      {
        reason: 'create',
        summary: `Payment added: ${formatMoney(requireAmount(input.amount), 'en-GB')}`,
        caseId,
      },
      (transaction) => {
        const supports = new SupportWriter(database, transaction);
        const made = addPayment(database, transaction, supports, new Guard(), {
          ...definedInput(input),
          caseId,
          amount: input.amount,
          rail: input.rail,
          stage,
          victimId,
          when,
          reference,
          evidenceId: null,
          because: null,
        });
        setSupport(database, transaction, { kind: 'payment', id: made.id, caseId }, input.evidenceIds ?? []);
        return made.id;
      },
    );
    return readPayment(database, id);
  },

  'payment.update'({ id, fields }, { session }) {
    const { database } = session();
    const before = readPayment(database, id);
    const { caseId } = before;
    requireOpenCase(database, caseId);
    for (const entityId of [fields.victimId, fields.fromId, fields.toId])
      if (entityId) requireEntityOf(database, caseId, entityId);
    const { amount, columns: money } = editedAmount(before, fields);
    const columns = definedOnly({
      ...money,
      victim_id: fields.victimId,
      loss_id: fields.lossId,
      from_id: fields.fromId,
      to_id: fields.toId,
      rail: fields.rail,
      stage: fields.stage,
      status: fields.status,
      reference: fields.reference?.trim(),
      note: fields.note,
    });
    if (fields.lossId) {
      const owner = victimOf(database, caseId, fields.lossId, null);
      const victimId = fields.victimId === undefined ? (before.victim?.id ?? null) : fields.victimId;
      if (victimId !== null && victimId !== owner) {
        throw new ProfferError(
          'invalid-input',
          'This loss is of another victim than the payment. Choose a loss of the same victim, or none.',
          {
            lossId: fields.lossId,
          },
        );
      }
      columns.victim_id = owner;
    }
    const status = fields.status ?? before.status;
    if (fields.amount || fields.recovered !== undefined || fields.status !== undefined) {
      const recovered = fields.recovered === undefined ? before.recovered : fields.recovered;
      columns.recovered_minor = status === 'reversed' ? amount.minor : requireRecovered(amount, recovered);
    }
    if (fields.when !== undefined) Object.assign(columns, whenColumns(fields.when));
    editRecord(
      session(),
      { kind: 'payment', id, caseId },
      {
        summary: `Payment edited: ${formatMoney(amount, 'en-GB')}`,
        columns,
        evidenceIds: fields.evidenceIds,
      },
    );
    return readPayment(database, id);
  },

  'payment.get': ({ id }, { session }) => readPayment(session().database, id),

  'payment.list'({ caseId, lossId, victimId, entityId, stages, unassigned, ...page }, { session }) {
    const { database } = session();
    const where = ['payment.case_id = @caseId'];
    const parameters: Row = { caseId };
    const only = (condition: string, name: string, value: string | undefined) => {
      if (value === undefined) return;
      where.push(condition);
      parameters[name] = value;
    };
    only('payment.loss_id = @lossId', 'lossId', lossId);
    only('payment.victim_id = @victimId', 'victimId', victimId);
    only('@entityId IN (payment.from_id, payment.to_id)', 'entityId', entityId);
    if (stages) {
      const list = inList('stage', stages);
      where.push(stages.length > 0 ? `payment.stage IN ${list.sql}` : '0');
      Object.assign(parameters, list.parameters);
    }
    if (unassigned) where.push("payment.loss_id IS NULL AND payment.stage = 'from-victim'");
    const { rows, total } = selectPage(
      database,
      {
        from: paymentTables,
        key: 'payment.id',
        logged: true,
        columns: paymentColumns,
        where,
        parameters,
        sorts: {
          when: 'payment.earliest',
          amount: 'payment.amount_minor',
          victim: 'victim.display COLLATE NOCASE',
          rail: 'payment.rail',
          stage: 'payment.stage',
          createdAt: 'payment.created_at',
        },
        defaultSort: 'when',
        searched: ['victim.display', 'source.display', 'target.display', 'payment.reference', 'payment.note'],
        hiddenColumn: 'payment.hidden_at',
        tieBreak: 'payment.id',
      },
      page,
    );
    return { rows: rows.map((row) => toPayment(database, row)), total };
  },

  'payment.hide'({ id, ...how }, { session }) {
    const { database } = session();
    const { caseId, amount } = readPayment(database, id);
    const words = { noun: 'Payment', name: formatMoney(amount, 'en-GB') };
    hideRecord(session(), { kind: 'payment', id, caseId }, words, how);
    return readPayment(database, id);
  },
};

/** Only what was given, in the shape of the bulk writer. */
const definedInput = (input: {
  status?: Parameters<typeof addPayment>[4]['status'] | undefined;
  lossId?: string | null | undefined;
  fromId?: string | null | undefined;
  toId?: string | null | undefined;
  recovered?: Parameters<typeof addPayment>[4]['recovered'] | undefined;
  conversion?: Parameters<typeof addPayment>[4]['conversion'] | undefined;
  note?: string | undefined;
}) => ({
  ...(input.status ? { status: input.status } : {}),
  lossId: input.lossId ?? null,
  fromId: input.fromId ?? null,
  toId: input.toId ?? null,
  recovered: input.recovered ?? null,
  conversion: input.conversion ?? null,
  note: input.note ?? '',
});

function requireNewTransfer(database: SqliteDatabase, fingerprint: string, reference: string): void {
  const existing = database
    .prepare('SELECT id FROM payment WHERE fingerprint = ? AND hidden_at IS NULL LIMIT 1')
    .pluck()
    .get(fingerprint) as string | undefined;
  if (existing !== undefined) {
    throw new ProfferError(
      'conflict',
      `The transfer ${reference} is in this case already. Open that payment instead of adding another.`,
      { id: existing },
    );
  }
}
