import { parse } from 'tldts';
import { defangEmail, defangHost } from '../../../shared/domain/identifiers/refang.ts';

/** Labels of RFC 1035, 2.3.4, in any script; the last one begins with a letter. */
const host = String.raw`(?:[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}_-]{0,61}[\p{L}\p{M}\p{N}])?\.){1,20}\p{L}[\p{L}\p{M}\p{N}-]{1,61}`;
const pattern = new RegExp(
  [
    String.raw`(?<scheme>\b(?:https?|ftp|wss?):\/\/)(?<authority>[^\s/?#<>"]{1,300})`,
    String.raw`(?<mail>(?<![\p{L}\p{M}\p{N}.+_-])[\p{L}\p{M}\p{N}.+_-]{1,64}@${host})`,
    String.raw`(?<![\p{L}\p{M}\p{N}@._-])(?<bare>${host})(?![\p{L}\p{M}\p{N}@_-])`,
  ].join('|'),
  'giu',
);

/** Kept out of the Domain Name System by RFC 2606 and RFC 6761, but written like the others. */
const reserved = new Set(['example', 'test', 'invalid', 'localhost', 'onion']);

/**
 * Running text in which no viewer finds anything to open: addresses with a scheme, names of hosts and mailboxes are written
 * as in the list of infrastructure (`hxxps://a[.]example`). What only looks like a host (`Mr.Smith`) stays, unless it is one
 * of the case. Exact forms are in the records.
 * @param known Hosts of the case, in lower case, whatever their ending.
 */
export function defangText(text: string, known: ReadonlySet<string>): string {
  return text.replace(pattern, (whole, ...rest) => {
    const { scheme, authority, mail, bare } = rest.at(-1) as Record<string, string | undefined>;
    if (scheme !== undefined && authority !== undefined)
      return `${scheme.replace(/tt/i, (letters) => letters.replace(/t/g, 'x').replace(/T/g, 'X'))}${defangHost(authority)}`;
    if (mail !== undefined) return defangEmail(mail);
    return bare !== undefined && isHost(bare, known) ? defangHost(bare) : whole;
  });
}

function isHost(name: string, known: ReadonlySet<string>): boolean {
  const lower = name.toLowerCase();
  if (known.has(lower) || lower.startsWith('www.')) return true;
  // Two sentences without a blank between them.
  if (/^\p{Ll}.*\.\p{Lu}\p{Ll}+$/u.test(name)) return false;
  const { isIcann, domain, publicSuffix } = parse(lower, { allowPrivateDomains: false });
  return (isIcann === true && domain !== null) || reserved.has(publicSuffix ?? '');
}
