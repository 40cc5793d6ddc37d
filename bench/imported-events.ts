import { join } from 'node:path';
import type { Context } from './benchmark.ts';
import { lastLine } from './processes.ts';
import { shipped, shippedDesk } from './shipped.ts';
import { resources } from './sources.ts';
import { writeTimelineFile } from './timeline-file.ts';

export interface ImportedEvents {
  vault: string;
  rows: number;
  seconds: number;
  /** Most memory of the process that imported, in MB (10^6 bytes). */
  peakMegabytes: number;
  databaseBytes: number;
}

/** A new vault into which a timeline of so many events, taken in before, was imported, logged and indexed. */
export async function importEvents(context: Context, count: number): Promise<ImportedEvents> {
  const source = join(context.folder, 'timeline.csv');
  const vault = join(context.folder, 'vault');
  writeTimelineFile(source, count);
  const { openNewVault, takeIn } = await shippedDesk();
  const desk = await openNewVault(vault, resources);
  await takeIn(desk, source);
  await desk.engine.close();
  const script = await shipped('events-import-process');
  const measured = JSON.parse(await lastLine(script, [vault, resources])) as Omit<ImportedEvents, 'vault'>;
  if (measured.rows !== count) throw new Error(`${measured.rows} of ${count} rows were imported`);
  return { vault, ...measured };
}
