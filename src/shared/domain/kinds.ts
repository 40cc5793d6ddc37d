/**
 * The closed vocabularies of a case. Each list is the one source of a union type, its checks and its
 * English labels; values are stored, so a released value is never renamed.
 */

export const schemes = {
  'tech-support': 'Tech-support fraud',
  'brand-impersonation': 'Brand impersonation call centre',
  'bank-impersonation': 'Bank impersonation',
  'delivery-impersonation': 'Delivery impersonation',
  'phishing-shop': 'Phishing shop',
  counterfeit: 'Counterfeit network',
  'government-impersonation': 'Government impersonation',
  refund: 'Refund fraud',
  other: 'Other scheme',
} as const;
export type Scheme = keyof typeof schemes;

export const caseStatuses = {
  open: 'Open',
  'in-review': 'In review',
  referred: 'Referred',
  closed: 'Closed',
} as const;
export type CaseStatus = keyof typeof caseStatuses;

export const organisationParts = {
  referrer: 'Referring organisation',
  'co-referrer': 'Co-referring organisation',
  partner: 'Partner organisation',
  counsel: 'Counsel',
  agency: 'Agency',
} as const;
export type OrganisationPart = keyof typeof organisationParts;

export const entityKinds = {
  person: 'Person',
  organisation: 'Organisation',
  domain: 'Domain',
  url: 'URL',
  ip: 'IP address',
  phone: 'Phone number',
  email: 'E-mail address',
  wallet: 'Crypto wallet',
  'bank-account': 'Bank account',
  'payment-card': 'Payment card',
  'gift-card': 'Gift card',
  'social-account': 'Social or messaging account',
  'remote-access': 'Remote-access ID',
  device: 'Device',
  place: 'Place',
  asn: 'Autonomous system',
} as const;
export type EntityKind = keyof typeof entityKinds;

export const entityRoles = {
  victim: 'Victim',
  suspect: 'Suspect',
  'money-mule': 'Money mule',
  witness: 'Witness',
  'impersonated-brand': 'Impersonated brand',
  'scam-infrastructure': 'Scam infrastructure',
  'call-centre': 'Call centre',
  'payment-destination': 'Payment destination',
  reporter: 'Reporter',
  'third-party': 'Uninvolved third party',
  provider: 'Service provider',
} as const;
export type EntityRole = keyof typeof entityRoles;

export const linkKinds = {
  contacted: 'contacted',
  'paid-to': 'paid',
  uses: 'uses',
  owns: 'owns',
  controls: 'controls',
  'works-for': 'works for',
  'hosted-on': 'is hosted on',
  'resolves-to': 'resolves to',
  'redirects-to': 'redirects to',
  'registered-by': 'is registered by',
  impersonates: 'impersonates',
  'same-as': 'is the same as',
  'related-to': 'is related to',
} as const;
export type LinkKind = keyof typeof linkKinds;

export const eventKinds = {
  call: 'Call',
  'pop-up': 'Pop-up',
  message: 'Message',
  email: 'E-mail',
  'credentials-taken': 'Credentials taken',
  'remote-session': 'Remote session',
  payment: 'Payment',
  'payment-attempted': 'Payment attempted',
  'payment-recalled': 'Payment recalled or frozen',
  'cash-out': 'Cash-out',
  'site-registered': 'Site registered',
  'site-live': 'Site seen live',
  reported: 'Reported',
  'taken-down': 'Taken down',
  'back-up': 'Back up',
  complaint: 'Complaint received',
  'test-call': 'Test call by an investigator',
  'police-contact': 'Police contact',
  'referral-sent': 'Referral sent',
  search: 'Search',
  arrest: 'Arrest',
  charge: 'Charge',
  conviction: 'Conviction',
  other: 'Other event',
} as const;
export type EventKind = keyof typeof eventKinds;

