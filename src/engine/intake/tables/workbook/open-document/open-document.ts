import { isProtected } from '../binary/biff-globals.ts';
import { notCalculated, type Workbook } from '../workbook.ts';
import { damaged, type WorkbookArchive } from '../workbook-archive.ts';
import { readXml } from '../xml-events.ts';
import { openDocumentRows, openDocumentSheets } from './open-document-sheets.ts';

const content = 'content.xml';
const manifest = 'META-INF/manifest.xml';
/** Where newer programs keep a document that is protected, whole. */
const encryptedPackage = 'encrypted-package';

export const isOpenDocument = (archive: WorkbookArchive): boolean =>
  archive.has(content) || archive.has(encryptedPackage);

/**
 * A spreadsheet of LibreOffice and its relatives (.ods; ISO/IEC 26300, ODF 1.3).
 * @throws ProfferError `corrupt`; `invalid-input` where it is protected by a password.
 */
export async function openOpenDocument(archive: WorkbookArchive): Promise<Workbook> {
  if (archive.has(encryptedPackage) || (await isEncrypted(archive))) throw isProtected();
  const sheets = await openDocumentSheets(archive.text(content));
  if (sheets.length === 0) throw damaged('it is an OpenDocument file of another kind, without sheets');
  return {
    format: 'OpenDocument spreadsheet',
    facts: [notCalculated],
    macros: archive.has('Basic/script-lc.xml'),
    sheets,
    rows: (sheet) => openDocumentRows(archive.text(content), sheet),
  };
}

async function isEncrypted(archive: WorkbookArchive): Promise<boolean> {
  let encrypted = false;
  if (archive.has(manifest))
    await readXml(archive.text(manifest), {
      open(name) {
        if (name === 'encryption-data') encrypted = true;
      },
    });
  return encrypted;
}
