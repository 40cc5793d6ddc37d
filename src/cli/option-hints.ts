import type { Command } from 'commander';
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

/** The same message, with the options of the command line that mend it where there are any. */
export function withOption(data: ErrorData, command: Command | null): ErrorData {
  const hint = declared[String(data.details.declare)] ?? optionsOf(data, command) ?? listOf(data, command);
  return hint === undefined ? data : { ...data, message: `${data.message} ${hint}` };
}

/** With which options of a command the fields are given that the engine's door refused (`details.issues`). */
function optionsOf(data: ErrorData, command: Command | null): string | undefined {
  if (command === null) return undefined;
  const issues = Array.isArray(data.details.issues) ? (data.details.issues as { path: string[] }[]) : [];
  const options = issues.map(({ path }) => path.map((step) => optionOf(step, command)).findLast(Boolean));
  const named = [...new Set(options.filter((option) => option !== undefined))].slice(0, 5);
  if (named.length === 0) return undefined;
  return `${named.length === 1 ? 'Option' : 'Options'}: ${named.join(', ')}.`;
}

/** Where the ids of a group are listed, for whoever gave one that is none or that names nothing. */
function listOf({ code, message, details }: ErrorData, command: Command | null): string | undefined {
  const issues = Array.isArray(details.issues) ? (details.issues as { path: string[] }[]) : [];
  const noId = issues.some(({ path }) => path[0] === 'id' || path[0] === 'ids');
  const unknown = code === 'not-found' && /^This .* is not (in the vault|there)/.test(message);
  const list = command?.parent?.commands.find((one) => one.name() === 'list');
  if (!list || !(noId || unknown)) return undefined;
  const inCase = list.options.some((option) => option.mandatory && option.long === '--case');
  return `"proffer ${command?.parent?.name()} list${inCase ? ' --case CASE' : ''}" shows the ids.`;
}

/** The contract says `evidenceIds` and `roles` where an option that is given several times says `--evidence` and `--role`. */
function optionOf(field: string, command: Command): string | undefined {
  const names = [field, field.replace(/Ids?$/, ''), field.replace(/s$/, '')];
  return command.options.find((option) => names.includes(option.attributeName()))?.long ?? undefined;
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
  'evidence.source': 'evidence edit --source',
  'evidence.verified': 'evidence verify',
};

export const mendingOf = (field: string): string | null => mending[field] ?? null;
