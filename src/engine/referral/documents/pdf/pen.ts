import type { Paper } from './style.ts';
import type { Line } from './text.ts';

export interface DocumentFacts {
  paper: Paper;
  /** BCP 47 tag of the document's language. */
  language: string;
  title: string;
  author: string;
  subject: string;
  /** Stands in for the time of writing, so that the same content gives the same bytes. */
  created: Date;
}

/** Standard structure types of ISO 32000-1, 14.8.4, that documents use. */
export type Tag =
  | 'Document'
  | 'Sect'
  | 'H1'
  | 'H2'
  | 'P'
  | 'Table'
  | 'TR'
  | 'TH'
  | 'TD'
  | 'Figure'
  | 'Caption'
  | 'TOC'
  | 'TOCI'
  | 'Link'
  | 'L'
  | 'LI'
  | 'LBody';

export interface TagOptions {
  alt?: string;
  scope?: 'Column' | 'Row';
  title?: string;
}

/**
 * What the layout draws with. Everything is drawn inside `content` (real content of the open tag) or `artifact`
 * (decoration and running heads, which assistive readers skip). Coordinates from the top left, in points.
 */
export interface Pen {
  addPage(): void;
  open(tag: Tag, options?: TagOptions): void;
  close(): void;
  content(draw: () => void): void;
  artifact(kind: 'Pagination' | 'Layout', draw: () => void): void;
  /** `baseline` is the y of the letters' feet. */
  line(line: Line, x: number, baseline: number, size: number, colour: string): void;
  rule(x1: number, y1: number, x2: number, y2: number, colour: string, thickness: number): void;
  fill(x: number, y: number, width: number, height: number, colour: string): void;
  box(x: number, y: number, width: number, height: number, colour: string, thickness: number): void;
  dot(x: number, y: number, radius: number, colour: string): void;
  /** A bar filled with slanted lines: something between here and there. */
  hatch(x: number, y: number, width: number, height: number, colour: string): void;
  outline(title: string, y: number, level: 1 | 2): void;
  anchor(name: string, y: number): void;
  /** A link inside the open `Link` tag. */
  jump(x: number, y: number, width: number, height: number, anchor: string, label: string): void;
}

/** Draws nothing: the first of two passes only finds out where pages end. */
export const blindPen: Pen = {
  addPage() {},
  open() {},
  close() {},
  content(draw) {
    draw();
  },
  artifact(_kind, draw) {
    draw();
  },
  line() {},
  rule() {},
  fill() {},
  box() {},
  dot() {},
  hatch() {},
  outline() {},
  anchor() {},
  jump() {},
};
