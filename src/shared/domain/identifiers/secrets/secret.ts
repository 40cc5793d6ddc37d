/** What may never be kept whole. */
export const secretKinds = {
  card: 'payment card number',
  'card-code': 'security code of a card',
  password: 'password',
  'one-time-code': 'one-time code',
  'us-ssn': 'US Social Security number',
  'us-itin': 'US taxpayer number (ITIN)',
  'in-aadhaar': 'Aadhaar number',
  'in-pan': 'Indian PAN',
  'uk-nino': 'UK National Insurance number',
  'au-tfn': 'Australian tax file number',
  'au-medicare': 'Australian Medicare number',
  'ca-sin': 'Canadian Social Insurance Number',
  'de-steuer-id': 'German Steuer-ID',
  'de-ausweis': 'German identity card number',
  'es-dni': 'Spanish DNI',
  'es-nie': 'Spanish NIE',
} as const;
export type SecretKind = keyof typeof secretKinds;

/** A find: UTF-16 indexes into the text it was found in. */
export interface Secret {
  kind: SecretKind;
  start: number;
  end: number;
  /** What may stand there instead; as long in letters and digits as what stood there, but for passwords and codes. */
  masked: string;
}
