import { sheetRows } from './sheet-rows.ts';
import { countsFrom1904, notCalculated, type Workbook } from './workbook.ts';
import type { WorkbookArchive } from './workbook-archive.ts';
import { openWorkbookParts } from './workbook-parts.ts';

/** A workbook of Excel since 2007 (.xlsx; ECMA-376). */
export async function openOfficeOpenXml(archive: WorkbookArchive): Promise<Workbook> {
  const parts = await openWorkbookParts(archive);
  return {
    format: 'Excel workbook',
    facts: [notCalculated, ...(parts.from1904 ? [countsFrom1904] : [])],
    macros: archive.has('xl/vbaProject.bin'),
    sheets: parts.sheets,
    rows: (sheet) => sheetRows(parts, parts.sheets[sheet]!),
  };
}
