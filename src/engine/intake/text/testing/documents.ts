/** Documents made for tests: the same words in many formats. */
import { ZipArchive } from 'archiver';
import PdfDocument from 'pdfkit';

export const sentence = 'Nordhaven Support asked for 500 dollars in gift cards.';
const second = 'The caller gave the number 202-555-0143.';
export const words = [sentence, second];

export async function zipOf(files: Record<string, string | Buffer>): Promise<Uint8Array> {
  const archive = new ZipArchive({ zlib: { level: 9 } });
  const pieces: Buffer[] = [];
  archive.on('data', (piece: Buffer) => pieces.push(piece));
  const ended = new Promise((resolve, reject) => archive.on('end', resolve).on('error', reject));
  for (const [name, text] of Object.entries(files)) archive.append(text, { name });
  await archive.finalize();
  await ended;
  return new Uint8Array(Buffer.concat(pieces));
}

const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'utf8'));
const wrapped = (element: string, inner: (text: string) => string = (text) => text): string =>
  words.map((text) => `<${element}>${inner(text)}</${element}>`).join('');

export const wordParts = (body: string): Record<string, string> => ({
  '[Content_Types].xml':
    '<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
  'word/document.xml': `<?xml version="1.0"?><w:document xmlns:w="w"><w:body>${body}</w:body></w:document>`,
});

function pdf(): Promise<Uint8Array> {
  const document = new PdfDocument();
  const pieces: Buffer[] = [];
  document.on('data', (piece: Buffer) => pieces.push(piece));
  for (const text of words) document.text(text);
  document.end();
  return new Promise((resolve) => document.on('end', () => resolve(new Uint8Array(Buffer.concat(pieces)))));
}

/** The two sentences in each format, by the name of a file. */
export const documents: Record<string, () => Promise<Uint8Array>> = {
  'letter.txt': async () => bytesOf(words.join('\n')),
  'letter-utf16.txt': async () => new Uint8Array(Buffer.from(`\ufeff${words.join('\r\n')}`, 'utf16le')),
  'letter.html': async () =>
    bytesOf(`<!doctype html><head><style>p{}</style></head>${wrapped('p')}<script>var secret = 1;</script>`),
  'letter.mht': async () =>
    bytesOf(
      `MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Location: http://shop.example/\r\n\r\n${wrapped('p')}\r\n--b--\r\n`,
    ),
  'letter.rtf': async () => bytesOf(`{\\rtf1\\ansi\\ansicpg1252 ${words.join('\\par ')}}`),
  'letter.docx': () => zipOf(wordParts(wrapped('w:p', (text) => `<w:r><w:t>${text}</w:t></w:r>`))),
  'letter.odt': () =>
    zipOf({
      mimetype: 'application/vnd.oasis.opendocument.text',
      'content.xml': `<office:document-content><office:body><office:text>${wrapped('text:p')}</office:text></office:body></office:document-content>`,
    }),
  'letter.epub': () =>
    zipOf({
      mimetype: 'application/epub+zip',
      'META-INF/container.xml': '<container><rootfile full-path="o.opf"/></container>',
      'o.opf':
        '<package><manifest><item id="a" href="a.xhtml"/></manifest><spine><itemref idref="a"/></spine></package>',
      'a.xhtml': `<html><body>${wrapped('p')}</body></html>`,
    }),
  'letter.pdf': pdf,
};
