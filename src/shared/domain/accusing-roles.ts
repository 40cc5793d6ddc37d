import type { EntityRole } from './kinds.ts';

/** Roles that say a thing or a person belongs to the other side. */
export const accusingRoles = [
  'suspect',
  'money-mule',
  'scam-infrastructure',
  'call-centre',
  'payment-destination',
] as const satisfies readonly EntityRole[];

export const isAccusing = (role: EntityRole): boolean =>
  (accusingRoles as readonly EntityRole[]).includes(role);

/** Roles of those who are harmed, help, or are abused: what is theirs is not the other side's. The most telling first. */
export const harmlessRoles = [
  'victim',
  'reporter',
  'witness',
  'third-party',
  'impersonated-brand',
  'provider',
] as const satisfies readonly EntityRole[];
