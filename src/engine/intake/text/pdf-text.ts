import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { getDocument, type PDFDocumentProxy, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs';
// Registers itself as the parser of this thread, so that pdf.js neither starts a thread nor imports by address.
import 'pdfjs-dist/legacy/build/pdf.worker.mjs';
import { ProfferError } from '../../../shared/domain/errors.ts';
import { type ContentText, emptyContent, limits, type MetadataGroup, PageList } from './content-text.ts';
import { type EmbeddedFile, EmbeddedFiles } from './embedded-files.ts';
import { LinkList } from './link-list.ts';
import { type Scan, scansOf } from './pdf-scans.ts';
import { hasStreamBomb } from './pdf-streams.ts';

const own = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
const folder = (name: string): string => join(own, name) + sep;

export type PdfText = ContentText & { scans: Scan[]; embedded: EmbeddedFile[] };

/** Text of each page of a PDF, its properties, form fields and links. Its scripts stay where they are. */
export async function readPdf(bytes: Uint8Array): Promise<PdfText> {
  if (await hasStreamBomb(bytes))
    throw new ProfferError(
      'corrupt',
      'The PDF holds a stream that unpacks to more than 192 MB: it is made to exhaust whoever opens it, or holds something no page shows. Its bytes are kept untouched.',
    );
  const task = getDocument({
    data: bytes,
    cMapUrl: folder('cmaps'),
    standardFontDataUrl: folder('standard_fonts'),
    wasmUrl: folder('wasm'),
    iccUrl: folder('iccs'),
    useSystemFonts: false,
    disableFontFace: true,
    useWorkerFetch: false,
    stopAtErrors: false,
    enableXfa: false,
    verbosity: VerbosityLevel.ERRORS,
  });
  try {
    return await readDocument(await task.promise);
  } catch (error) {
    throw refusal(error);
  } finally {
    await task.destroy();
  }
}

function refusal(error: unknown): unknown {
  const name = error instanceof Error ? error.name : '';
  if (name === 'PasswordException')
    return new ProfferError(
      'corrupt',
      'The PDF is protected by a password. Take in a copy without one beside it.',
    );
  if (
    /^(InvalidPDFException|FormatError|UnknownErrorException|ResponseException|MissingPDFException)$/.test(
      name,
    )
  )
    return new ProfferError(
      'corrupt',
      'The PDF is damaged and cannot be read. Its bytes are kept untouched. Ask its source for it again, or print it to a new PDF from a program that opens it, and take that in beside it.',
    );
  return error;
}

async function readDocument(document: PDFDocumentProxy): Promise<PdfText> {
  const list = new PageList();
  const links = new LinkList();
  const content = emptyContent('PDF');
  const scans: Scan[] = [];
  for (let number = 1; number <= Math.min(document.numPages, limits.pages) && !list.full; number++) {
    let text = '';
    try {
      const page = await document.getPage(number);
      text = textOf((await page.getTextContent()).items);
      for (const annotation of await page.getAnnotations()) noteAnnotation(annotation, links);
      if (!/\S/.test(text)) scans.push(...(await scansOf(page, number, scans.length)));
      page.cleanup();
    } catch {
      content.findings.push({
        severity: 'error',
        code: 'page-damaged',
        message:
          'This page is damaged and cannot be read; look at it in a PDF program. The others were read.',
        place: `page ${number}`,
      });
    }
    list.add('', text);
  }
  await noteScripts(document, content);
  const attached = await attachmentsOf(document);
  content.metadata = await propertiesOf(document, list);
  const hasText = list.hasText;
  links.addTo(list);
  return {
    ...content,
    format: `PDF${versionOf(content.metadata)}`,
    pages: list.pages,
    findings: [...content.findings, ...list.findings, ...attached.findings],
    embedded: attached.files,
    outcome: hasText ? '' : 'Its pages hold no text: they are pictures, or empty.',
    scans,
  };
}

type TextItems = Awaited<
  ReturnType<Awaited<ReturnType<PDFDocumentProxy['getPage']>>['getTextContent']>
>['items'];

function textOf(items: TextItems): string {
  let text = '';
  for (const item of items) {
    if (!('str' in item)) continue;
    text += item.str;
    if (item.hasEOL) text += '\n';
    if (text.length > limits.pageCharacters * 10) break;
  }
  return text;
}

function noteAnnotation(annotation: unknown, links: LinkList): void {
  const { url, unsafeUrl } = annotation as { url?: unknown; unsafeUrl?: unknown };
  const target = typeof url === 'string' ? url : unsafeUrl;
  if (typeof target === 'string') links.add('link', target);
}

async function noteScripts(document: PDFDocumentProxy, content: ContentText): Promise<void> {
  const note = (severity: 'warning' | 'info', code: string, message: string) =>
    content.findings.push({ severity, code, message, place: '' });
  const scripted = await document.hasJSActions().catch(() => false);
  if (scripted) note('warning', 'scripts', 'The PDF holds JavaScript. It is kept with it and never run.');
}

/** Files attached to the document, not those behind its pages. */
async function attachmentsOf(document: PDFDocumentProxy): Promise<EmbeddedFiles> {
  const found = new EmbeddedFiles();
  const attached = await document.getAttachments().catch(() => null);
  for (const [index, [id, { filename, content }]] of [...(attached ?? new Map())].entries()) {
    const locator = `attachment ${index + 1}`;
    const bytes = content ?? (await document.getAttachmentContent(id).catch(() => null));
    if (bytes instanceof Uint8Array) found.add(filename, bytes.slice(), locator);
    else found.leaveOut(locator, 'This attached file is damaged and could not be taken out.');
  }
  return found;
}

async function propertiesOf(document: PDFDocumentProxy, list: PageList): Promise<MetadataGroup[]> {
  const groups: MetadataGroup[] = [];
  const read = await document.getMetadata().catch(() => null);
  const asEntries = (record: unknown) =>
    Object.entries((record as Record<string, unknown> | null) ?? {})
      .filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value) && value !== '')
      .map(([name, value]) => ({ name, value: String(value) }));
  const info = asEntries(read?.info);
  if (info.length > 0) groups.push({ name: 'PDF', entries: info });
  const xmp = (read?.metadata as { getRaw?: () => string } | null)?.getRaw?.();
  if (xmp) groups.push({ name: 'XMP', entries: [{ name: 'Packet', value: xmp }] });
  const fields = (await document.getFieldObjects().catch(() => null)) as Record<
    string,
    { value?: unknown; type?: string }[]
  > | null;
  const filled = Object.entries(fields ?? {})
    .slice(0, 5_000)
    .map(([name, [first]]) => ({ name, value: first?.value === undefined ? '' : String(first.value) }))
    .filter(({ value }) => value !== '' && value !== 'Off');
  if (filled.length > 0)
    list.add('Form fields', filled.map(({ name, value }) => `${name}: ${value}`).join('\n'));
  return groups;
}

const versionOf = (metadata: MetadataGroup[]): string => {
  const version = metadata[0]?.entries.find(({ name }) => name === 'PDFFormatVersion')?.value;
  return version ? ` ${version}` : '';
};
