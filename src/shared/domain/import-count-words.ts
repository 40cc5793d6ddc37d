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
  links: 'links',
  'links known': 'links known already',
  errors: 'errors',
  warnings: 'warnings',
  infos: 'notes',
  unchanged: 'unchanged',
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
  'links known': 'link known already',
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
