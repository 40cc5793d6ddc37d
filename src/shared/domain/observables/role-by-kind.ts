import type { EntityRole } from '../kinds.ts';
import type { ObservableKind } from './observable.ts';

/**
 * What a find mostly is in a case of fraud, where a person leaves it to its kind: money goes to accounts and wallets, and the
 * rest serves the scheme. A payment card is nearly always that of whoever was charged, so it has none.
 */
export function roleByKind(kind: ObservableKind): EntityRole | null {
  if (kind === 'payment-card') return null;
  return kind === 'bank-account' || kind === 'wallet' ? 'payment-destination' : 'scam-infrastructure';
}
