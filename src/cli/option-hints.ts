import type { ErrorData } from '../shared/domain/errors.ts';

/** With which option one declares what a text leaves open: `details.declare` of an `invalid-input` names it. */
const declared: Record<string, string> = {
  dayOrder: 'Declare it with --day-order.',
  zone: 'Declare it with --zone.',
  currency: 'Declare it with --currency.',
  decimalSeparator: 'Write the amount without thousands separators, such as 1234.00.',
  country: 'Declare it with --default-country.',
  chain: 'Declare it with --chain.',
  scheme: 'Declare it with --scheme.',
};

/** The same message, with the option of the command line that mends it where there is one. */
export function withOption(data: ErrorData): ErrorData {
  const hint = declared[String(data.details.declare)];
  return hint === undefined ? data : { ...data, message: `${data.message} ${hint}` };
}

const organisation = 'case edit --organisation {"name":…}';
const victim = (fields: string) => `entity edit ${fields}`;

/** How each thing that a readiness check can miss is mended on the command line; what is not here only a person can mend. */
const mending: Record<string, string> = {
  'referrer.organisation': organisation,
  'referrer.address': organisation,
  'referrer.contact': organisation,
  'referrer.authority': organisation,
  'signatory.name': '--signatory-name',
  'signatory.address': '--signatory-address',
  'signatory.role': '--signatory-role',
  'signatory.device': '--signatory-device-kind',
  'request.any': '--request',
  'victim.any': 'entity add --role victim',
  'victim.name': victim('--value'),
  'victim.country': victim('--country'),
  'victim.contact': victim('--field phone=…'),
  'victim.age_band': victim('--field ageBand=…'),
  'subject.any': 'entity add --role suspect',
  'subject.premises_region': 'entity edit --field region=…',
  'subject.phone': 'entity add --role scam-infrastructure',
  'subject.email': 'entity add --role scam-infrastructure',
  'subject.website': 'entity add --role scam-infrastructure',
  'subject.account': 'entity add --role scam-infrastructure',
  'loss.any': 'loss add',
  'loss.total': 'loss add',
  'loss.date': 'loss edit --when',
  'loss.reference': 'loss edit --reference',
  'loss.beneficiary': 'loss edit --to',
  'incident.dates': 'event edit --when',
  'incident.zones': 'event edit --zone',
  'incident.narrative': 'case edit --narrative-file',
  'incident.nexus': 'case edit --nexus COUNTRY=…',
  'evidence.exhibits': 'evidence add',
  'evidence.source': 'evidence add --source',
  'evidence.verified': 'evidence verify',
};

export const mendingOf = (field: string): string | null => mending[field] ?? null;
