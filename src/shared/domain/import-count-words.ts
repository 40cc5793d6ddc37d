/** What an import counts; what is unsure became a record too, and its pair waits for a decision. */
const labels: Record<string, string> = {
  rows: 'rows taken',
  skipped: 'rows left out',
  added: 'new records',
  matched: 'known already',
  unsure: 'more records that are perhaps known: to be decided',
  people: 'people',
  things: 'infrastructure',
  'different things': 'different pieces of infrastructure',
  events: 'events',
  losses: 'losses',
  payments: 'payments',
  hosts: 'hosts of web addresses',
  'hosts known': 'hosts of web addresses known already',
  links: 'links',
  'links known': 'links known already',
  errors: 'errors',
  warnings: 'warnings',
  infos: 'notes',
  'objects kept': 'objects kept whole, in no record',
  'objects partly kept': 'objects kept beside their records',
  'objects revoked': 'objects revoked by their source',
  unchanged: 'objects the case had already',
  changed: 'objects in a later version',
  older: 'objects the case has a later version of',
  hidden: 'records hidden, taken back by their source',
};

const single: Record<string, string> = {
  rows: 'row taken',
  skipped: 'row left out',
  added: 'new record',
  unsure: 'more record that is perhaps known: to be decided',
  people: 'person',
  'different things': 'different piece of infrastructure',
  events: 'event',
  losses: 'loss',
  payments: 'payment',
  links: 'link',
  hosts: 'host of a web address',
  'hosts known': 'host of web addresses known already',
  'links known': 'link known already',
  'objects kept': 'object kept whole, in no record',
  'objects partly kept': 'object kept beside its records',
  'objects revoked': 'object revoked by its source',
  unchanged: 'object the case had already',
  changed: 'object in a later version',
  older: 'object the case has a later version of',
  hidden: 'record hidden, taken back by its source',
  errors: 'error',
  warnings: 'warning',
  infos: 'note',
};

/** What an import counted, in words: `1,200 rows taken, 40 known already`. */
export const countWords = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(
      ([what, count]) =>
        `${count.toLocaleString('en')} ${count === 1 ? (single[what] ?? labels[what] ?? what) : (labels[what] ?? what)}`,
    )
    .join(', ') || 'nothing';
