import { ProfferError } from '../../../shared/domain/errors.ts';
import type { SourceFinding } from '../source-finding.ts';
import { contentOfBytes } from '../tables/table-content.ts';
import { openSpreadsheet } from '../tables/workbook/open-spreadsheet.ts';
import type { Workbook } from '../tables/workbook/workbook.ts';
import { type ContentText, emptyContent, PageList } from './content-text.ts';

/** Some thousand rows to a page: what is found is then said to be there. */
const pageCharacters = 100_000;

/** A workbook as text, to be imported as a table. @throws ProfferError as opening it does. */
export async function readSpreadsheet(bytes: Uint8Array): Promise<ContentText> {
  const workbook = await openSpreadsheet(contentOfBytes(bytes));
  if (!workbook)
    throw new ProfferError('corrupt', 'The workbook cannot be read: its bytes are those of none.');
  const list = new PageList();
  const findings = await addSheets(workbook, list);
  if (workbook.macros) findings.push(macrosFinding);
  return {
    ...emptyContent(workbook.format),
    pages: list.pages,
    findings: [...findings, ...list.findings],
    importable: workbook.sheets.length > 0 ? 'table' : '',
    outcome: list.hasText ? '' : 'The document holds no text.',
  };
}

export const macrosFinding: SourceFinding = {
  severity: 'warning',
  code: 'macros',
  message: 'The document holds macros. They are kept with it and never run.',
  place: '',
};

/** Adds the rows of each sheet to the pages, cells parted by tabs; a sheet that is damaged is told and the others go on. */
export async function addSheets(workbook: Workbook, list: PageList): Promise<SourceFinding[]> {
  const findings: SourceFinding[] = [];
  for (const [index, { name, hidden }] of workbook.sheets.entries()) {
    const label = hidden ? `${name} (hidden)` : name;
    let text = '';
    try {
      for await (const rows of workbook.rows(index)) {
        for (const row of rows) {
          text += `${row.cells.join('\t').trimEnd()}\n`;
          if (text.length <= pageCharacters) continue;
          list.add(label, text);
          text = '';
          if (list.full) return findings;
        }
      }
    } catch (error) {
      if (!(error instanceof ProfferError)) throw error;
      findings.push({ severity: 'error', code: 'sheet-damaged', message: error.message, place: label });
    }
    if (text !== '') list.add(label, text);
  }
  return findings;
}
