/** Closed vocabularies of the fields of entities. Values are stored, so a released value is never renamed. */

export const ageBands = {
  'under-18': 'Under 18',
  '18-29': '18 to 29',
  '30-39': '30 to 39',
  '40-49': '40 to 49',
  '50-59': '50 to 59',
  '60-69': '60 to 69',
  '70-79': '70 to 79',
  '80-plus': '80 and over',
} as const;

export const consents = {
  'not-asked': 'Not asked',
  given: 'Given',
  refused: 'Refused',
  withdrawn: 'Withdrawn',
} as const;

/** What a person agreed to, each for itself. */
export const consentScopes = {
  referral: 'Referral to an agency',
  'police-contact': 'Contact by the police',
  'partner-sharing': 'Sharing with partner organisations',
  testimony: 'Giving testimony',
  publication: 'Anonymous publication',
} as const;

export const contactPreferences = {
  phone: 'By telephone',
  email: 'By e-mail',
  post: 'By post',
  representative: 'Through a representative',
  none: 'Not to be contacted',
} as const;

/** Circumstances that make a person easier to harm; several may hold. */
export const vulnerabilities = {
  age: 'Advanced or very young age',
  health: 'Illness or disability',
  cognitive: 'Impaired memory or judgement',
  isolation: 'Lives alone or isolated',
  bereavement: 'Recent loss of a relative',
  language: 'Does not speak the language',
  financial: 'In financial need',
  repeat: 'Victim before',
  distress: 'In distress or at risk of self-harm',
} as const;

export const premises = {
  'call-centre': 'Call centre',
  office: 'Office',
  residence: 'Residence',
  'cash-pick-up': 'Cash pick-up',
  drop: 'Drop address',
  'bank-branch': 'Bank branch',
  kiosk: 'Crypto-asset kiosk',
  shop: 'Shop',
  other: 'Other',
} as const;
