import { limits } from '../limits.ts';
import { decodeWords } from './decode-words.ts';

/** One mailbox of an address field. */
export interface Mailbox {
  /** Display name, decoded; '' where there is none. */
  name: string;
  /** As written, without blanks; '' where the field names nobody. */
  address: string;
  /** Name of the group it stands in (RFC 5322, 3.4), else null. */
  group: string | null;
}

interface Token {
  kind: 'text' | 'quoted' | 'comment' | 'angle' | 'mark';
  text: string;
}

/** Splits by the syntax of RFC 5322 before any word is decoded: a decoded name may hold commas and brackets. */
function tokens(field: string): Token[] {
  const found: Token[] = [];
  let at = 0;
  const until = (closing: string, opening: string | null): string => {
    let depth = 1;
    let content = '';
    for (at += 1; at < field.length; at++) {
      const character = field[at]!;
      if (character === '\\') {
        content += field[++at] ?? '';
        continue;
      }
      if (character === closing) depth -= 1;
      else if (character === opening) depth += 1;
      if (depth === 0) break;
      content += character;
    }
    at += 1;
    return content;
  };
  while (at < field.length) {
    const character = field[at]!;
    if (character === '"') found.push({ kind: 'quoted', text: until('"', null) });
    else if (character === '(') found.push({ kind: 'comment', text: until(')', '(') });
    else if (character === '<') found.push({ kind: 'angle', text: until('>', null) });
    else if (',;:'.includes(character)) {
      found.push({ kind: 'mark', text: character });
      at += 1;
    } else {
      const start = at;
      // A colon inside square brackets belongs to an IPv6 address.
      let literal = false;
      for (; at < field.length && (literal || !'"(<,;:'.includes(field[at]!)); at++) {
        if (field[at] === '[') literal = true;
        if (field[at] === ']') literal = false;
      }
      found.push({ kind: 'text', text: field.slice(start, at) });
    }
  }
  return found;
}

function toMailbox(parts: readonly Token[], group: string | null): Mailbox | null {
  const angle = parts.findLast((part) => part.kind === 'angle');
  const comment = parts
    .filter((part) => part.kind === 'comment')
    .map((part) => part.text)
    .join(' ');
  const before = parts.filter((part) => part.kind === 'text' || part.kind === 'quoted');
  const words = (list: readonly Token[]) =>
    decodeWords(
      list
        .map((part) => part.text.trim())
        .filter(Boolean)
        .join(' '),
    ).trim();
  if (angle) {
    // An obsolete route, `<@one,@two:someone@three>`, leads to what stands behind the colon.
    const address = angle.text.replace(/^@[^:]*:/, '').replace(/\s+/g, '');
    return { name: words(before) || decodeWords(comment), address, group };
  }
  // `"a b"@example.org`: the quotes belong to the address.
  const bare = before
    .map((part) => (part.kind === 'quoted' ? `"${part.text}"` : part.text))
    .join('')
    .trim();
  if (/^\S+@\S+$/.test(bare) || /^"[^"]*"@\S+$/.test(bare))
    return { name: decodeWords(comment), address: bare, group };
  const inside = /(\S+@\S+)$/.exec(bare);
  if (inside)
    return { name: decodeWords(bare.slice(0, inside.index).trim()), address: inside[1] ?? '', group };
  const name = words(before) || decodeWords(comment);
  return name === '' ? null : { name, address: '', group };
}

/** The mailboxes of an address field, unfolded and not yet decoded. */
export function readAddresses(field: string): Mailbox[] {
  const mailboxes: Mailbox[] = [];
  let group: string | null = null;
  let parts: Token[] = [];
  const end = () => {
    const mailbox = toMailbox(parts, group);
    parts = [];
    if (mailbox && mailboxes.length < limits.addressesPerField) mailboxes.push(mailbox);
  };
  for (const token of tokens(field)) {
    if (token.kind !== 'mark') parts.push(token);
    else if (token.text === ':') {
      group = decodeWords(parts.map((part) => part.text).join('')).trim();
      parts = [];
    } else {
      end();
      if (token.text === ';') group = null;
    }
  }
  end();
  return mailboxes;
}

/** `Name <address>`, or whichever of the two there is. */
export const mailboxText = ({ name, address }: Mailbox): string =>
  name === '' ? address : address === '' ? name : `${name} <${address}>`;
