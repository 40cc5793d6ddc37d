import PDFDocument from 'pdfkit';
import { revealHidden } from '../../../../shared/domain/text-safety.ts';
import type { Fonts } from './fonts.ts';
import type { DocumentFacts, Pen, Tag, TagOptions } from './pen.ts';
import { paperSizes } from './style.ts';
import type { Line } from './text.ts';

/** Thousandths of the em. */
interface GlyphPosition {
  xAdvance: number;
  yAdvance: number;
  xOffset: number;
  yOffset: number;
  advanceWidth: number;
}

/** What pdfkit has no door for (0.20.2, pinned): the current font's encoder and the page's font resources. */
interface PdfkitInternals {
  _font: {
    id: string;
    ref(): unknown;
    encode(text: string, features: string[]): [codes: string[], positions: GlyphPosition[]];
  };
  page: { fonts: Record<string, unknown>; write(content: string): void };
}

type Element = ReturnType<PDFKit.PDFDocument['struct']>;

/** Stands for the dictionary of an element that is in the file; pdfkit still asks it whether it has a parent. */
const written = { P: true };
const number = (value: number) => Math.round(value * 1000) / 1000;
const inks = new Map<string, string>();

/** `#RRGGBB` as the operands of `rg` and `RG`. */
function ink(colour: string): string {
  const known = inks.get(colour);
  if (known !== undefined) return known;
  const part = (at: number) => number(Number.parseInt(colour.slice(at, at + 2), 16) / 255);
  const operands = `${part(1)} ${part(3)} ${part(5)}`;
  inks.set(colour, operands);
  return operands;
}

/** Text for the metadata: pdfkit puts it into XML as it stands, so its XML form is what `toString` gives. */
class MetadataText extends String {
  override toString(): string {
    return super
      .toString()
      .replace(/[&<>]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[character] ?? '');
  }
}

