import { normaliseIdentifier } from '../identifiers/index.ts';
import { isLikelyHost, looksLikeProgram } from './domain-likelihood.ts';
import { addWithPath } from './find-urls.ts';
import type { Search } from './finding.ts';
import { hostWithin } from './host-text.ts';
import { hasOwnName } from './suffix.ts';

const runs = /[\p{L}\p{M}\p{N}_.-]+/gu;
/** RFC 1035, 2.3.4, with some room for what is glued to a name. */
const longestRun = 600;

function defanged(search: Search, start: number, end: number): boolean {
  for (let at = search.plain.indexOf('.', start); at >= 0 && at < end; at = search.plain.indexOf('.', at + 1))
    if (search.view.defangedAt(at)) return true;
  return false;
}

/** Names of hosts, and addresses without a scheme that begin with one. */
export function findHosts(search: Search): void {
  const { plain } = search;
  const inProgram = looksLikeProgram(plain);
  for (const { 0: run, index } of plain.matchAll(runs)) {
    if (run.length > longestRun || !run.includes('.') || !/\p{L}/u.test(run)) continue;
    if (!search.isFree(index, index + 1) || plain.charAt(index - 1) === '@') continue;
    let offset = index;
    for (const part of run.split(/(\.{2,})/)) {
      const begin = offset;
      offset += part.length;
      if (!part.includes('.') || !/\p{L}/u.test(part)) continue;
      const within = hostWithin(part);
      if (within) consider(search, begin + within.start, begin + within.end, inProgram);
    }
  }
}

function consider(search: Search, start: number, end: number, inProgram: boolean): void {
  const host = search.plain.slice(start, end);
  if (!search.isFree(start, end) || search.plain.charAt(end) === '@') return;
  const likely = isLikelyHost(host, {
    before: search.before(start, 12),
    after: search.after(end, 24),
    inProgram,
    defanged: defanged(search, start, end),
  });
  if (!likely || addWithPath(search, start, end)) return;
  const identifier = normaliseIdentifier('domain', host, {});
  if (identifier.checked === 'invalid' || !hasOwnName(identifier.normal)) return;
  search.add('domain', start, end, identifier);
}
