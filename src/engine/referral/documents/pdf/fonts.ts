import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { create, type Font } from 'fontkit';
import type { FaceStyle } from './style.ts';

interface Glyph {
  id: number;
  advanceWidth: number;
}
interface Position {
  xAdvance: number;
  yAdvance: number;
  xOffset: number;
  yOffset: number;
}
interface Shaped {
  glyphs: Glyph[];
  positions: Position[];
  /** Sum of the advances, in units of the font. */
  width: number;
}

const cacheLimit = 4000;
const pairLimit = 60_000;
/** Scripts whose characters stand one for one as glyphs, in order, moved only by kerning. */
const oneForOne =
  /^[\u0020-\u007E\u00A0-\u00AC\u00AE-\u017F\u0386\u0388-\u038A\u038C\u038E-\u03A1\u03A3-\u03CE\u0400-\u045F\u2013-\u2026\u20AC\u20B9]*$/;

/**
 * One font file. pdfkit is handed `font` itself, with `layout` replaced: a string is shaped as a whole (pdfkit
 * splits at blanks, which breaks right-to-left runs), caches stay bounded however long the document, and text in
 * Latin, Greek and Cyrillic takes a short way: glyph for character and the pairs' kerning, each asked once of
 * fontkit's full shaper, which is forty times slower on such text.
 */
export class Face {
  readonly name: string;
  readonly font: Font;
  /** Glyphs stand in another order or form than their characters: readers need the text beside them. */
  readonly complex: boolean;
  readonly #unitsPerEm: number;
  readonly #shape: (text: string) => Shaped;
  readonly #cache = new Map<string, Shaped>();
  readonly #glyphs = new Map<number, Glyph>();
  readonly #pairs = new Map<number, number>();

  constructor(name: string, file: Uint8Array, complex: boolean) {
    const font = create(Buffer.from(file.buffer, file.byteOffset, file.byteLength));
    if (!('layout' in font)) throw new Error(`${name} is a font collection`);
    this.name = name;
    this.font = font;
    this.complex = complex;
    this.#unitsPerEm = font.unitsPerEm;
    const shape = font.layout.bind(font);
    this.#shape = (text) => {
      const { glyphs, positions } = shape(text);
      return { glyphs, positions, width: positions.reduce((sum, one) => sum + one.xAdvance, 0) };
    };
    Object.defineProperty(font, 'layout', { value: (text: string) => this.#fresh(text) });
  }

  covers(codePoint: number): boolean {
    return this.font.hasGlyphForCodePoint(codePoint);
  }

  /** Width of a run set in this face, in em. */
  measure(text: string): number {
    return this.#width(text) / this.#unitsPerEm;
  }

  #width(text: string): number {
    if (!oneForOne.test(text)) return this.#shaped(text).width;
    let width = 0;
    for (let index = 0; index < text.length; index += 1) {
      const code = text.charCodeAt(index);
      width += this.#glyph(code).advanceWidth;
      if (index > 0) width += this.#kerning(text.charCodeAt(index - 1), code);
    }
    return width;
  }

  #glyph(code: number): Glyph {
    const known = this.#glyphs.get(code);
    if (known) return known;
    const glyph = this.font.glyphForCodePoint(code);
    this.#glyphs.set(code, glyph);
    return glyph;
  }

  #kerning(left: number, right: number): number {
    const key = left * 65_536 + right;
    const known = this.#pairs.get(key);
    if (known !== undefined) return known;
    const { width } = this.#shape(String.fromCharCode(left, right));
    const kerning = width - this.#glyph(left).advanceWidth - this.#glyph(right).advanceWidth;
    if (this.#pairs.size >= pairLimit) this.#pairs.clear();
    this.#pairs.set(key, kerning);
    return kerning;
  }

  #shaped(text: string): Shaped {
    const known = this.#cache.get(text);
    if (known) return known;
    const shaped = this.#shape(text);
    if (this.#cache.size >= cacheLimit) this.#cache.clear();
    this.#cache.set(text, shaped);
    return shaped;
  }

  /** pdfkit scales the positions it is given in place, so each call gets its own. */
  #fresh(text: string) {
    const { glyphs, positions } = oneForOne.test(text) ? this.#direct(text) : this.#shaped(text);
    const own = positions.map((position) => ({ ...position }));
    return {
      glyphs,
      positions: own,
      get advanceWidth() {
        return own.reduce((sum, position) => sum + position.xAdvance, 0);
      },
    };
  }

  #direct(text: string): Pick<Shaped, 'glyphs' | 'positions'> {
    const glyphs: Glyph[] = [];
    const positions: Position[] = [];
    for (let index = 0; index < text.length; index += 1) {
      const code = text.charCodeAt(index);
      const glyph = this.#glyph(code);
      const next = index + 1 < text.length ? this.#kerning(code, text.charCodeAt(index + 1)) : 0;
      glyphs.push(glyph);
      positions.push({ xAdvance: glyph.advanceWidth + next, yAdvance: 0, xOffset: 0, yOffset: 0 });
    }
    return { glyphs, positions };
  }
}

export interface Fonts {
  /** Faces of a style in the order they are tried; the first is the primary one. */
  chains: Record<FaceStyle, [Face, ...Face[]]>;
  all: Face[];
}

const loaded = new Map<string, Fonts>();

/** Reads the fonts below `<resourcesFolder>/fonts`, once for each folder. */
export function loadFonts(resourcesFolder: string): Fonts {
  const known = loaded.get(resourcesFolder);
  if (known) return known;
  const face = (file: string, complex = false) =>
    new Face(file, readFileSync(join(resourcesFolder, 'fonts', `${file}.ttf`)), complex);
  const text = face('NotoSans-Regular');
  const strong = face('NotoSans-SemiBold');
  const mono = face('NotoSansMono-Regular');
  const scripts = (weight: string) => [
    face(`NotoSansDevanagari-${weight}`, true),
    face(`NotoSansArabic-${weight}`, true),
    face(`NotoSansHebrew-${weight}`, true),
  ];
  const regular = scripts('Regular');
  const bold = scripts('SemiBold');
  const fonts: Fonts = {
    chains: {
      text: [text, ...regular, mono],
      strong: [strong, ...bold, mono],
      mono: [mono, text, ...regular],
    },
    all: [text, strong, mono, ...regular, ...bold],
  };
  loaded.set(resourcesFolder, fonts);
  return fonts;
}
