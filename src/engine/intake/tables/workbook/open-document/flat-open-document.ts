import type { TableContent } from '../../table-content.ts';
import { xmlText } from '../../text/xml-text.ts';
import { notCalculated, type Workbook } from '../workbook.ts';
import { openDocumentRows, openDocumentSheets } from './open-document-sheets.ts';

/** A spreadsheet of LibreOffice in one file of XML (.fods). @throws ProfferError `corrupt`. */
export async function flatOpenDocument(content: TableContent): Promise<Workbook> {
  return {
    format: 'OpenDocument spreadsheet (flat)',
    facts: [notCalculated],
    macros: false,
    sheets: await openDocumentSheets(xmlText(content)),
    rows: (sheet) => openDocumentRows(xmlText(content), sheet),
  };
}