// Characters XML 1.0 has no place for; the info dictionary and the XMP must say the same (ISO 19005-2, 6.6.2.3).
const metadata = (text: string) =>
  new MetadataText(
    revealHidden(text).replace(/[^\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, ' '),
  ) as unknown as string;

/** Bytes in the order they come, in blocks. */
class Output {
  readonly #full: Buffer[] = [];
  #block = Buffer.allocUnsafe(1 << 20);
  #used = 0;

  add(chunk: Uint8Array): void {
    if (this.#used + chunk.length > this.#block.length) {
      this.#full.push(this.#block.subarray(0, this.#used));
      this.#block = Buffer.allocUnsafe(Math.max(1 << 20, chunk.length));
      this.#used = 0;
    }
    this.#block.set(chunk, this.#used);
    this.#used += chunk.length;
  }

  bytes(): Uint8Array {
    return Buffer.concat([...this.#full, this.#block.subarray(0, this.#used)]);
  }
}

/** Writes a tagged PDF/A-2b (ISO 19005-2) with pdfkit; one instance a document. */
export class PdfPen implements Pen {
  readonly #document: PDFKit.PDFDocument;
  readonly #output = new Output();
  readonly #stack: Element[] = [];
  #content: string[] = [];
  #complete = false;
  #parent: PDFKit.PDFOutline | null = null;

  constructor(facts: DocumentFacts, fonts: Fonts) {
    const { width, height } = paperSizes[facts.paper];
    this.#document = new PDFDocument({
      size: [width, height],
      margin: 0,
      autoFirstPage: false,
      pdfVersion: '1.7',
      subset: 'PDF/A-2b',
      tagged: true,
      lang: facts.language,
      displayTitle: true,
      // No standard font: they cannot be embedded, and PDF/A wants every font embedded.
      font: null as unknown as string,
      fontLayoutCache: false,
      info: {
        Title: metadata(facts.title),
        Author: metadata(facts.author),
        Subject: metadata(facts.subject),
        Creator: 'Proffer',
        Producer: 'Proffer (pdfkit)',
        CreationDate: facts.created,
      },
    });
    for (const face of fonts.all) {
      this.#document.registerFont(face.name, face.font as unknown as PDFKit.Mixins.PDFFontSource);
    }
    // pdfkit pushes each line of each object on its own into a stream nobody can read before we yield: with a
    // million of them the stream's bookkeeping outweighs the document several times. They are joined instead.
    for (let chunk = this.#document.read(); chunk !== null; chunk = this.#document.read()) {
      this.#output.add(chunk);
    }
    this.#document.push = (chunk: Uint8Array | null) => {
      if (chunk) this.#output.add(chunk);
      else this.#complete = true;
      return true;
    };
    // The same for the operators of a page: one piece a page.
    this.#document.addContent = (operators: string) => {
      this.#content.push(operators);
      return this.#document;
    };
  }

  /** Ends the document and gives its bytes. */
  finish(): Uint8Array {
    while (this.#stack.length > 0) this.close();
    this.#flushPage();
    this.#document.end();
    if (!this.#complete) throw new Error('an object of the PDF was never written');
    return this.#output.bytes();
  }

  get #internals(): PdfkitInternals {
    return this.#document as unknown as PdfkitInternals;
  }

  addPage(): void {
    this.#flushPage();
    this.#document.addPage();
  }

  #flushPage(): void {
    if (this.#content.length > 0) this.#internals.page.write(this.#content.join('\n'));
    this.#content = [];
  }

  open(tag: Tag, options: TagOptions = {}): void {
    const element = this.#document.struct(tag, options as object);
    const parent = this.#stack.at(-1);
    if (parent) parent.add(element);
    else this.#document.addStructure(element);
    this.#stack.push(element);
  }

  close(): void {
    const element = this.#stack.pop();
    if (!element) return;
    element.end();
    // Written already; the page's parent tree only needs its number. A large table has a quarter million of them.
    if (this.#stack.length > 0) {
      (element as unknown as { dictionary: { data: object } }).dictionary.data = written;
    }
  }

  content(draw: () => void): void {
    const open = this.#stack.at(-1);
    if (!open) throw new Error('content outside any tag');
    open.add(draw);
  }

  artifact(kind: 'Pagination' | 'Layout', draw: () => void): void {
    this.#document.markContent('Artifact', { type: kind });
    draw();
    this.#document.endMarkedContent();
  }

  line(line: Line, x: number, baseline: number, size: number, colour: string): void {
    const document = this.#document;
    let left = x;
    for (const { face, text, width, actual } of line.spans) {
      if (text.trim() !== '') {
        document.font(face.name);
        if (actual !== null) document.markContent('Span', { actual });
        document.addContent(`${ink(colour)} rg ${this.#run(text, left, baseline, size)}`);
        if (actual !== null) document.endMarkedContent();
      }
      left += width * size;
    }
  }

  /**
   * The operators that show a run. pdfkit's `text` would write twelve pieces for it, each an object of its own
   * until the page ends, and turns the coordinates inside a marked span, which makes readers misplace its text.
   */
  #run(text: string, x: number, baseline: number, size: number): string {
    const { _font: font, page } = this.#internals;
    page.fonts[font.id] ??= font.ref();
    const [codes, positions] = font.encode(text, []);
    // The page's coordinates run downwards, so the letters are turned back up.
    const at = (left: number, foot: number) => `1 0 0 -1 ${number(left)} ${number(foot)} Tm`;
    const scale = size / 1000;
    let show = '';
    let open = '';
    let advance = 0;
    for (const [index, code] of codes.entries()) {
      const position = positions[index];
      if (!position) break;
      const { xAdvance, yAdvance, xOffset, yOffset, advanceWidth } = position;
      if (xOffset !== 0 || yOffset !== 0 || yAdvance !== 0) {
        // A mark over or under its letter: shown at its own place.
        if (open !== '') show += `[<${open}>] TJ `;
        show += `${at(x + (advance + xOffset) * scale, baseline - yOffset * scale)} <${code}> Tj `;
        advance += xAdvance;
        open = '';
        show += `${at(x + advance * scale, baseline)} `;
        continue;
      }
      open += code;
      const kerning = number(advanceWidth - xAdvance);
      if (kerning !== 0) open += `> ${kerning} <`;
      advance += xAdvance;
    }
    if (open !== '') show += `[<${open}>] TJ `;
    return `BT /${font.id} ${number(size)} Tf ${at(x, baseline)} ${show}ET`;
  }

  rule(x1: number, y1: number, x2: number, y2: number, colour: string, thickness: number): void {
    this.#document.addContent(
      `${ink(colour)} RG ${number(thickness)} w ${number(x1)} ${number(y1)} m ${number(x2)} ${number(y2)} l S`,
    );
  }

  fill(x: number, y: number, width: number, height: number, colour: string): void {
    this.#document.addContent(`${ink(colour)} rg ${[x, y, width, height].map(number).join(' ')} re f`);
  }

  box(x: number, y: number, width: number, height: number, colour: string, thickness: number): void {
    this.#document.addContent(
      `${ink(colour)} RG ${number(thickness)} w ${[x, y, width, height].map(number).join(' ')} re S`,
    );
  }

  dot(x: number, y: number, radius: number, colour: string): void {
    this.#document.circle(x, y, radius).fill(colour);
  }

  hatch(x: number, y: number, width: number, height: number, colour: string): void {
    const document = this.#document;
    document.save();
    document.rect(x, y, width, height).clip();
    for (let left = x - height; left < x + width; left += 2.6) {
      document.moveTo(left, y + height).lineTo(left + height, y);
    }
    document.lineWidth(0.5).stroke(colour);
    document.restore();
    this.box(x, y, width, height, colour, 0.5);
  }

  outline(title: string, y: number, level: 1 | 2): void {
    const place = { fit: false, top: Math.max(0, y - 12), left: 0, zoom: 0, expanded: false } as object;
    const parent = level === 1 ? this.#document.outline : (this.#parent ?? this.#document.outline);
    const item = parent.addItem(title, place);
    if (level === 1) this.#parent = item;
  }

  anchor(name: string, y: number): void {
    this.#document.addNamedDestination(name, 'XYZ', 0, Math.max(0, y - 12), null as unknown as number);
  }

  jump(x: number, y: number, width: number, height: number, anchor: string, label: string): void {
    const structParent = this.#stack.at(-1);
    this.#document.goTo(x, y, width, height, anchor, {
      structParent,
      Contents: new String(label),
    } as object);
  }
}
