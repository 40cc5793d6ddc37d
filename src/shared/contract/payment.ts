import { z } from 'zod';
import { paymentStages, paymentStatuses, valuesOf } from '../domain/kinds.ts';
import { command, query } from './call.ts';
import { hideInput, id, money, page, rows, supportingEvidence, withId } from './common.ts';
import { movement, movementFields, party, rail } from './money-movement.ts';

const stage = z.enum(valuesOf(paymentStages));
const status = z.enum(valuesOf(paymentStatuses));

const paymentFields = movementFields.extend({
  rail,
  stage,
  status,
  /** The loss it is a part of. */
  lossId: id.nullable(),
  /** Whose money it was; follows from the loss, or from a payer with the role victim, where it is not said. */
  victimId: id.nullable(),
});

export const payment = movement.extend({
  rail,
  stage,
  status,
  loss: z.object({ id, amount: money }).nullable(),
  victim: party.nullable(),
});

export const paymentRecord = payment.extend({ evidence: supportingEvidence });

export const paymentCalls = {
  /** Refuses (`conflict`) a transfer the case has already under its own number, and names the record that holds it. */
  'payment.create': command(
    paymentFields.partial().required({ amount: true, rail: true }).extend({ caseId: id }),
    paymentRecord,
  ),
  'payment.update': command(withId.extend({ fields: paymentFields.partial() }), paymentRecord),
  'payment.get': query(withId, paymentRecord),
  'payment.list': query(
    page(['when', 'amount', 'victim', 'rail', 'stage', 'createdAt']).extend({
      caseId: id,
      lossId: id.optional(),
      victimId: id.optional(),
      /** Paid or received by it. */
      entityId: id.optional(),
      stages: z.array(stage).optional(),
      /** Only those that left a victim and belong to no loss. */
      unassigned: z.boolean().optional(),
    }),
    rows(payment),
  ),
  'payment.hide': command(hideInput, paymentRecord),
};
