import type { EntityKind } from '../kinds.ts';
import { normaliseAsn } from './asn.ts';
import { normaliseBankAccount } from './bank-account.ts';
import { normaliseDevice } from './device.ts';
import { normaliseDomain } from './domain.ts';
import { normaliseEmail } from './email.ts';
import { normaliseGiftCard } from './gift-card.ts';
import type { Identifier, IdentifierContext, Normaliser } from './identifier.ts';
import { normaliseIp } from './ip.ts';
import { normaliseOrganisation, normalisePerson } from './name.ts';
import { normalisePaymentCard } from './payment-card.ts';
import { normalisePhone } from './phone.ts';
import { normalisePlace } from './place.ts';
import { normaliseRemoteAccess } from './remote-access.ts';
import { normaliseSocialAccount } from './social-account.ts';
import { normaliseUrl } from './url.ts';
import { normaliseWallet } from './wallet.ts';

export type { Identifier, IdentifierContext } from './identifier.ts';

const normalisers: Record<EntityKind, Normaliser> = {
  person: normalisePerson,
  organisation: normaliseOrganisation,
  domain: normaliseDomain,
  url: normaliseUrl,
  ip: normaliseIp,
  phone: normalisePhone,
  email: normaliseEmail,
  wallet: normaliseWallet,
  'bank-account': normaliseBankAccount,
  'payment-card': normalisePaymentCard,
  'gift-card': normaliseGiftCard,
  'social-account': normaliseSocialAccount,
  'remote-access': normaliseRemoteAccess,
  device: normaliseDevice,
  place: normalisePlace,
  asn: normaliseAsn,
};

/**
 * Brings what was found into the normal form of its kind. Never throws: what cannot be one of its kind is
 * answered with `checked: 'invalid'` and the reason in `problems`. Normalising a normal form changes nothing.
 */
export function normaliseIdentifier(
  kind: EntityKind,
  asFound: string,
  context: IdentifierContext = {},
): Identifier {
  return normalisers[kind](asFound, context);
}
