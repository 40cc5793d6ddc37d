/**
 * The closed lists a case is written in. Each is a map from code to English label, so that no code is without
 * one; the arrays of codes are for schemas. Codes are stored and exchanged: never rename or reuse one.
 */

function codes<const Labels extends Record<string, string>>(labels: Labels) {
  return Object.keys(labels) as [Extract<keyof Labels, string>, ...Extract<keyof Labels, string>[]];
}

export const entityKindLabels = {
  person: 'Person',
  organisation: 'Organisation',
  domain: 'Domain',
  url: 'URL',
  ip: 'IP address',
  phone: 'Phone number',
  email: 'E-mail address',
  wallet: 'Crypto wallet',
  'bank-account': 'Bank account',
} as const;
export type EntityKind = keyof typeof entityKindLabels;
export const entityKinds = codes(entityKindLabels);

/** What an entity is in one case. An entity may have several roles. */
export const entityRoleLabels = {
  victim: 'Victim',
  complainant: 'Complainant',
  witness: 'Witness',
  reporter: 'Reporter',
  suspect: 'Suspect',
  'money-mule': 'Money mule',
  'call-centre': 'Call centre',
  'impersonated-brand': 'Impersonated brand',
  'scam-infrastructure': 'Scam infrastructure',
  'payment-recipient': 'Payment recipient',
  'payment-processor': 'Payment processor',
  'service-provider': 'Service provider',
  'referring-organisation': 'Referring organisation',
  'third-party': 'Uninvolved third party',
} as const;
export type EntityRole = keyof typeof entityRoleLabels;
export const entityRoles = codes(entityRoleLabels);

/** Roles whose people are to be protected: masking and redaction rules start from these. */
export const protectedRoles: readonly EntityRole[] = [
  'victim',
  'complainant',
  'witness',
  'reporter',
  'third-party',
];

/** Typed, directed relations, read "from … to". */
export const linkKindLabels = {
  owns: 'owns',
  controls: 'controls',
  uses: 'uses',
  'works-for': 'works for',
  'member-of': 'is a member of',
  'alias-of': 'is an alias of',
  impersonates: 'impersonates',
  contacted: 'contacted',
  paid: 'paid',
  'sent-funds-to': 'sent funds to',
  hosts: 'hosts',
  'resolves-to': 'resolves to',
  'redirects-to': 'redirects to',
  'part-of': 'is part of',
  'registered-by': 'was registered by',
  'registered-with': 'was registered with',
  displayed: 'displayed',
  'related-to': 'is related to',
} as const;
export type LinkKind = keyof typeof linkKindLabels;
export const linkKinds = codes(linkKindLabels);

export const eventKindLabels = {
  call: 'Call',
  'text-message': 'Text or chat message',
  email: 'E-mail',
  'pop-up': 'Pop-up or fake alert',
  'site-visit': 'Site visited',
  'remote-session': 'Remote session',
  'credentials-taken': 'Credentials taken',
  payment: 'Payment',
  'payment-attempted': 'Payment attempted',
  'payment-recalled': 'Payment recalled or frozen',
  'funds-moved': 'Funds moved on',
  'domain-registered': 'Domain registered',
  'site-live': 'Site seen live',
  'certificate-issued': 'Certificate issued',
  complaint: 'Complaint received',
  reported: 'Reported to a provider',
  'taken-down': 'Taken down',
  'back-up': 'Back up',
  'test-call': 'Test call by an investigator',
  'police-contact': 'Police contact',
  'referral-sent': 'Referral sent',
  search: 'Search',
  arrest: 'Arrest',
  charge: 'Charge',
  conviction: 'Conviction',
  other: 'Other',
} as const;
export type EventKind = keyof typeof eventKindLabels;
export const eventKinds = codes(eventKindLabels);

/** How money went: the rails agencies ask for by name. */
export const lossMethodLabels = {
  'card-credit': 'Credit card',
  'card-debit': 'Debit card',
  'card-prepaid': 'Prepaid card',
  'gift-card': 'Gift card',
  'bank-transfer': 'Bank transfer',
  wire: 'Wire transfer (SWIFT)',
  ach: 'ACH',
  sepa: 'SEPA transfer',
  'faster-payments': 'Faster Payments',
  upi: 'UPI',
  imps: 'IMPS',
  neft: 'NEFT',
  rtgs: 'RTGS',
  payid: 'PayID or Osko',
  interac: 'Interac e-Transfer',
  bizum: 'Bizum',
  zelle: 'Zelle',
  'payment-app': 'Payment app',
  'money-transfer-service': 'Money transfer service',
  cheque: 'Cheque',
  cash: 'Cash',
  'cash-by-post': 'Cash sent by post or courier',
  crypto: 'Crypto asset',
  'crypto-atm': 'Crypto asset kiosk',
  'direct-debit': 'Direct debit or subscription',
  loan: "Loan taken in the victim's name",
  other: 'Other',
  unknown: 'Unknown',
} as const;
export type LossMethod = keyof typeof lossMethodLabels;
export const lossMethods = codes(lossMethodLabels);

/** What is done to a piece of evidence (ISO/IEC 27037 vocabulary), never edited once written. */
export const custodyActionLabels = {
  identified: 'Identified',
  collected: 'Collected',
  acquired: 'Acquired',
  received: 'Received',
  verified: 'Verified',
  viewed: 'Viewed',
  copied: 'Copied',
  derived: 'Derivative made',
  redacted: 'Redacted copy made',
  sealed: 'Sealed',
  exported: 'Exported',
  transferred: 'Transferred',
  returned: 'Returned',
  destroyed: 'Destroyed',
} as const;
export type CustodyAction = keyof typeof custodyActionLabels;
export const custodyActions = codes(custodyActionLabels);

export const schemeLabels = {
  'tech-support': 'Tech-support fraud',
  refund: 'Refund or overpayment scam',
  'bank-impersonation': 'Bank impersonation',
  'government-impersonation': 'Government impersonation',
  'digital-arrest': 'Digital arrest',
  'brand-impersonation': 'Brand impersonation',
  'delivery-impersonation': 'Delivery impersonation',
  phishing: 'Phishing',
  'fake-shop': 'Fake shop',
  counterfeit: 'Counterfeit network',
  investment: 'Investment fraud',
  romance: 'Romance fraud',
  'job-offer': 'Job-offer fraud',
  'business-email-compromise': 'Business e-mail compromise',
  'advance-fee': 'Advance-fee fraud',
  lottery: 'Lottery or prize scam',
  extortion: 'Extortion',
  'account-takeover': 'Account takeover',
  other: 'Other',
} as const;
export type Scheme = keyof typeof schemeLabels;
export const schemes = codes(schemeLabels);

export const caseStatusLabels = {
  open: 'Open',
  'in-review': 'In review',
  referred: 'Referred',
  'on-hold': 'On hold',
  closed: 'Closed',
} as const;
export type CaseStatus = keyof typeof caseStatusLabels;
export const caseStatuses = codes(caseStatusLabels);

/** How sure the investigator is; from least to most. */
export const confidenceLabels = {
  unknown: 'Not assessed',
  low: 'Low',
  moderate: 'Moderate',
  high: 'High',
  confirmed: 'Confirmed',
} as const;
export type Confidence = keyof typeof confidenceLabels;
export const confidences = codes(confidenceLabels);
