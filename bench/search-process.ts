/**
 * Runs the same queries through the engine's door over a vault of events and, as bare FTS5, over an index of the same texts in plain
 * SQLite; prints both lists of milliseconds as JSON. Started by the benchmark `search`.
 */
import { SqliteDatabase } from '../src/engine/database/sqlite.ts';
import { openVault } from './desk.ts';
import { commonWord, hostName, rareEvery, rareWord, timelineRows } from './timeline-file.ts';

const [vault, plainIndex, rowsText, resources] = process.argv.slice(2);
if (!vault || !plainIndex || !rowsText || !resources)
  throw new Error('usage: search-process VAULT PLAIN-INDEX ROWS RESOURCES');
const rows = Number(rowsText);
const limit = 50;

const plain = new SqliteDatabase(plainIndex);
plain.pragma('journal_mode = WAL');
plain.pragma('cache_size = -32000');
plain.exec(
  "CREATE VIRTUAL TABLE event_text USING fts5 (title, message, content = '', contentless_delete = 1)",
);
const insert = plain.prepare('INSERT INTO event_text (rowid, title, message) VALUES (?, ?, ?)');
let number = 0;
plain.exec('BEGIN');
for (const { title, message } of timelineRows(rows)) {
  insert.run(++number, title, message);
  if (number % 100_000 === 0) plain.exec('COMMIT; BEGIN');
}
plain.exec('COMMIT');
const bare = plain
  .prepare(`SELECT rowid, rank FROM event_text WHERE event_text MATCH ? ORDER BY rank LIMIT ${limit}`)
  .pluck();

/** Words from common to rare, pairs of them, a phrase, identifiers: a host in half a thousand rows, a machine's address, a name. */
const queries: { text: string; match: string }[] = [];
for (let round = 0; round < 25; round++) {
  for (const rank of [5, 50, 500, 2000, 8000, 19_000]) {
    const word = commonWord(rank + round);
    queries.push({ text: word, match: `"${word}"` });
  }
  const [one, other] = [commonWord(20 + round), commonWord(300 + round)];
  queries.push({ text: `${one} ${other}`, match: `"${one}" AND "${other}"` });
  queries.push({ text: `"file written" ${one}`, match: `"file written" AND "${one}"` });
  queries.push({
    text: `user${round * 7} ${one.slice(0, 3)}*`,
    match: `"user${round * 7}" AND "${one.slice(0, 3)}" *`,
  });
  const host = hostName(round * 11);
  queries.push({ text: host, match: `"${host}"` });
  queries.push({ text: host.replaceAll('.', '[.]'), match: `"${host}"` });
  const address = `10.${round}.${round * 3}.${round * 7}`;
  queries.push({ text: address, match: `"${address}"` });
  const rare = rareWord(round * rareEvery);
  queries.push({ text: rare, match: `"${rare}"` });
}

const desk = await openVault(vault, resources);
const times: Record<'contender' | 'baseline', number[]> = { contender: [], baseline: [] };
const measure = async (who: 'contender' | 'baseline', work: () => unknown): Promise<void> => {
  const start = performance.now();
  await work();
  times[who].push(performance.now() - start);
};
for (const counted of [false, true]) {
  for (const { text, match } of queries) {
    await measure('baseline', () => bare.all(match));
    await measure('contender', () => desk.engine.call('search.find', { text, limit }));
  }
  // The first time round only warms both caches.
  if (!counted) Object.assign(times, { contender: [], baseline: [] });
}
await desk.engine.close();
plain.close();
console.log(JSON.stringify(times));
