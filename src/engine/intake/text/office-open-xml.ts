import { ProfferError } from '../../../shared/domain/errors.ts';
import { contentOfBytes } from '../tables/table-content.ts';
import { openSpreadsheet } from '../tables/workbook/open-spreadsheet.ts';
import type { ArchiveParts } from './archive-parts.ts';
import { type ContentText, emptyContent, type MetadataGroup, PageList } from './content-text.ts';
import { LinkList } from './link-list.ts';
import { addSheets, macrosFinding } from './sheet-pages.ts';
import { elementTexts, walkXml } from './walk-xml.ts';

/** Office Open XML (ECMA-376): Word, PowerPoint and Excel documents. */
export async function readOfficeOpenXml(parts: ArchiveParts, bytes: Uint8Array): Promise<ContentText | null> {
  const kind = parts.names().some((name) => name.startsWith('word/'))
    ? 'word'
    : parts.names().some((name) => name.startsWith('ppt/'))
      ? 'ppt'
      : parts.names().some((name) => name.startsWith('xl/'))
        ? 'xl'
        : null;
  if (kind === null) return null;
  const list = new PageList();
  const links = new LinkList();
  const content = emptyContent(
    { word: 'Word document', ppt: 'PowerPoint presentation', xl: 'Excel workbook' }[kind],
  );
  if (kind === 'word') await readWord(parts, list, links);
  else if (kind === 'ppt') await readSlides(parts, list);
  else {
    const workbook = await openSpreadsheet(contentOfBytes(bytes));
    if (workbook) content.findings.push(...(await addSheets(workbook, list)));
    if (parts.names().includes('xl/workbook.xml')) content.importable = 'table';
  }
  const hasText = list.hasText;
  await externalTargets(parts, links);
  links.addTo(list);
  if (parts.names().some((name) => /vbaProject\.bin$/i.test(name))) content.findings.push(macrosFinding);
  return {
    ...content,
    pages: list.pages,
    findings: [...content.findings, ...list.findings],
    metadata: await properties(parts),
    outcome: hasText || list.hasText ? '' : 'The document holds no text.',
  };
}

const wordParts = /^word\/(document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml$/;
const partLabels: Record<string, string> = {
  header: 'Header',
  footer: 'Footer',
  footnotes: 'Footnotes',
  endnotes: 'Endnotes',
  comments: 'Comments',
};

async function readWord(parts: ArchiveParts, list: PageList, links: LinkList): Promise<void> {
  // Whoever writes the main part elsewhere says so in its content type; the usual name holds for all known programs.
  const names = parts.names().filter((name) => wordParts.test(name));
  if (!names.includes('word/document.xml'))
    throw new ProfferError('corrupt', 'The document cannot be read: its main part is missing.');
  const deleted: string[] = [];
  for (const name of ['word/document.xml', ...names.filter((one) => one !== 'word/document.xml').sort()]) {
    const label = partLabels[/^word\/([a-z]+)/.exec(name)?.[1] ?? ''] ?? '';
    const read = wordText(await parts.text(name), links);
    for (const page of read.pages) if (label === '' || /\S/.test(page)) list.add(label, page);
    deleted.push(...read.deleted);
  }
  // Tracked deletions are gone from the page and still in the file: an investigator wants to know both.
  if (deleted.length > 0) list.add('Deleted text', deleted.join('\n'));
}

function wordText(xml: string, links: LinkList): { pages: string[]; deleted: string[] } {
  const pages: string[] = [];
  const deleted: string[] = [];
  let page = '';
  let reading: 'text' | 'deleted' | 'field' | null = null;
  let field = '';
  const turn = () => {
    if (page.trim() === '') return;
    pages.push(page);
    page = '';
  };
  walkXml(xml, {
    open(name, attributes) {
      if (name === 'w:t') reading = 'text';
      else if (name === 'w:delText') reading = 'deleted';
      else if (name === 'w:instrText') reading = 'field';
      else if (name === 'w:tab' || name === 'w:ptab') page += '\t';
      else if (name === 'w:noBreakHyphen') page += '-';
      else if (name === 'w:lastRenderedPageBreak' || (name === 'w:br' && attributes['w:type'] === 'page'))
        turn();
      else if (name === 'w:br' || name === 'w:cr') page += '\n';
    },
    text(text) {
      if (reading === 'text') page += text;
      else if (reading === 'deleted') deleted.push(text);
      else if (reading === 'field') field += text;
    },
    close(name) {
      if (name === 'w:t' || name === 'w:delText' || name === 'w:instrText') reading = null;
      if (name === 'w:p') {
        page += '\n';
        links.add('link', /HYPERLINK\s+"([^"]+)"/.exec(field)?.[1]);
        field = '';
      } else if (name === 'w:tc') page = `${page.replace(/\n$/, '')}\t`;
      else if (name === 'w:tr') page = `${page.replace(/\t$/, '')}\n`;
    },
  });
  if (page.trim() !== '' || pages.length === 0) pages.push(page);
  return { pages, deleted };
}

const numberOf = (name: string): number => Number(/(\d+)\.xml$/.exec(name)?.[1] ?? 0);

async function readSlides(parts: ArchiveParts, list: PageList): Promise<void> {
  const slides = parts
    .names()
    .filter((name) => /^ppt\/slides\/slide\d+\.xml$/.test(name))
    .sort((a, b) => numberOf(a) - numberOf(b));
  for (const name of slides) {
    const label = `Slide ${numberOf(name)}`;
    list.add(label, drawingText(await parts.text(name)));
    const notes = `ppt/notesSlides/notesSlide${numberOf(name)}.xml`;
    const noted = drawingText(await parts.textOr(notes, ''));
    if (/\S/.test(noted)) list.add(`${label}, notes`, noted);
  }
}

/** Text of DrawingML (ECMA-376, part 1, 21.1). */
function drawingText(xml: string): string {
  let text = '';
  let reading = false;
  walkXml(xml, {
    open(name) {
      if (name === 'a:t') reading = true;
      else if (name === 'a:br') text += '\n';
    },
    text(part) {
      if (reading) text += part;
    },
    close(name) {
      if (name === 'a:t') reading = false;
      else if (name === 'a:p') text += '\n';
    },
  });
  return text;
}

/** Where the document leads outside itself: links, and what it would load (a template from afar is a known attack). */
async function externalTargets(parts: ArchiveParts, links: LinkList): Promise<void> {
  for (const name of parts
    .names()
    .filter((one) => one.endsWith('.rels'))
    .slice(0, 2_000))
    walkXml(await parts.text(name), {
      open(element, { TargetMode, Target, Type = '' }) {
        if (element === 'Relationship' && TargetMode === 'External')
          links.add(Type.slice(Type.lastIndexOf('/') + 1) || 'link', Target);
      },
    });
}

async function properties(parts: ArchiveParts): Promise<MetadataGroup[]> {
  const groups: MetadataGroup[] = [];
  for (const [name, title] of [
    ['docProps/core.xml', 'Document properties'],
    ['docProps/app.xml', 'Program'],
    ['docProps/custom.xml', 'Own properties'],
  ] as const) {
    const entries = elementTexts(await parts.textOr(name, '<none/>'));
    if (entries.length > 0) groups.push({ name: title, entries });
  }
  return groups;
}
