import { normaliseIdentifier } from '../identifiers/index.ts';
import type { Search } from './finding.ts';

const runs = /[A-Za-z0-9]+/g;
const announced =
  /\b(?:wallets?|addr(?:ess)?|btc|bitcoin|usdt|trc-?20|erc-?20|ltc|litecoin|eth|ether|ethereum|xmr|monero|doge|dogecoin|tron|trx|xrp|ripple|adresse|direcci[oó]n|кошел[её]к)\b[\s:=>-]{0,4}(?:is|was|to|id|no)?[\s:=>"'(]{0,3}$/i;
const solana = /\b(?:sol|solana|phantom|spl)\b/i;
/** Kinds of addresses that have a beginning nothing else has. */
const distinct =
  /^(?:0x[0-9a-f]{40}|(?:bc1|ltc1|tb1)[02-9ac-hj-np-z]{38,60}|addr1[02-9ac-hj-np-z]{53,98}|cosmos1[02-9ac-hj-np-z]{38})$/i;

/** Addresses of wallets: those with a checksum anywhere, others where the text says what they are. */
export function findWallets(search: Search): void {
  const { plain } = search;
  for (const { 0: text, index } of plain.matchAll(runs)) {
    if (text.length < 25 || text.length > 110) continue;
    const end = index + text.length;
    if (!search.isFree(index, end) || !/\d/.test(text) || !/[A-Za-z]/.test(text)) continue;
    const before = search.before(index, 60);
    const chain = solana.test(before) ? 'solana' : undefined;
    const identifier = normaliseIdentifier('wallet', text, { chain });
    const certain = identifier.checked === 'valid';
    // Base64 runs on over its signs; what has a checksum is certain all the same.
    const inside = /[/+=_]/.test(plain.charAt(index - 1)) || /[/+=_]/.test(plain.charAt(end));
    const likely =
      distinct.test(text) ||
      (identifier.facts.chain === 'solana' &&
        chain === 'solana' &&
        /[a-z]/.test(text) &&
        /[A-Z]/.test(text)) ||
      (identifier.checked === 'invalid' && identifier.facts.chain !== undefined && announced.test(before));
    if (certain || (likely && !inside && !/^0x0{40}$/i.test(text)))
      search.add('wallet', index, end, identifier);
  }
}
