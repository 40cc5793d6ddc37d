import { findAccounts, findRemoteIds } from './find-accounts.ts';
import { findBankAccounts } from './find-bank-accounts.ts';
import { findCards } from './find-cards.ts';
import { findEmails } from './find-emails.ts';
import { findHashes } from './find-hashes.ts';
import { findHosts } from './find-hosts.ts';
import { findIps } from './find-ips.ts';
import { findNationalAccounts } from './find-national-accounts.ts';
import { findPhones } from './find-phones.ts';
import { findUrls } from './find-urls.ts';
import { findWallets } from './find-wallets.ts';
import { Search } from './finding.ts';
import type { FindContext, Observable } from './observable.ts';
import { plainView } from './plain-view.ts';

export * from './observable.ts';

/** What is longest and surest first: a host inside a URL, or digits inside an IBAN, are not looked at again. */
const finders = [
  findUrls,
  findEmails,
  findWallets,
  findBankAccounts,
  findCards,
  findNationalAccounts,
  findHashes,
  findAccounts,
  findHosts,
  findIps,
  findRemoteIds,
  findPhones,
];

/**
 * Finds domains, URLs, IP addresses, mail addresses, phone numbers, wallets, bank accounts, cards, accounts, remote-access IDs and hashes in a
 * text, written plainly or so that nobody clicks them. In order of their place; no two overlap. Takes time in proportion
 * to the text. Reads nothing but the text; what it assumed stands in `problems`.
 */
export function findObservables(text: string, context: FindContext): Observable[] {
  const search = new Search(plainView(text), context);
  for (const find of finders) find(search);
  return search.found.sort((one, other) => one.start - other.start);
}
