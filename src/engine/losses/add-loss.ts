import { newId } from '../../shared/domain/ids.ts';
import type { LossMethod } from '../../shared/domain/kinds.ts';
import type { SqliteDatabase } from '../database/sqlite.ts';
import type { Added } from '../entities/bulk/event-writer.ts';
import { findStatement } from '../entities/bulk/find-statement.ts';
import { fingerprintOf } from '../entities/bulk/fingerprint.ts';
import type { Guard } from '../entities/bulk/guard.ts';
import type { Provenance } from '../entities/bulk/support-reader.ts';
import type { SupportWriter } from '../entities/bulk/support-writer.ts';
import type { Transaction } from '../log/writer.ts';
import { requireAmount, requireRecovered } from './money-checks.ts';
import { movementColumns, type NewMovement } from './movement-rows.ts';

export interface NewLoss extends Provenance, NewMovement {
  victimId: string;
  method: LossMethod;
}

/** What makes two losses the same statement: who lost how much, how, when and under which reference. */
export const lossFingerprint = (
  loss: Pick<NewLoss, 'caseId' | 'victimId' | 'amount' | 'method'> & { edtf: string; reference: string },
): string =>
  fingerprintOf(loss.victimId.slice(0, 13), [
    loss.caseId,
    loss.victimId,
    loss.amount.minor,
    loss.amount.currency,
    loss.method,
    loss.edtf,
    loss.reference,
  ]);

export function addLoss(
  database: SqliteDatabase,
  transaction: Transaction,
  supports: SupportWriter,
  guard: Guard,
  loss: NewLoss,
): Added {
  const amount = requireAmount(loss.amount);
  const reference = guard.text('reference', loss.reference ?? '');
  const fingerprint = lossFingerprint({ ...loss, edtf: loss.when?.edtf ?? '', reference });
  const existing = findStatement(database, supports, 'loss', fingerprint, loss);
  if (existing !== null) {
    supports.addOnce('loss', existing, loss);
    return { id: existing, outcome: 'matched' };
  }
  const id = newId();
  transaction.insert('loss', {
    id,
    case_id: loss.caseId,
    victim_id: loss.victimId,
    method: loss.method,
    ...movementColumns(loss, guard),
    recovered_minor: requireRecovered(amount, loss.recovered ?? null),
    reference,
    fingerprint,
    created_at: transaction.at,
    changed_at: transaction.at,
    hidden_at: null,
  });
  supports.add('loss', id, loss);
  return { id, outcome: 'added' };
}
