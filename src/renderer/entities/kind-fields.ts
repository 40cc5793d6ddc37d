import type { Output } from '../../shared/contract/index.ts';
import type { EntityKind } from '../../shared/domain/kinds.ts';

export type EntityFields = Output<'entity.get'>['fields'];

export type FieldForm =
  | {
      key: Exclude<keyof EntityFields, 'aliases' | 'vulnerable' | 'spoofed' | 'ageBand' | 'consent'>;
      label: string;
      type: 'line';
    }
  | { key: 'aliases'; label: string; type: 'list' }
  | { key: 'vulnerable' | 'spoofed'; label: string; type: 'yes-no' }
  | { key: 'ageBand' | 'consent'; label: string; type: 'choice'; choices: Record<string, string> };

const ageBands = {
  'under-18': 'Under 18',
  '18-29': '18 to 29',
  '30-39': '30 to 39',
  '40-49': '40 to 49',
  '50-59': '50 to 59',
  '60-69': '60 to 69',
  '70-79': '70 to 79',
  '80-plus': '80 and over',
};
const consents = { 'not-asked': 'Not asked', given: 'Given', refused: 'Refused', withdrawn: 'Withdrawn' };

const aliases: FieldForm = { key: 'aliases', label: 'Other names', type: 'list' };
const address: FieldForm = { key: 'address', label: 'Address', type: 'line' };
const city: FieldForm = { key: 'city', label: 'City', type: 'line' };
const region: FieldForm = { key: 'region', label: 'State or province', type: 'line' };
const phone: FieldForm = { key: 'phone', label: 'Telephone', type: 'line' };
const email: FieldForm = { key: 'email', label: 'E-mail', type: 'line' };
const registration: FieldForm = { key: 'registrationNumber', label: 'Registration number', type: 'line' };
const holder: FieldForm = { key: 'holder', label: 'Holder', type: 'line' };

const forms: Partial<Record<EntityKind, FieldForm[]>> = {
  person: [
    aliases,
    phone,
    email,
    address,
    city,
    region,
    { key: 'ageBand', label: 'Age', type: 'choice', choices: ageBands },
    { key: 'occupation', label: 'Occupation', type: 'line' },
    { key: 'vulnerable', label: 'Vulnerable', type: 'yes-no' },
    { key: 'consent', label: 'Consent to be referred', type: 'choice', choices: consents },
  ],
  organisation: [aliases, registration, phone, email, address, city, region],
  domain: [holder],
  url: [holder],
  phone: [holder, { key: 'spoofed', label: 'Shown, not real (spoofed)', type: 'yes-no' }],
  email: [holder, { key: 'spoofed', label: 'Shown, not real (spoofed)', type: 'yes-no' }],
  'bank-account': [
    holder,
    { key: 'bank', label: 'Bank', type: 'line' },
    { key: 'bankCode', label: 'Bank code (IFSC, routing, sort code)', type: 'line' },
  ],
  wallet: [holder, { key: 'chain', label: 'Chain', type: 'line' }],
};

/** What is asked about an entity of a kind besides its identifier. */
export function fieldsOfKind(kind: EntityKind): FieldForm[] {
  return forms[kind] ?? [];
}

/** A stored field in words; '' when nothing is known. */
export function fieldText(form: FieldForm, fields: EntityFields): string {
  const value = fields[form.key];
  if (value === undefined || value === '') return '';
  if (Array.isArray(value)) return value.join(', ');
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  return form.type === 'choice' ? (form.choices[value] ?? value) : value;
}
