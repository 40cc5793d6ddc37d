import { markupHead } from '../text/markup-encoding.ts';

/** Of which make a workbook is that is one document of XML, told by its first bytes; null for anything else. */
export function markupSpreadsheet(bytes: Uint8Array): 'xml-2003' | 'flat-open-document' | null {
  const head = markupHead(bytes).replace(/^\ufeff/, '');
  if (!/^\s*<(?:[?]|(?:\w+:)?Workbook[\s>])/.test(head)) return null;
  if (/\bmimetype\s*=/.test(head) && head.includes('application/vnd.oasis.opendocument.spreadsheet'))
    return 'flat-open-document';
  const named = /<(?:\w+:)?Workbook[\s>]/.test(head);
  return named && head.includes('urn:schemas-microsoft-com:office:spreadsheet') ? 'xml-2003' : null;
}
