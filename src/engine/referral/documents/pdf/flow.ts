import type { Fonts } from './fonts.ts';
import { blindPen, type Pen, type TagOptions } from './pen.ts';
import { colours, type FaceStyle, margins, type Paper, paperSizes, type TypeName, type } from './style.ts';
import { type Line, layLine, layText } from './text.ts';

export interface RunningHead {
  /** Printed top and bottom on each page: `TLP:AMBER`, with FIRST's colours. */
  marking: { label: string; text: string; background: string };
  /** Upper left of each page. */
  head: string;
  /** Lower left of each page. */
  foot: string;
}

export interface Entry {
  title: string;
  level: 1 | 2;
  page: number;
  anchor: string;
}

export interface TextOptions {
  type?: TypeName;
  style?: FaceStyle;
  colour?: string;
  /** Left edge and width; the whole column when left out. */
  x?: number;
  width?: number;
  tag?: 'P' | 'Caption' | 'LBody';
  after?: number;
}

/**
 * Text and figures one below the other over pages. The same code runs twice: blind, to find the number of pages
 * and where headings fall, then drawing.
 */
export class Flow {
  readonly pen: Pen;
  readonly fonts: Fonts;
  readonly left = margins.left;
  readonly width: number;
  readonly height: number;
  readonly entries: Entry[] = [];
  y = 0;
  page = 0;
  /** Characters no font covers, so far. */
  uncovered = 0;
  readonly #head: RunningHead;
  readonly #pages: number;
  readonly #paper: { width: number; height: number };
  readonly #paperName: Paper;

  /** `pages`: how many the document has, from an earlier pass; 0 where not known yet. */
  constructor(paper: Paper, pen: Pen, fonts: Fonts, head: RunningHead, pages: number) {
    this.pen = pen;
    this.fonts = fonts;
    this.#head = head;
    this.#pages = pages;
    this.#paper = paperSizes[paper];
    this.#paperName = paper;
    this.width = this.#paper.width - margins.left - margins.right;
    this.height = this.#paper.height - margins.top - margins.bottom;
    this.newPage();
  }

  get bottom(): number {
    return this.#paper.height - margins.bottom;
  }

  get room(): number {
    return this.bottom - this.y;
  }

