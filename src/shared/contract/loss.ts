import { z } from 'zod';
import { command, query } from './call.ts';
import { hideInput, id, money, page, rows, supportingEvidence, withId } from './common.ts';
import { movement, movementFields, party, rail } from './money-movement.ts';

const lossFields = movementFields.extend({ victimId: id, method: rail });

export const loss = movement.extend({
  victim: party,
  method: rail,
  /** How many payments say where it went, and what they sum up to in its currency. */
  payments: z.int(),
  itemised: money.nullable(),
  /** How the payments fit what was stated. `unlike`: in currencies that nobody converted. */
  fit: z.enum(['none', 'part', 'whole', 'more', 'unlike']),
});

export const lossRecord = loss.extend({ evidence: supportingEvidence });

/**
 * The same money is often told twice: as a loss, and as the payments it consisted of. For each victim and currency the
 * larger of the two statements counts, never their sum.
 */
const currencyTotals = z.object({
  currency: z.string(),
  lost: money,
  recovered: money,
  /** Sum of what victims state as lost. */
  stated: money,
  /** Sum of the payments that are a part of a stated loss. */
  itemised: money,
  /** Payments of victims that belong to no loss yet; `counted`: the part of them that adds to what was lost. */
  unassigned: money,
  unassignedCount: z.int(),
  counted: money,
  /** Tried, blocked or frozen: not lost. */
  prevented: money,
  preventedCount: z.int(),
  /** Left a victim nobody named: in no total. */
  unattributed: money,
  unattributedCount: z.int(),
});

export const lossCalls = {
  'loss.create': command(
    lossFields.partial().required({ victimId: true, amount: true, method: true }).extend({ caseId: id }),
    lossRecord,
  ),
  'loss.update': command(withId.extend({ fields: lossFields.partial() }), lossRecord),
  'loss.get': query(withId, lossRecord),
  'loss.list': query(
    page(['when', 'amount', 'victim', 'method', 'createdAt']).extend({ caseId: id, victimId: id.optional() }),
    rows(loss),
  ),
  'loss.hide': command(hideInput, lossRecord),
  'loss.totals': query(
    z.object({ caseId: id, victimId: id.optional() }),
    z.object({ currencies: z.array(currencyTotals) }),
  ),
};
