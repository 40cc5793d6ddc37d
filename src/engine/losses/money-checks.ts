import { ProfferError } from '../../shared/domain/errors.ts';
import {
  type Conversion,
  convertMoney,
  formatMoney,
  type Money,
  requireMoney,
} from '../../shared/domain/money.ts';
import type { Row } from '../database/sqlite.ts';

/** @throws ProfferError `invalid-input` on nought, less, or no currency. */
export function requireAmount(amount: Money): Money {
  requireMoney(amount);
  if (amount.minor <= 0)
    throw new ProfferError('invalid-input', 'An amount of money must be more than zero.', { amount });
  return amount;
}

/** Minor units that came back: same currency as what went, never more than it. */
export function requireRecovered(amount: Money, recovered: Money | null): number {
  if (recovered === null) return 0;
  requireMoney(recovered);
  if (recovered.currency !== amount.currency || recovered.minor < 0 || recovered.minor > amount.minor) {
    throw new ProfferError(
      'invalid-input',
      'What was recovered must be in the currency of the loss, and not more than the loss.',
      { amount, recovered },
    );
  }
  return recovered.minor;
}

/** A stated conversion must be what its own rate gives: a wrong sum in a referral is worse than none. */
export function checkConversion(amount: Money, conversion: Conversion): Conversion {
  const { rate, date, source, money } = conversion;
  const computed = convertMoney(amount, money.currency, { rate, date, source });
  if (computed.money.minor !== money.minor) {
    throw new ProfferError(
      'invalid-input',
      `At the rate ${rate} this is ${formatMoney(computed.money, 'en-GB')}, not ${formatMoney(money, 'en-GB')}. Correct the rate or the amount.`,
      { computed: computed.money, stated: money },
    );
  }
  return conversion;
}

/**
 * The amount after an edit, and the columns the edit changes: a conversion that stands is checked against a new amount.
 * @throws ProfferError `invalid-input` as the checks above.
 */
export function editedAmount(
  before: { amount: Money; conversion: Conversion | null },
  fields: { amount?: Money | undefined; conversion?: Conversion | null | undefined },
): { amount: Money; columns: Row } {
  const amount = requireAmount(fields.amount ?? before.amount);
  if (!fields.amount && fields.conversion === undefined) return { amount, columns: {} };
  const conversion = fields.conversion === undefined ? before.conversion : fields.conversion;
  return {
    amount,
    columns: {
      ...(fields.amount ? { amount_minor: amount.minor, currency: amount.currency } : {}),
      conversion: conversion ? JSON.stringify(checkConversion(amount, conversion)) : null,
    },
  };
}