  newPage(): void {
    this.pen.addPage();
    this.page += 1;
    this.pen.artifact('Pagination', () => this.#running());
    this.y = margins.top;
  }

  /** Begins a new page unless this much height is left. */
  ensure(height: number): void {
    if (this.room < Math.min(height, this.height)) this.newPage();
  }

  /** Height of what `write` puts below one another; infinite where it is more than a page. Draws nothing. */
  measure(write: (on: Flow) => void): number {
    const scratch = new Flow(this.#paperName, blindPen, this.fonts, this.#head, 0);
    // Not quite at the top, where a heading drops the space above it.
    const top = scratch.y + 0.01;
    scratch.y = top;
    write(scratch);
    return scratch.page > 1 ? Number.POSITIVE_INFINITY : scratch.y - top;
  }

  /** Begins a new page unless what `write` puts below one another fits; longer than a page, it begins here. */
  reserve(write: (on: Flow) => void): void {
    const height = this.measure(write);
    if (height <= this.height) this.ensure(height);
  }

  /** Writes a heading and what it must not be parted from on one page. `write` runs twice, and must be pure. */
  together(write: (on: Flow) => void): void {
    this.reserve(write);
    write(this);
  }

  skip(height: number): void {
    this.y = Math.min(this.bottom, this.y + height);
  }

  /** Begins a new page unless this one is still empty. */
  freshPage(): void {
    if (this.y > margins.top) this.newPage();
  }

  /** Opens a section: heading, bookmark, entry of the contents. `keep`: height that must follow on its page. */
  heading(level: 1 | 2, title: string, keep = 54): void {
    const { size, leading } = type[level === 1 ? 'h1' : 'h2'];
    const before = level === 1 ? 20 : 11;
    const { lines } = layText(this.fonts, 'strong', title, this.width / size);
    this.ensure(before + lines.length * leading + keep);
    if (this.y > margins.top) this.skip(before);
    const anchor = `section-${this.entries.length + 1}`;
    this.entries.push({ title, level, page: this.page, anchor });
    this.pen.outline(title, this.y, level);
    this.pen.anchor(anchor, this.y);
    this.pen.open(level === 1 ? 'H1' : 'H2', { title });
    this.pen.content(() => {
      for (const [index, line] of lines.entries()) {
        this.pen.line(line, this.left, this.y + index * leading + size, size, colours.accent);
      }
    });
    this.pen.close();
    this.y += lines.length * leading;
    if (level === 1) {
      this.pen.artifact('Layout', () =>
        this.pen.rule(this.left, this.y + 1, this.left + this.width, this.y + 1, colours.accent, 0.8),
      );
      this.y += 8;
    } else this.y += 2;
  }

  lines(text: string, style: FaceStyle, size: number, width: number): Line[] {
    const laid = layText(this.fonts, style, text, width / size);
    this.uncovered += laid.uncovered;
    return laid.lines;
  }

  line(text: string, style: FaceStyle): Line {
    return layLine(this.fonts, style, text);
  }

  /** A paragraph; at least two of its lines stay together on either side of a page's end. */
  paragraph(text: string, options: TextOptions = {}): void {
    const { size, leading } = type[options.type ?? 'body'];
    const x = options.x ?? this.left;
    const lines = this.lines(text, options.style ?? 'text', size, options.width ?? this.width);
    const colour = options.colour ?? colours.ink;
    this.pen.open(options.tag ?? 'P');
    let next = 0;
    while (next < lines.length) {
      const left = lines.length - next;
      let fits = Math.floor(this.room / leading);
      if (fits < left && left - fits === 1) fits -= 1;
      if (fits < Math.min(2, left)) {
        this.newPage();
        continue;
      }
      const part = lines.slice(next, next + fits);
      this.pen.content(() => {
        for (const [index, line] of part.entries()) {
          this.pen.line(line, x, this.y + index * leading + size, size, colour);
        }
      });
      this.y += part.length * leading;
      next += part.length;
    }
    this.pen.close();
    this.skip(options.after ?? 6);
  }

  bullets(items: string[], mark: (index: number) => string = () => '•'): void {
    this.pen.open('L');
    for (const [index, item] of items.entries()) {
      this.ensure(type.body.leading * 2);
      this.pen.open('LI');
      const line = this.line(mark(index), 'text');
      this.pen.artifact('Layout', () =>
        this.pen.line(line, this.left + 4, this.y + type.body.size, type.body.size, colours.muted),
      );
      this.paragraph(item, { x: this.left + 20, width: this.width - 20, tag: 'LBody', after: 3 });
      this.pen.close();
    }
    this.pen.close();
    this.skip(4);
  }

  /** A picture with its description for those who cannot see it. */
  figure(height: number, alt: string, draw: (top: number) => void): void {
    this.ensure(height);
    const top = this.y;
    this.pen.open('Figure', { alt } satisfies TagOptions);
    this.pen.content(() => draw(top));
    this.pen.close();
    this.y = top + height;
  }

  #running(): void {
    const { marking, head, foot } = this.#head;
    const { size } = type.label;
    const label = this.line(marking.label, 'strong');
    const wide = label.width * size + 12;
    const middle = this.#paper.width / 2;
    for (const y of [26, this.#paper.height - 44]) {
      this.pen.fill(middle - wide / 2, y, wide, 13, marking.background);
      this.pen.line(label, middle - wide / 2 + 6, y + 9.2, size, marking.text);
    }
    const right = this.left + this.width;
    const shorten = (text: string) =>
      this.lines(text, 'text', size, this.width * 0.42)[0] ?? { spans: [], width: 0 };
    this.pen.line(shorten(head), this.left, 35.2, size, colours.muted);
    this.pen.line(shorten(foot), this.left, this.#paper.height - 34.8, size, colours.muted);
    const count = this.line(`Page ${this.page} of ${this.#pages}`, 'text');
    this.pen.line(count, right - count.width * size, this.#paper.height - 34.8, size, colours.muted);
    this.pen.rule(this.left, 45, right, 45, colours.hair, 0.5);
    this.pen.rule(this.left, this.#paper.height - 50, right, this.#paper.height - 50, colours.hair, 0.5);
  }
}
