import { join } from 'node:path';
import { type Benchmark, race } from './benchmark.ts';
import type { Desk } from './desk.ts';
import { run } from './processes.ts';
import { people, things, writeInfrastructure, writeVictims } from './register-files.ts';
import { shippedDesk } from './shipped.ts';
import { resources } from './sources.ts';

const rows = 100_000;
const rounds = 3;

/** Imports one list, and answers when all of it is recorded. */
async function importList(
  { engine }: Desk,
  evidenceId: string,
  { columns, rowsAre }: typeof people | typeof things,
): Promise<void> {
  const format = { kind: 'delimited', encoding: 'utf-8', delimiter: ',', quote: '"' } as const;
  const result = await engine.run('import.table', {
    evidenceId,
    mapping: { format, headerRow: 1, rowsAre, columns: [...columns] },
  });
  if (result.rows !== rows || !result.counts.matched || result.counts.errors)
    throw new Error(`${result.rows} rows: ${JSON.stringify(result.counts)}`);
}

/** Imported is what can be found: the index is brought up to the last row. */
async function bringIndexUp({ engine }: Desk): Promise<void> {
  for (let pending = 1; pending > 0; )
    ({ pending } = await engine.call('search.find', { text: 'victim1', limit: 1 }));
}

const benchmark: Benchmark = {
  name: 'register-import',
  describe: `${rows.toLocaleString('en')} rows of victims and as many of infrastructure imported, duplicates matched, logged and searchable, against sqlite3 .import of both`,
  unit: '×',
  goal: 6,
  diskBytes: 3e9,
  async run(context) {
    const { openNewVault, takeIn } = await shippedDesk();
    const victims = join(context.folder, 'victims.csv');
    const infrastructure = join(context.folder, 'infrastructure.csv');
    writeVictims(victims, rows);
    writeInfrastructure(infrastructure, rows);
    let desk: Desk | undefined;
    let evidence: string[] = [];
    return race(context, benchmark.goal, {
      rounds,
      async prepare(who, round) {
        await desk?.engine.close();
        desk = undefined;
        if (who === 'contender') {
          const opened = await openNewVault(join(context.folder, `vault-${round}`), resources);
          desk = opened;
          evidence = [];
          for (const path of [victims, infrastructure])
            evidence.push(...(await takeIn(opened, path)).evidenceIds);
          context.atEnd(() => opened.engine.close());
        }
        await run('sync', []);
      },
      async contender() {
        await importList(desk!, evidence[0]!, people);
        await importList(desk!, evidence[1]!, things);
        await bringIndexUp(desk!);
      },
      async baseline(round) {
        const database = join(context.folder, `baseline-${round}.db`);
        await run('sqlite3', [
          database,
          '.mode csv',
          `.import ${victims} victims`,
          `.import ${infrastructure} infrastructure`,
        ]);
      },
    });
  },
};

export default benchmark;