export const eventParts = {
  victim: 'Victim',
  actor: 'Actor',
  instrument: 'Instrument',
  target: 'Target',
  witness: 'Witness',
} as const;
export type EventPart = keyof typeof eventParts;

export const lossMethods = {
  'wire-transfer': 'Wire transfer',
  'bank-transfer': 'Bank transfer',
  ach: 'ACH',
  sepa: 'SEPA transfer',
  'faster-payments': 'Faster Payments',
  card: 'Payment card',
  'gift-card': 'Gift card',
  cash: 'Cash',
  cheque: 'Cheque',
  crypto: 'Crypto-asset',
  'crypto-kiosk': 'Crypto-asset kiosk',
  upi: 'UPI',
  imps: 'IMPS',
  neft: 'NEFT',
  rtgs: 'RTGS',
  payid: 'PayID',
  interac: 'Interac e-Transfer',
  bizum: 'Bizum',
  zelle: 'Zelle',
  'payment-app': 'Payment app',
  'direct-debit': 'Direct debit',
  'money-service': 'Money service',
  other: 'Other method',
} as const;
export type LossMethod = keyof typeof lossMethods;

/** Where on the way of the money a payment stands. Only what left a victim counts as lost. */
export const paymentStages = {
  'from-victim': 'Left the victim',
  onward: 'Passed on',
  'cash-out': 'Cashed out',
  returned: 'Came back to the victim',
} as const;
export type PaymentStage = keyof typeof paymentStages;

export const paymentStatuses = {
  completed: 'Completed',
  pending: 'Pending',
  attempted: 'Attempted, not made',
  blocked: 'Blocked or frozen',
  reversed: 'Reversed in full',
  unknown: 'Not known',
} as const;
export type PaymentStatus = keyof typeof paymentStatuses;

export const acquisitionMethods = {
  received: 'Received from the person or organisation named as source',
  export: 'Exported from a system',
  capture: 'Captured on screen',
  copy: 'Copied from a medium',
  'third-party': 'Provided by a third party',
} as const;
export type AcquisitionMethod = keyof typeof acquisitionMethods;

/** What an intake does with a file whose content the case has already; the first unless a person says otherwise. */
export const copyChoices = {
  'other-sources': 'Leave out what the same source gave before',
  none: 'Leave out all that the case has, whoever gave it',
  all: 'Take everything in, as further copies',
} as const;
export type CopyChoice = keyof typeof copyChoices;

export const custodyActions = {
  acquired: 'Acquired',
  verified: 'Verified',
  viewed: 'Viewed',
  copied: 'Copied',
  derived: 'Derivative made',
  redacted: 'Redacted copy made',
  sealed: 'Sealed',
  transferred: 'Transferred',
  returned: 'Returned',
  exported: 'Exported',
  received: 'Received',
  hidden: 'Hidden',
  restored: 'Restored',
} as const;
export type CustodyAction = keyof typeof custodyActions;

/** Why somebody looked: closed, because custody goes into packages and must name nobody. */
export const viewPurposes = {
  review: 'Review of the case',
  analysis: 'Analysis of the content',
  preparation: 'Preparation of a referral',
  disclosure: 'Disclosure review',
} as const;
export type ViewPurpose = keyof typeof viewPurposes;

export const confidences = {
  confirmed: 'Confirmed',
  probable: 'Probable',
  possible: 'Possible',
  doubtful: 'Doubtful',
  unknown: 'Not assessed',
} as const;
export type Confidence = keyof typeof confidences;

export const referralKinds = {
  criminal: 'Criminal',
  civil: 'Civil',
  regulatory: 'Regulatory',
} as const;
export type ReferralKind = keyof typeof referralKinds;

/** The values of one vocabulary as a tuple, as `z.enum` wants it. */
export function valuesOf<const T extends Record<string, string>>(
  vocabulary: T,
): [keyof T & string, ...(keyof T & string)[]] {
  return Object.keys(vocabulary) as [keyof T & string, ...(keyof T & string)[]];
}
