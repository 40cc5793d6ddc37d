/** Makes a case of a given size through the engine's own door: taken in, imported, read. */
import type { Input } from '../src/shared/contract/index.ts';
import { type CaseSize, writeCaseFiles } from './big-case-files.ts';
import type { Desk } from './desk.ts';
import { people, things } from './register-files.ts';

type Mapping = Input<'import.table'>['mapping'];

const format = { kind: 'delimited', encoding: 'utf-8', delimiter: ',', quote: '"' } as const;
const mappings: Record<'victims' | 'things' | 'events', Mapping> = {
  victims: { format, headerRow: 1, rowsAre: people.rowsAre, columns: [...people.columns] },
  things: { format, headerRow: 1, rowsAre: things.rowsAre, columns: [...things.columns] },
  events: {
    format,
    headerRow: 1,
    rowsAre: 'events',
    eventKind: 'other',
    columns: [
      { index: 0, header: 'When', use: 'event-start', zone: 'UTC' },
      { index: 1, header: 'What', use: 'event-title' },
      { index: 2, header: 'Details', use: 'event-description' },
      { index: 3, header: 'Domain', use: 'domain' },
    ],
  },
};

const imported = ['victims', 'things', 'events'] as const;

/** A new vault with one case of this size, made of files below `folder`. `tell` hears what has been done. */
export async function makeCase(
  { openNewVault, takeIn }: typeof import('./desk.ts'),
  { folder, vault, resources }: { folder: string; vault: string; resources: string },
  size: CaseSize,
  tell: (line: string) => void,
): Promise<Desk> {
  const files = writeCaseFiles(folder, size);
  const desk = await openNewVault(vault, resources);
  const { engine, caseId } = desk;
  for (const name of imported) {
    const [evidenceId] = (await takeIn(desk, files[name])).evidenceIds;
    const { rows, counts } = await engine.run('import.table', {
      evidenceId: evidenceId!,
      mapping: mappings[name],
    });
    if (rows !== size[name] || counts.errors)
      throw new Error(`${name}: ${rows} rows, ${JSON.stringify(counts)}`);
    tell(`${rows.toLocaleString('en')} ${name} imported`);
  }
  const evidenceIds: string[] = [];
  for (const path of [files.mailbox, files.finds])
    evidenceIds.push(...(await takeIn(desk, path)).evidenceIds);
  await engine.run('evidence.read', { caseId, evidenceIds });
  tell('mailbox and finds read');
  await takeIn(desk, files.pieces);
  tell(`${size.pieces.toLocaleString('en')} pieces taken in`);
  for (let pending = 1; pending > 0; )
    ({ pending } = await engine.call('search.find', { text: 'refund', limit: 1 }));
  return desk;
}
