import { isCompoundFile } from '../../mail/outlook/compound-file.ts';
import type { TableContent } from '../table-content.ts';
import { isAncientWorkbook, openBinaryWorkbook, refuseAncient } from './binary/binary-workbook.ts';
import { markupSpreadsheet } from './markup-spreadsheet.ts';
import { openOfficeOpenXml } from './office-open-xml.ts';
import { flatOpenDocument } from './open-document/flat-open-document.ts';
import { isOpenDocument, openOpenDocument } from './open-document/open-document.ts';
import { distinctNames } from './sheet-names.ts';
import type { Workbook } from './workbook.ts';
import { WorkbookArchive } from './workbook-archive.ts';
import { openXml2003 } from './xml-2003/xml-2003.ts';

/** Bytes that tell the format. */
const head = 4096;

/**
 * Opens a workbook of any format that is read, told by its bytes and not by its name; null for what is none.
 * @throws ProfferError `corrupt` for a damaged one, `invalid-input` for one that is protected or too old.
 */
export async function openSpreadsheet(content: TableContent): Promise<Workbook | null> {
  const workbook = await opened(content);
  if (workbook === null) return null;
  const names = distinctNames(workbook.sheets.map(({ name }) => name));
  return {
    ...workbook,
    sheets: workbook.sheets.map(({ hidden }, index) => ({ name: names[index]!, hidden })),
  };
}

async function opened(content: TableContent): Promise<Workbook | null> {
  const bytes = await content.read(0, Math.min(head, content.size));
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) {
    const archive = await WorkbookArchive.open(content);
    return isOpenDocument(archive) ? openOpenDocument(archive) : openOfficeOpenXml(archive);
  }
  if (isCompoundFile(bytes)) return openBinaryWorkbook(content);
  if (isAncientWorkbook(bytes)) return refuseAncient();
  const markup = markupSpreadsheet(bytes);
  if (markup === 'xml-2003') return openXml2003(content);
  if (markup === 'flat-open-document') return flatOpenDocument(content);
  return null;
}
