import { fieldForms } from '../../shared/contract/entity-forms.ts';

/** Fields the screens call otherwise than the contract; all others are named by their own words: `acquiredBy` → Acquired by. */
const called: Readonly<Record<string, string>> = {
  parentId: 'Taken out of',
  keepId: 'Record that stays',
  mergeId: 'The same as',
  subjectId: 'Record',
  batchId: 'Intake',
  entityIds: 'Records',
  seq: 'Number of the change',
  value: 'Identifier',
  ageBand: 'Age',
  seenFrom: 'First seen',
  seenTo: 'Last seen',
  began: 'Since',
  ended: 'Until',
  learnt: 'Learnt of it',
  participants: 'Taking part',
  organisations: 'Taking part',
  nexus: 'Jurisdiction',
  recipient: 'To',
  'nexus.recipient': 'Country or agency',
  what: 'What was told',
  keepInvalid: 'Record as found',
  current: 'Current passphrase',
  next: 'New passphrase',
  minutes: 'Minutes without input',
  dayOrder: 'Order of the day',
  zone: 'Time zone',
  index: 'Number of the column',
  use: 'Meaning of the column',
  rowsAre: 'What each row is',
  headerRow: 'Header row',
  personRole: 'The person is a',
  thingRole: 'Role of the things',
  key: 'Name of the part',
  include: 'Taken or left out',
  control: 'How it was in your control',
  deviceKind: 'Device the records came from',
  requests: 'Requests to the agency',
  path: 'Package',
  paths: 'Files and folders',
  minor: 'Amount',
  'acquisition.method': 'How it was acquired',
  'acquisition.source': 'From whom or what',
  'acquisition.place': 'Where',
  'acquisition.acquiredAt': 'When it was acquired',
  'conversion.source': 'Published by',
  'conversion.date': 'Of the day',
};

/** Parts that a screen asks for in one field with what they are a part of. */
const partsOfOne: Readonly<Record<string, ReadonlySet<string>>> = Object.fromEntries([
  ...['when', 'learnt', 'began', 'ended', 'seenFrom', 'seenTo'].map((when) => [when, new Set(['text'])]),
  ...['amount', 'recovered'].map((money) => [money, new Set(['minor'])]),
  ['conversion', new Set(['money'])],
]);

/** Around what a screen asks for; it shows none of them. */
const wrappers: ReadonlySet<string> = new Set([
  ...['fields', 'acquisition', 'signatory', 'declared', 'owner', 'body', 'mapping'],
]);

/**
 * What a person knows a field of a call by, from its path in the input: `fields.ageBand` → `Age`,
 * `organisations.0.name` → `Name (entry 1 of Taking part)`.
 */
export function fieldName(path: readonly PropertyKey[]): string {
  const shown = path.filter((step, at) => {
    const last = at === path.length - 1;
    if (at > 0 && partsOfOne[String(path[at - 1])]?.has(String(step))) return false;
    return last || typeof path[at + 1] === 'number' || !wrappers.has(String(step));
  });
  const own = shown.at(-1);
  if (own === undefined) return 'What was given';
  if (typeof own === 'number') {
    const list = shown.at(-2);
    return list === undefined ? `Entry ${own + 1}` : `Entry ${own + 1} of ${ownName(list, shown.at(-3))}`;
  }
  const name = ownName(
    own,
    path.slice(0, path.lastIndexOf(own)).findLast((step) => typeof step !== 'number'),
  );
  const around = shown.at(-2);
  if (around === undefined) return name;
  return `${name} (${lowered(fieldName(shown.slice(0, -1)))})`;
}

function ownName(field: PropertyKey, around: PropertyKey | undefined): string {
  const name = String(field);
  return called[`${String(around)}.${name}`] ?? called[name] ?? formOf(name) ?? spelt(name);
}

const formOf = (name: string): string | undefined =>
  Object.hasOwn(fieldForms, name) ? fieldForms[name as keyof typeof fieldForms].label : undefined;

/** `victimId` → Victim, `evidenceIds` → Evidence, `registeredOn` → Registered on. */
function spelt(name: string): string {
  const words = name
    .slice(0, 60)
    .replace(/Ids?$/, '')
    .replace(/([a-z\d])([A-Z])/g, (_, end: string, start: string) => `${end} ${start.toLowerCase()}`);
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}

const lowered = (words: string): string => `${words.slice(0, 1).toLowerCase()}${words.slice(1)}`;
