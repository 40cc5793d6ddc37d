/** A loss as it counts: minor units of one currency. */
export interface CountedLoss {
  id: string;
  victimId: string;
  currency: string;
  minor: number;
  recovered: number;
}

/** A payment that left a victim, or came back to one (`returned`), and was made; amounts in the currency of its loss where it has one. */
export interface CountedPayment {
  id: string;
  victimId: string;
  lossId: string | null;
  currency: string;
  minor: number;
  recovered: number;
  returned: boolean;
}

/** One piece of money that went, told once. `loss` with a smaller amount than it states: the part no payment says more of. */
export interface Share {
  source: { kind: 'loss' | 'payment'; id: string };
  victimId: string;
  currency: string;
  minor: number;
  recovered: number;
}

/**
 * Every piece of money once. The same money is often told twice, as a loss and as the payments it consisted of:
 * - a loss with payments counts as these payments, and as a rest where it states more than they sum up to;
 * - a victim's payments that belong to no loss are the same money as that victim's losses without payments, as far as nobody
 *   says otherwise: of the two, per victim and currency, the larger statement counts, the other does not;
 * - what came back is the larger of what the loss states, what its payments state, and what returned.
 * The order of what is given does not matter.
 */
export function reckon(losses: readonly CountedLoss[], payments: readonly CountedPayment[]): Share[] {
  const shares: Share[] = [];
  const groups = new Map<string, { losses: CountedLoss[]; loose: CountedPayment[] }>();
  const groupOf = (one: { victimId: string; currency: string }) => {
    const key = `${one.victimId} ${one.currency}`;
    const group = groups.get(key) ?? { losses: [], loose: [] };
    groups.set(key, group);
    return group;
  };
  const parts = new Map<string, CountedPayment[]>();
  for (const payment of payments) {
    if (payment.lossId !== null) parts.set(payment.lossId, [...(parts.get(payment.lossId) ?? []), payment]);
    else if (!payment.returned) groupOf(payment).loose.push(payment);
  }
  for (const loss of losses) groupOf(loss).losses.push(loss);
  for (const { losses: stated, loose } of groups.values()) {
    const bare: Share[] = [];
    for (const loss of stated) {
      const itemised = itemise(loss, parts.get(loss.id) ?? []);
      shares.push(...itemised.parts);
      if (itemised.rest) bare.push(itemised.rest);
    }
    const told = loose.map((one) => shareOf('payment', one));
    shares.push(...(sum(told) > sum(bare) ? told : bare));
  }
  return shares;
}

function itemise(
  loss: CountedLoss,
  payments: readonly CountedPayment[],
): { parts: Share[]; rest: Share | null } {
  const parts = payments
    .filter((one) => !one.returned && one.currency === loss.currency)
    .map((one) => ({ ...shareOf('payment', one), victimId: loss.victimId }))
    .sort((left, right) => (left.source.id < right.source.id ? -1 : 1));
  const returned = payments.filter((one) => one.returned && one.currency === loss.currency);
  const open = loss.minor - sum(parts);
  const rest: Share | null = open > 0 ? { ...shareOf('loss', loss), minor: open, recovered: 0 } : null;
  const stated = Math.max(loss.recovered, sum(returned));
  let more = stated - parts.reduce((total, one) => total + one.recovered, 0);
  // What came back beyond what the payments say is laid on the rest first, then on payments that have room.
  for (const share of rest ? [rest, ...parts] : parts) {
    if (more <= 0) break;
    const laid = Math.min(more, share.minor - share.recovered);
    share.recovered += laid;
    more -= laid;
  }
  return { parts, rest };
}

const shareOf = (kind: 'loss' | 'payment', one: CountedLoss | CountedPayment): Share => ({
  source: { kind, id: one.id },
  victimId: one.victimId,
  currency: one.currency,
  minor: one.minor,
  recovered: Math.min(one.recovered, one.minor),
});

const sum = (amounts: readonly { minor: number }[]): number =>
  amounts.reduce((total, one) => total + one.minor, 0);
