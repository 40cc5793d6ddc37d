import { type ColumnUse, personUses, type RowMeaning } from '../../../../shared/domain/import-words.ts';
import { foldHeader } from './fold-header.ts';
import { useOfHeader } from './header-uses.ts';
import { type Look, lookOf, usesByLook } from './value-kinds.ts';

export interface ColumnSample {
  index: number;
  header: string;
  samples: string[];
}

export interface GuessedUse {
  use: ColumnUse;
  why: string;
}

/** Uses a header may claim although the cells look otherwise would be a wrong import: they have to agree. */
const looksOfUse: Partial<Record<ColumnUse, readonly Look[]>> = {
  url: ['url', 'domain', 'text'],
  domain: ['domain', 'text'],
  ip: ['ip', 'text'],
  phone: ['phone', 'number', 'text'],
  'person-phone': ['phone', 'number', 'text'],
  wallet: ['wallet', 'hash', 'text'],
  hash: ['hash'],
  amount: ['number', 'text'],
};

/** What each column may be, by its header and by what stands in it, and what a row is about. A guess, to be confirmed. */
export function guessColumns(columns: readonly ColumnSample[]): {
  rowsAre: { value: RowMeaning; why: string };
  uses: GuessedUse[];
} {
  const looks = columns.map(({ samples }) => lookOf(samples));
  const named = columns.map(({ header }) => useOfHeader(foldHeader(header)));
  const rowsAre = guessMeaning(named, looks, columns);
  const taken = new Set<ColumnUse>();
  const uses = columns.map((column, at) => {
    const guessed = guessUse(column, named[at] ?? null, looks[at] ?? 'text', rowsAre.value);
    const repeatable = guessed.use in usesOfMany || guessed.use === 'note' || guessed.use === 'ignore';
    if (!repeatable && taken.has(guessed.use))
      return { use: 'note' as const, why: 'Another column is this already.' };
    taken.add(guessed.use);
    return guessed;
  });
  return { rowsAre, uses };
}

/** Several columns of a table may be one of these. */
const usesOfMany: Partial<Record<ColumnUse, true>> = {
  'person-address': true,
  ...Object.fromEntries(Object.values(usesByLook).map((use) => [use, true])),
};

function guessUse(
  { header, samples }: ColumnSample,
  named: ColumnUse | null,
  look: Look,
  rowsAre: RowMeaning,
): GuessedUse {
  if (samples.every((sample) => sample.trim() === ''))
    return { use: 'ignore', why: 'The first rows have nothing here.' };
  const fits = named !== null && (looksOfUse[named]?.includes(look) ?? true);
  if (named !== null && fits) {
    const use = inContext(named, rowsAre, look);
    return { use, why: `The header says "${header.slice(0, 60)}".` };
  }
  const byLook = usesByLook[look];
  if (byLook) {
    const own =
      rowsAre === 'people' && (look === 'email' || look === 'phone') ? (`person-${look}` as const) : byLook;
    return {
      use: own,
      why: `Most of its cells have the form of ${look === 'ip' ? 'an IP address' : `a ${look}`}.`,
    };
  }
  if (look === 'date' && rowsAre !== 'transactions')
    return { use: 'event-start', why: 'Its cells have the form of dates.' };
  return { use: 'note', why: 'Nothing tells what it is; it would be kept as a note.' };
}

/** One word means another thing in another table. */
function inContext(use: ColumnUse, rowsAre: RowMeaning, look: Look): ColumnUse {
  if (rowsAre === 'people') {
    if (use === 'event-start') return 'event-start';
    return use;
  }
  if (rowsAre === 'transactions') {
    if (use === 'event-start') return 'money-date';
    if (use === 'person-name') return 'counterparty';
    if (use === 'bank-account') return 'counterparty-account';
    return use;
  }
  if (use === 'person-phone') return 'phone';
  if (use === 'person-email') return 'email';
  if (use === 'person-country') return 'thing-country';
  if (use === 'person-address' && look === 'wallet') return 'wallet';
  return use in personUses ? 'note' : use;
}

function guessMeaning(
  named: readonly (ColumnUse | null)[],
  looks: readonly Look[],
  columns: readonly ColumnSample[],
): { value: RowMeaning; why: string } {
  const has = (...uses: ColumnUse[]) => uses.some((use) => named.includes(use));
  const folded = columns.map(({ header }) => foldHeader(header));
  if (
    has('debit', 'credit') ||
    (folded.some((header) => /balance|saldo|kontostand/.test(header)) && has('amount', 'money-date'))
  )
    return {
      value: 'transactions',
      why: 'There are columns for what goes out and comes in, or for a balance.',
    };
  if (
    has('person-given-name', 'person-family-name', 'person-age') ||
    (has('person-name') && has('person-email', 'person-phone', 'person-address', 'amount'))
  )
    return { value: 'people', why: 'There are columns for names beside contacts or amounts.' };
  if (has('event-title', 'event-kind') && (has('event-start') || looks.includes('date')))
    return { value: 'events', why: 'There are columns for what happened and when.' };
  if (looks.some((look) => usesByLook[look] !== undefined))
    return { value: 'things', why: 'Its cells hold addresses, numbers or hashes.' };
  if (looks.includes('date')) return { value: 'events', why: 'It has times, and no names or addresses.' };
  return { value: 'things', why: 'Nothing speaks for people, events or transactions.' };
}
