import { normaliseIdentifier } from '../identifiers/index.ts';
import { type Search, unspaced } from './finding.ts';
import { hostWithin } from './host-text.ts';

const inLocal = /[\p{L}\p{M}\p{N}+_.=~'&%!#$*-]/u;
const inHost = /[\p{L}\p{M}\p{N}.-]/u;
/** Names of fields that programs write before an address with an equals sign. */
const field =
  /^(?:smtp\.(?:mailfrom|mail|from)|header\.(?:from|i|d)|mailfrom|from|to|cc|bcc|user|username|email|e-mail|mail|login|account|id|u|d|q|rcpt|rcpt-to|sender|envelope-from|addr|address|upn|contact)=/i;
/** Headers whose angle brackets hold the number of a message or a part, not an address (RFC 5322, 3.6.4; RFC 2392). */
const numbered =
  /^(?:message-id|references|in-reply-to|content-id|resent-message-id|x-[a-z-]*message-id|list-id|thread-index)\s*[:=]/i;

/** Whether an @ stands in a header that numbers messages; follows folded lines up a little. */
function isMessageNumber(plain: string, start: number): boolean {
  if (
    /(?:message-?id|msgid|references|in-reply-to)\s{0,2}[:=]\s{0,2}<?$/i.test(
      plain.slice(Math.max(0, start - 24), start),
    )
  )
    return true;
  let end = start;
  for (let lines = 0; lines < 12; lines++) {
    const floor = Math.max(0, end - 1000);
    const at = plain.lastIndexOf('\n', end - 1);
    const line = plain.slice(Math.max(at + 1, floor), Math.min(end, at + 80));
    if (numbered.test(line)) return plain.charAt(start - 1) === '<' || lines === 0;
    if (at < floor || !/^[ \t]/.test(line)) return false;
    end = at;
  }
  return false;
}

function localStart(plain: string, at: number): number {
  let start = at;
  while (start > 0 && at - start < 128 && inLocal.test(plain.charAt(start - 1))) {
    const previous = plain.charAt(start - 1);
    // 邮箱kefu@…: the words of an unspaced script are not part of the name.
    if (start < at && unspaced.test(previous) && /[\x21-\x7e]/.test(plain.charAt(start))) break;
    start--;
  }
  const name = field.exec(plain.slice(start, at));
  if (name) start += name[0].length;
  while (start < at && /[^\p{L}\p{N}_]/u.test(plain.charAt(start))) start++;
  return start;
}

function hostEnd(plain: string, at: number): { end: number } | null {
  const literal = /^\[(?:IPv6:)?[0-9a-f:.]{3,45}\]/i.exec(plain.slice(at + 1, at + 60));
  if (literal) return { end: at + 1 + literal[0].length };
  let end = at + 1;
  while (end < plain.length && end - at < 254 && inHost.test(plain.charAt(end))) end++;
  const host = hostWithin(plain.slice(at + 1, end));
  return host && host.start === 0 ? { end: at + 1 + host.end } : null;
}

/** Mail addresses; numbers of messages, which look like them, are passed over. */
export function findEmails(search: Search): void {
  const { plain } = search;
  for (let at = plain.indexOf('@'); at >= 0; at = plain.indexOf('@', at + 1)) {
    if (!search.isFree(at, at + 1)) continue;
    const start = localStart(plain, at);
    const host = start < at ? hostEnd(plain, at) : null;
    if (!host || !search.isFree(start, host.end)) continue;
    if (isMessageNumber(plain, start)) {
      search.take(start, host.end);
      continue;
    }
    const identifier = normaliseIdentifier('email', plain.slice(start, host.end), {});
    if (identifier.checked !== 'invalid') search.add('email', start, host.end, identifier);
  }
}
