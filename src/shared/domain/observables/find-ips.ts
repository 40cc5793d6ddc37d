import { normaliseIdentifier } from '../identifiers/index.ts';
import { formatIpv6, parseIpv4, parseIpv6 } from '../identifiers/ip-address.ts';
import { addWithPath } from './find-urls.ts';
import type { Search } from './finding.ts';

const quads = /\d{1,3}(?:\.\d{1,3}){3}/g;
const colonRuns = /[0-9A-Fa-f:.]+/g;
/** What stands before the number of a version, a paragraph or an object identifier. */
const numbered =
  /(?:\b(?:version|ver|v|build|release|rel|rev|revision|firmware|driver|section|sec|clause|chapter|article|paragraph|oid|kernel|score|update|patch|upgrade[dr]? to|exim|phpmailer|mailer|agent|defender|windows|chrome|edge|firefox|safari|opera)\.?\s*(?:no\.?\s*)?[:=#]?\s*|§+\s*)$/i;
/** What stands before an address. */
const addressed =
  /(?:\b(?:ips?|ipv4|address(?:es)?|addr|from|hosts?|server|dns|client|upstream|via|at|to|by|route|lease|relay|resolves?|origin|source|src|dst|node|proxy|vpn|c2|on|and|or)\b\W{0,4}|[[(=<,;:|'"\-/]\s?)$/i;

/** Whether four small numbers are more likely a version than an address. */
function isVersion(search: Search, start: number, end: number, quad: readonly number[]): boolean {
  const before = search.before(start, 32);
  if (numbered.test(before)) return true;
  if (/[A-Za-z]\/$/.test(before) && !/(?:\bip|address)\/$/i.test(before)) return true;
  if (!quad.every((part) => part < 32) || search.view.defangedAt(start + String(quad[0]).length))
    return false;
  const alone = before.trim() === '' && search.after(end, 8).trim() === '';
  return !alone && !addressed.test(before);
}

/** A network; where an address inside it was written, the network is meant, and said so. */
function addNetwork(
  search: Search,
  start: number,
  end: number,
  parts: readonly number[],
  bits: number,
): void {
  const width = parts.length === 4 ? 8 : 16;
  const masked = parts.map((part, index) => {
    const open = width - Math.min(Math.max(bits - index * width, 0), width);
    return part - (part % 2 ** open);
  });
  const address = width === 8 ? masked.join('.') : formatIpv6(masked);
  const identifier = normaliseIdentifier('ip', `${address}/${bits}`, {});
  if (identifier.checked === 'invalid') return;
  const same = masked.every((part, index) => part === parts[index]);
  search.add('ip', start, end, {
    ...identifier,
    problems: same
      ? identifier.problems
      : [...identifier.problems, 'It was written with an address inside the network; the network is meant.'],
  });
}

function findIpv4(search: Search): void {
  const { plain } = search;
  for (const { 0: text, index } of plain.matchAll(quads)) {
    const end = index + text.length;
    if (!search.isFree(index, end)) continue;
    if (/[\w.]$/.test(plain.charAt(index - 1)) || /^(?:[\w]|\.\w|-?\.\d)/.test(plain.slice(end, end + 2)))
      continue;
    const quad = parseIpv4(text);
    // 0.0.0.0 and network masks point nowhere.
    if (!quad || quad[0] === 0 || (quad[0] === 255 && quad[1] === 255)) continue;
    if (isVersion(search, index, end, quad)) continue;
    const network = /^\/(\d{1,2})(?![\w./])/.exec(plain.slice(end, end + 5));
    if (network && Number(network[1]) <= 32) {
      addNetwork(search, index, end + network[0].length, quad, Number(network[1]));
      continue;
    }
    if (addWithPath(search, index, end)) continue;
    const port = /^:\d{1,5}(?![\w.])/.exec(plain.slice(end, end + 7))?.[0] ?? '';
    const identifier = normaliseIdentifier('ip', text + port, {});
    if (identifier.checked !== 'invalid') search.add('ip', index, end + port.length, identifier);
  }
}

/** Whether eight groups of two digits each: an EUI-64 hardware address, written as IPv6 is. */
const isHardware = (text: string) => /^(?:[0-9a-f]{2}:){7}[0-9a-f]{2}$/i.test(text);
const isRoutable = (text: string) => /^(?:[23][0-9a-f]{3}|f[cdef][0-9a-f]{2}):/i.test(text);

function findIpv6(search: Search): void {
  const { plain } = search;
  for (const { 0: run, index } of plain.matchAll(colonRuns)) {
    if (run.length < 3 || run.length > 80 || run.indexOf(':') === run.lastIndexOf(':')) continue;
    const text = run.replace(/[.:]+$/, (tail) => (tail.startsWith('::') ? '::' : ''));
    const end = index + text.length;
    if (!search.isFree(index, end) || /[\p{L}\p{N}_]/u.test(plain.charAt(index - 1))) continue;
    if (/[\p{L}\p{N}_]/u.test(plain.charAt(index + run.length)) || isHardware(text)) continue;
    const groups = parseIpv6(text);
    if (!groups || !/\d/.test(text)) continue;
    const written = text.split(/:+/).filter((group) => group !== '').length;
    if (written < 3 && text !== '::1' && !isRoutable(text) && !/^::ffff:\d+\./i.test(text)) continue;
    const network = /^\/(\d{1,3})(?![\w.])/.exec(plain.slice(end, end + 5));
    if (network && Number(network[1]) <= 128) {
      addNetwork(search, index, end + network[0].length, groups, Number(network[1]));
      continue;
    }
    const port = plain.charAt(index - 1) === '[' ? /^\]:\d{1,5}/.exec(plain.slice(end, end + 8)) : null;
    const identifier = normaliseIdentifier('ip', port ? `[${text}${port[0]}` : text, {});
    if (identifier.checked === 'invalid') continue;
    if (port) search.add('ip', index - 1, end + port[0].length, identifier);
    else search.add('ip', index, end, identifier);
  }
}

/** Addresses of both versions, with their port, and networks. */
export function findIps(search: Search): void {
  // The dotted tail of `::ffff:192.0.2.1` is part of it.
  findIpv6(search);
  findIpv4(search);
}
