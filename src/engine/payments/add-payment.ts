import { newId } from '../../shared/domain/ids.ts';
import type { LossMethod, PaymentStage, PaymentStatus } from '../../shared/domain/kinds.ts';
import type { SqliteDatabase } from '../database/sqlite.ts';
import type { Added } from '../entities/bulk/event-writer.ts';
import { findStatement } from '../entities/bulk/find-statement.ts';
import { fingerprintOf } from '../entities/bulk/fingerprint.ts';
import type { Guard } from '../entities/bulk/guard.ts';
import type { Provenance } from '../entities/bulk/support-reader.ts';
import type { SupportWriter } from '../entities/bulk/support-writer.ts';
import type { Transaction } from '../log/writer.ts';
import { requireAmount, requireRecovered } from '../losses/money-checks.ts';
import { movementColumns, type NewMovement } from '../losses/movement-rows.ts';
import { victimOf } from './victim-of-payment.ts';

export interface NewPayment extends Provenance, NewMovement {
  rail: LossMethod;
  /** `from-victim` unless said otherwise. */
  stage?: PaymentStage;
  status?: PaymentStatus;
  /** The loss it is a part of: then it adds nothing to what was lost, it says where it went. */
  lossId?: string | null;
  victimId?: string | null;
}

/**
 * References that one transfer in the world has: the hash of a transaction on a chain, an Indian UTR, a UETR. Other
 * texts ("invoice", "refund") are the payer's own words.
 */
export const isUniqueReference = (reference: string): boolean =>
  /^(?:0x)?[0-9a-f]{64}$/i.test(reference) ||
  /^(?:[A-Z]{4}[A-Z0-9]?\d{11,17}|\d{12})$/.test(reference) ||
  /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(reference);

export const paymentFingerprint = (
  payment: Pick<NewPayment, 'caseId' | 'amount' | 'rail' | 'fromId' | 'toId' | 'victimId'> & {
    stage: PaymentStage;
    edtf: string;
    reference: string;
  },
): string => {
  const { caseId, amount, rail, stage, reference } = payment;
  const what = [caseId, amount.minor, amount.currency, rail, stage];
  return isUniqueReference(reference)
    ? fingerprintOf('', [...what, reference.toLowerCase()])
    : fingerprintOf(payment.edtf.slice(0, 19), [
        ...what,
        reference,
        payment.edtf,
        payment.victimId ?? null,
        payment.fromId ?? null,
        payment.toId ?? null,
      ]);
};

/** One transfer of money. The same transfer in two statements (payer's and payee's bank) is one payment. */
export function addPayment(
  database: SqliteDatabase,
  transaction: Transaction,
  supports: SupportWriter,
  guard: Guard,
  payment: NewPayment,
): Added {
  const amount = requireAmount(payment.amount);
  const { stage = 'from-victim', status = 'unknown' } = payment;
  const reference = guard.text('reference', (payment.reference ?? '').trim());
  const victimId =
    payment.victimId ?? victimOf(database, payment.caseId, payment.lossId ?? null, payment.fromId ?? null);
  const fingerprint = paymentFingerprint({
    ...payment,
    victimId,
    stage,
    reference,
    edtf: payment.when?.edtf ?? '',
  });
  const existing = isUniqueReference(reference)
    ? findTransfer(database, fingerprint)
    : findStatement(database, supports, 'payment', fingerprint, payment);
  if (existing !== null) {
    supports.addOnce('payment', existing, payment);
    return { id: existing, outcome: 'matched' };
  }
  const id = newId();
  transaction.insert('payment', {
    id,
    case_id: payment.caseId,
    loss_id: payment.lossId ?? null,
    victim_id: victimId,
    stage,
    status,
    rail: payment.rail,
    ...movementColumns(payment, guard),
    recovered_minor:
      status === 'reversed' ? amount.minor : requireRecovered(amount, payment.recovered ?? null),
    reference,
    fingerprint,
    created_at: transaction.at,
    changed_at: transaction.at,
    hidden_at: null,
  });
  supports.add('payment', id, payment);
  return { id, outcome: 'added' };
}

const findTransfer = (database: SqliteDatabase, fingerprint: string): string | null =>
  (database
    .cached('SELECT id FROM payment WHERE fingerprint = ? AND hidden_at IS NULL LIMIT 1')
    .pluck()
    .get(fingerprint) as string | undefined) ?? null;
