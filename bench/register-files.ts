/** Lists as desks get them: victims with contacts and losses, infrastructure with first sight. One in twenty stands twice. */
import { writeFileSync } from 'node:fs';

/** The row a row repeats: every twentieth is the one nineteen before it, under another reference. */
const original = (index: number): number => (index % 20 === 19 ? index - 19 : index);

const countries = ['US', 'GB', 'CA', 'AU', 'DE', 'IN'];
const methods = ['wire-transfer', 'gift-card', 'zelle', 'crypto'];
const day = (index: number): string =>
  new Date(Date.UTC(2022, 0, 1) + ((index * 7919) % 700) * 86_400_000).toISOString().slice(0, 10);

export function writeVictims(path: string, count: number): void {
  const lines = ['Reference,Name,Email,City,Country,Amount,Method,Date'];
  for (let index = 0; index < count; index++) {
    const who = original(index);
    const amount = ((who * 7919) % 900_000) / 100 + 1;
    lines.push(
      `C-${who},Given${who % 977} Family${who % 3571},victim${who}@mail.example.com,Town ${who % 400},${countries[who % 6]},${amount.toFixed(2)},${methods[who % 4]},${day(who)}`,
    );
  }
  writeFileSync(path, `${lines.join('\n')}\n`);
}

export function writeInfrastructure(path: string, count: number): void {
  const lines = ['Domain,First seen'];
  for (let index = 0; index < count; index++) {
    const which = original(index);
    lines.push(`login-${which}.brand${which % 300}.example.com,${day(which)}`);
  }
  writeFileSync(path, `${lines.join('\n')}\n`);
}

/** What the columns of the two lists are. */
export const people = {
  rowsAre: 'people',
  columns: [
    { index: 0, header: 'Reference', use: 'reference' },
    { index: 1, header: 'Name', use: 'person-name' },
    { index: 2, header: 'Email', use: 'person-email' },
    { index: 3, header: 'City', use: 'person-city' },
    { index: 4, header: 'Country', use: 'person-country' },
    { index: 5, header: 'Amount', use: 'amount', currency: 'USD', decimalSeparator: '.' },
    { index: 6, header: 'Method', use: 'method' },
    { index: 7, header: 'Date', use: 'money-date', zone: 'UTC' },
  ],
} as const;
export const things = {
  rowsAre: 'things',
  columns: [
    { index: 0, header: 'Domain', use: 'domain' },
    { index: 1, header: 'First seen', use: 'first-seen', zone: 'UTC' },
  ],
} as const;
