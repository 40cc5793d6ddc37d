import type { Search } from './finding.ts';

const runs = /[A-Za-z0-9]+/g;
const algorithms: Record<number, string> = { 32: 'MD5', 40: 'SHA-1', 64: 'SHA-256', 128: 'SHA-512' };
const announced =
  /\b(?:md-?5|sha-?1|hash(?:es)?|checksum|digest|sample|malware|dropped|fingerprint)\b[^\n]{0,24}$/i;

/** Hashes of files and transactions: 64 or 128 hexadecimal digits anywhere, shorter ones where the text says what they are. */
export function findHashes(search: Search): void {
  for (const { 0: run, index } of search.plain.matchAll(runs)) {
    if (run.length < 32 || run.length > 130) continue;
    const transaction = /^0x[0-9a-f]{64}$/i.test(run);
    const start = transaction ? index + 2 : index;
    const text = transaction ? run.slice(2) : run;
    const algorithm = algorithms[text.length];
    const end = index + run.length;
    if (!algorithm || !/^[0-9a-f]+$/i.test(text) || !/\d/.test(text) || !/[a-f]/i.test(text)) continue;
    if (!search.isFree(index, end) || /[-/+=]/.test(search.plain.charAt(end))) continue;
    const before = search.before(index, 48);
    const alone = before.trim() === '' && search.after(end, 4).trim() === '';
    if (text.length < 64 && !alone && !announced.test(before)) continue;
    const normal = text.toLowerCase();
    search.add('hash', start, end, {
      normal,
      defanged: normal,
      checked: 'unchecked',
      problems: [],
      facts: { algorithm: transaction ? 'transaction' : algorithm },
    });
  }
}
