const labels: Record<string, string> = {
  rows: 'rows taken',
  skipped: 'rows left out',
  added: 'new records',
  matched: 'known already',
  unsure: 'perhaps known: to be decided',
  people: 'people',
  things: 'infrastructure',
  'different things': 'different pieces of infrastructure',
  events: 'events',
  losses: 'losses',
  payments: 'payments',
  links: 'links',
};

/** What an import counted, in words: `1,200 rows taken, 40 known already`. */
export const countWords = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([what, count]) => `${count.toLocaleString('en')} ${labels[what] ?? what}`)
    .join(', ') || 'nothing';
