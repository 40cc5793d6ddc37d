import { normaliseIdentifier } from '../identifiers/index.ts';
import { type Search, unspaced } from './finding.ts';
import { hostWithin } from './host-text.ts';

const schemes = ['https', 'http', 'ftps', 'ftp', 'wss', 'ws'];
/** Longer ones are data in disguise; what is cut is said. */
const longest = 4096;
const inUrl = /[\p{L}\p{M}\p{N}!#$%&'()*+,\-./:;=?@[\]_~\\]/u;
const pairs: Record<string, string> = { ')': '(', ']': '[', '}': '{' };

/** Index behind the last character that can belong to a URL whose host begins at `from`. */
function runEnd(search: Search, from: number): number {
  const { plain } = search;
  let at = from;
  let foreign = false;
  const limit = Math.min(plain.length, from + longest);
  while (at < limit) {
    const character = plain.charAt(at);
    if (!inUrl.test(character)) break;
    if (character > '\x7f') {
      if (unspaced.test(character) && !foreign && plain.slice(from, at).includes('.')) break;
      foreign = true;
    }
    at++;
  }
  return at;
}

/** Takes off what belongs to the sentence around: closing marks, the next address of a list, a quote in HTML. */
export function trimUrl(text: string): string {
  let end = text.length;
  const next = /[,;|](?=(?:https?|ftp):\/\/)|&(?:quot|gt|lt|#39|#34);|\[(?=\/?[a-z]{1,8}\])/i.exec(text);
  if (next) end = next.index;
  for (;;) {
    const last = text.charAt(end - 1);
    const open = pairs[last];
    if (/[.,;:!?'"*_~\\]/.test(last)) end--;
    else if (open !== undefined) {
      const inside = text.slice(0, end);
      if (inside.split(last).length <= inside.split(open).length) return inside;
      end--;
    } else return text.slice(0, end);
  }
}

/** Where the address stands in a row of a list, the sign that parts the fields ends it. */
function cutAtDelimiter(text: string, before: string): string {
  if (!/[,;|\t]/.test(before)) return text;
  const at = text.indexOf(before);
  return at > 0 ? text.slice(0, at) : text;
}

/** Addresses with a scheme. */
export function findUrls(search: Search): void {
  const { plain } = search;
  for (let colon = plain.indexOf('://'); colon >= 0; colon = plain.indexOf('://', colon + 3)) {
    const head = plain.slice(Math.max(0, colon - 5), colon).toLowerCase();
    const scheme = schemes.find((name) => head.endsWith(name));
    if (scheme === undefined) continue;
    const start = colon - scheme.length;
    if (!search.isFree(start, start + 1)) continue;
    // A scheme behind a scheme has no host; the second one is looked at next.
    if (/^[a-z]{2,5}:\/\//i.test(plain.slice(colon + 3, colon + 11))) continue;
    const run = plain.slice(start, runEnd(search, colon + 3));
    const quote = plain.charAt(start - 1);
    const closing = quote === "'" || quote === '(' ? run.indexOf(quote === '(' ? ')' : "'") : -1;
    const inner = closing > 0 && quote === "'" ? run.slice(0, closing) : run;
    const text = trimUrl(cutAtDelimiter(inner, quote));
    record(search, start, start + text.length, text);
  }
}

function record(search: Search, start: number, end: number, text: string): boolean {
  const identifier = normaliseIdentifier('url', text.replaceAll('\\', '/'), {});
  if (identifier.checked === 'invalid') return false;
  search.add('url', start, end, identifier);
  return true;
}

/**
 * An address without a scheme whose host lies between two indexes: with its path where it has one. Answers whether it was one.
 * Slashes at the very end belong to the sentence or the list.
 */
export function addWithPath(search: Search, start: number, hostEnd: number): boolean {
  const { plain } = search;
  if (/[/\\]/.test(plain.charAt(start - 1))) return false;
  const rest = plain.slice(hostEnd, Math.min(plain.length, hostEnd + 8));
  const opening = /^(?::\d{1,5})?[/?](?=[^\s/])|^:\d{1,5}\//.exec(rest);
  if (!opening) return false;
  const run = plain.slice(start, runEnd(search, hostEnd));
  const text = trimUrl(cutAtDelimiter(run, plain.charAt(start - 1)));
  const path = text.slice(hostEnd - start);
  if (!/^(?::\d{1,5})?[/?].|^:\d{1,5}\/$/s.test(path)) return false;
  // `example.com/example.org` names two hosts.
  const second = path.startsWith('/') ? path.slice(1) : '';
  if (
    /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i.test(second) &&
    !/\.(?:html?|php|asp|aspx|jsp|exe|zip|apk|pdf)$/i.test(second)
  ) {
    const host = hostWithin(second);
    if (host && host.start === 0 && host.end === second.length) return false;
  }
  return record(search, start, start + text.length, text);
}
