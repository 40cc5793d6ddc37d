import { dateStyles } from './cell-styles.ts';
import { damaged, type WorkbookArchive } from './workbook-archive.ts';
import { readXml } from './xml-events.ts';

export interface SheetPart {
  name: string;
  path: string;
  hidden: boolean;
}

export interface WorkbookParts {
  archive: WorkbookArchive;
  sheets: SheetPart[];
  /** Whether serial dates count from 1904 (ECMA-376, part 1, 18.17.4.1). */
  from1904: boolean;
  sharedStrings: string | null;
  /** For each cell style whether its numbers are dates. */
  isDate: readonly boolean[];
}

interface Relation {
  type: string;
  target: string;
}

/** What a workbook consists of, found by its relations and not by the usual names. */
export async function openWorkbookParts(archive: WorkbookArchive): Promise<WorkbookParts> {
  const main = [...(await relationsOf(archive, '')).values()].find(({ type }) =>
    type.endsWith('/officeDocument'),
  );
  if (!main) throw damaged('it is a ZIP archive, but no workbook');
  const relations = await relationsOf(archive, main.target);
  const sheets: SheetPart[] = [];
  let from1904 = false;
  let isWorkbook = false;
  await readXml(archive.text(main.target), {
    open(name, attributes) {
      if (name === 'workbook') isWorkbook = true;
      if (name === 'workbookPr') from1904 = /^(1|true)$/.test(attributes.date1904 ?? '');
      if (name !== 'sheet' || sheets.length >= 1000) return;
      const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? '';
      const relation = relations.get(id);
      // Chart and macro sheets hold no rows.
      if (!relation?.type.endsWith('/worksheet')) return;
      sheets.push({
        name: attributes.name ?? '',
        path: relation.target,
        hidden: (attributes.state ?? 'visible') !== 'visible',
      });
    },
  });
  if (!isWorkbook)
    throw damaged(
      'it is an Office document of another kind, or a binary workbook (.xlsb). Save it as .xlsx or CSV',
    );
  const part = (ending: string) =>
    [...relations.values()].find(({ type }) => type.endsWith(ending))?.target ?? null;
  const styles = part('/styles');
  return {
    archive,
    sheets,
    from1904,
    sharedStrings: part('/sharedStrings'),
    isDate: styles !== null && archive.has(styles) ? await dateStyles(archive.text(styles)) : [],
  };
}

/** The relations of a part (ECMA-376, part 2, 6.5), targets as paths within the archive. */
async function relationsOf(archive: WorkbookArchive, part: string): Promise<Map<string, Relation>> {
  const slash = part.lastIndexOf('/') + 1;
  const folder = part.slice(0, slash);
  const path = `${folder}_rels/${part.slice(slash)}.rels`;
  const relations = new Map<string, Relation>();
  if (!archive.has(path)) return relations;
  await readXml(archive.text(path), {
    open(name, { Id = '', Type = '', Target = '', TargetMode = '' }) {
      if (name !== 'Relationship' || TargetMode === 'External' || relations.size >= 10_000) return;
      relations.set(Id, { type: Type, target: resolved(folder, Target) });
    },
  });
  return relations;
}

/** A path within the archive; there is nothing above its top. */
function resolved(folder: string, target: string): string {
  const steps: string[] = [];
  for (const step of (target.startsWith('/') ? target : folder + target).split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.' && step !== '') steps.push(step);
  }
  return steps.join('/');
}
