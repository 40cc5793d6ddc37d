import { ProfferError } from '../../../shared/domain/errors.ts';
import type { ArchiveParts } from './archive-parts.ts';
import { type ContentText, emptyContent, PageList } from './content-text.ts';
import { htmlToText } from './html-text.ts';
import { LinkList } from './link-list.ts';
import { elementTexts, walkXml } from './walk-xml.ts';

const formats: Record<string, string> = {
  'application/vnd.oasis.opendocument.text': 'OpenDocument text',
  'application/vnd.oasis.opendocument.spreadsheet': 'OpenDocument spreadsheet',
  'application/vnd.oasis.opendocument.presentation': 'OpenDocument presentation',
};

/** OpenDocument (ISO/IEC 26300): texts, spreadsheets, presentations and drawings. */
export async function readOpenDocument(parts: ArchiveParts): Promise<ContentText | null> {
  if (!parts.has('content.xml')) return null;
  if (/encryption-data/.test(await parts.textOr('META-INF/manifest.xml', '')))
    throw new ProfferError(
      'corrupt',
      'The document is protected by a password. Take in a copy without one beside it.',
    );
  const mediaType = (await parts.textOr('mimetype', '')).trim();
  const list = new PageList();
  const links = new LinkList();
  bodyText(await parts.text('content.xml'), list, links);
  links.addTo(list);
  const entries = elementTexts(await parts.textOr('meta.xml', '<none/>'));
  return {
    ...emptyContent(formats[mediaType] ?? 'OpenDocument'),
    pages: list.pages,
    findings: list.findings,
    metadata: entries.length > 0 ? [{ name: 'Document properties', entries }] : [],
    importable: mediaType.endsWith('.spreadsheet') ? 'table' : '',
    outcome: list.hasText ? '' : 'The document holds no text.',
  };
}

function bodyText(xml: string, list: PageList, links: LinkList): void {
  let text = '';
  let label = '';
  let inBody = false;
  let paragraphs = 0;
  const turn = (next: string) => {
    if (text.trim() !== '') list.add(label, text);
    text = '';
    label = next;
  };
  walkXml(xml, {
    open(name, attributes) {
      if (name === 'office:body') inBody = true;
      else if (name === 'text:p' || name === 'text:h') paragraphs += 1;
      else if (name === 'text:tab') text += '\t';
      else if (name === 'text:line-break') text += '\n';
      else if (name === 'text:s') text += ' '.repeat(Math.min(1_000, Number(attributes['text:c'] ?? 1) || 1));
      else if (name === 'text:a') links.add('link', attributes['xlink:href']);
      else if (name === 'text:soft-page-break') turn(label);
      else if (name === 'draw:page') turn(attributes['draw:name'] ?? '');
      else if (name === 'table:table' && paragraphs === 0) turn(attributes['table:name'] ?? '');
    },
    text(part) {
      if (inBody && paragraphs > 0) text += part;
    },
    close(name) {
      if (name === 'office:body') inBody = false;
      else if (name === 'text:p' || name === 'text:h') {
        paragraphs -= 1;
        text += '\n';
      } else if (name === 'table:table-cell') text = `${text.replace(/\n$/, '')}\t`;
      else if (name === 'table:table-row') text = `${text.trimEnd()}\n`;
    },
  });
  turn('');
}

/** EPUB: the documents of its spine, in order. */
export async function readEpub(parts: ArchiveParts): Promise<ContentText | null> {
  const container = await parts.textOr('META-INF/container.xml', '');
  const root = /full-path\s*=\s*["']([^"']+)["']/.exec(container)?.[1];
  if (root === undefined || !parts.has(root)) return null;
  const items = new Map<string, string>();
  const spine: string[] = [];
  const opf = await parts.text(root);
  walkXml(opf, {
    open(name, { id = '', href = '', idref = '' }) {
      if (/(^|:)item$/.test(name)) items.set(id, href);
      else if (/(^|:)itemref$/.test(name) && spine.length < 10_000) spine.push(idref);
    },
  });
  const folder = root.slice(0, root.lastIndexOf('/') + 1);
  const list = new PageList();
  const links = new LinkList();
  for (const idref of spine) {
    const href = decodePath(items.get(idref) ?? '');
    if (!parts.has(folder + href)) continue;
    list.add(href, htmlToText(await parts.text(folder + href)).text);
  }
  links.addTo(list);
  const entries = elementTexts(opf).filter(({ name }) => name !== 'item' && name !== 'itemref');
  return {
    ...emptyContent('EPUB'),
    pages: list.pages,
    findings: list.findings,
    metadata: entries.length > 0 ? [{ name: 'Document properties', entries }] : [],
    outcome: list.hasText ? '' : 'The document holds no text.',
  };
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
