/**
 * Imports the one piece of evidence of a vault as a timeline and prints what it took, as JSON: import with change log and search
 * index, in a process of its own, so that its memory is its own. Started by the benchmarks `events-import` and `search`.
 */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { openVault } from './desk.ts';
import { ownPeak } from './own-peak.ts';

const [vault, resources] = process.argv.slice(2);
if (!vault || !resources) throw new Error('usage: events-import-process VAULT RESOURCES');
const desk = await openVault(vault, resources);
const evidence = await desk.engine.call('evidence.list', { caseId: desk.caseId, limit: 1 });
const evidenceId = evidence.rows[0]!.id;
const { format, headerRow } = await desk.engine.call('import.inspectTable', { evidenceId });
const start = performance.now();
const { rows } = await desk.engine.run('import.table', {
  evidenceId,
  mapping: {
    format,
    headerRow,
    rowsAre: 'events',
    eventKind: 'other',
    columns: [
      { index: 0, header: 'datetime', use: 'event-start', zone: 'UTC' },
      { index: 1, header: 'timestamp_desc', use: 'event-title' },
      { index: 2, header: 'message', use: 'event-description' },
    ],
  },
});
// Imported is what can be found: the index is brought up to the last row.
let { pending } = await desk.engine.call('search.find', { text: 'logon', limit: 1 });
while (pending > 0) ({ pending } = await desk.engine.call('search.find', { text: 'logon', limit: 1 }));
const seconds = (performance.now() - start) / 1000;
const peakMegabytes = (ownPeak() * 1024) / 1e6;
await desk.engine.close();
const databaseBytes = statSync(join(vault, 'vault.db')).size;
console.log(JSON.stringify({ rows, seconds, peakMegabytes, databaseBytes }));
