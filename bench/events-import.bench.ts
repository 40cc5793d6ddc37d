import type { Benchmark } from './benchmark.ts';
import { importEvents } from './imported-events.ts';

const rows = 1_000_000;
const rowsPerSecond = 30_000;
const mostMegabytes = 400;
const mostBytesPerRow = 1500;

const benchmark: Benchmark = {
  name: 'events-import',
  describe: `${rows.toLocaleString('en')} events of a timeline as CSV imported with duplicates matched, change log and search index: ${rowsPerSecond.toLocaleString('en')} rows a second, below ${mostMegabytes} MB of memory and ${mostBytesPerRow} bytes of database a row`,
  unit: 'rows/s',
  goal: rowsPerSecond,
  atLeast: true,
  diskBytes: 4e9,
  async run(context) {
    const { seconds, peakMegabytes, databaseBytes } = await importEvents(context, rows);
    const value = rows / seconds;
    const bytesPerRow = databaseBytes / rows;
    return {
      value,
      holds: value >= benchmark.goal && peakMegabytes < mostMegabytes && bytesPerRow < mostBytesPerRow,
      note: `${seconds.toFixed(1)} s, ${peakMegabytes.toFixed(0)} MB, ${bytesPerRow.toFixed(0)} bytes a row`,
    };
  },
};

export default benchmark;
