import { ProfferError } from '../../../../shared/domain/errors.ts';
import { type ContentText, emptyContent, type PageText } from '../content-text.ts';
import type { Scan } from '../pdf-scans.ts';
import { isSmallCopy, readDirectories } from './directories.ts';
import { pageFile } from './page-file.ts';

/** Pages recognised of one file; each takes seconds. */
const mostPages = 200;
/** Pixels; nothing can be read in less. */
const leastSide = 16;
const mostBytes = 512 << 20;

/** The pages of a TIFF (a fax, a scan), each as a picture of its own whose text is to be recognised. */
export function readTiff(bytes: Uint8Array): ContentText & { scans: Scan[] } {
  const content = emptyContent('TIFF picture');
  const scans: Scan[] = [];
  const { found, ended } = readDirectories(bytes);
  const tell = (severity: 'error' | 'warning' | 'info', code: string, message: string, place = '') =>
    content.findings.push({ severity, code, message, place });
  const pages: PageText[] = [];
  let copies = 0;
  let size = 0;
  for (const directory of found) {
    if (!(directory instanceof ProfferError) && isSmallCopy(directory)) {
      copies += 1;
      continue;
    }
    pages.push({ label: '', source: 'text', confidence: null, text: '' });
    const place = `page ${pages.length}`;
    if (!(directory instanceof ProfferError) && Math.min(directory.width, directory.height) < leastSide)
      continue;
    if (pages.length > mostPages || size > mostBytes) continue;
    try {
      if (directory instanceof ProfferError) throw directory;
      const page = pageFile(bytes, directory);
      size += page.length;
      scans.push({ page: pages.length, bytes: page });
      if (directory.cut)
        tell(
          'warning',
          'page-cut',
          'The file ends before this page does; it was read as far as it goes.',
          place,
        );
    } catch (error) {
      if (!(error instanceof ProfferError)) throw error;
      tell('error', 'page-damaged', error.message, place);
    }
  }
  if (ended === 'cut')
    tell('warning', 'cut-off', 'The file names a further page that is not in it: it may be cut off.');
  if (ended === 'many' || pages.length > mostPages || size > mostBytes)
    tell(
      'warning',
      'pages-left-out',
      `Only the first ${Math.min(scans.length, mostPages)} pages are looked at for text. The file itself is whole.`,
    );
  if (copies > 0)
    tell(
      'info',
      'small-copies',
      `It also holds smaller copies of its pages (${copies}), which are not read.`,
    );
  content.pages = pages;
  content.outcome =
    pages.length === 0 ? 'The file holds no picture.' : 'No text was recognised in its pages.';
  return { ...content, scans };
}
