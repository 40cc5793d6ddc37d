import type { EntityKind } from '../../shared/domain/kinds.ts';

/** What money can leave and reach. */
export const moneyEnds: EntityKind[] = [
  'person',
  'organisation',
  'bank-account',
  'wallet',
  'payment-card',
  'gift-card',
  'social-account',
  'email',
  'phone',
  'place',
];
