import { normaliseIdentifier } from '../identifiers/index.ts';
import { findCards as findCardNumbers } from '../identifiers/secrets/card-numbers.ts';
import type { Search } from './finding.ts';

/** Payment cards. Only the first six and the last four digits of one leave this function (PCI DSS 3.4.1). */
export function findCards(search: Search): void {
  const { plain } = search;
  for (const { start, end } of findCardNumbers(plain)) {
    if (!search.isFree(start, end)) continue;
    if (/[\w+.$#-]/.test(plain.charAt(start - 1)) || /^(?:\w|[-.]\d)/.test(plain.slice(end, end + 2)))
      continue;
    const identifier = normaliseIdentifier('payment-card', plain.slice(start, end), {});
    if (identifier.checked === 'valid')
      search.add('payment-card', start, end, { ...identifier, kept: identifier.asFound });
  }
}
