import { type Canvas, createCanvas, GlobalFonts, type SKRSContext2D } from '@napi-rs/canvas';
import { mark } from '../facts.ts';

/** Debian’s fonts-noto-core and fonts-noto-mono; pictures are drawn once and kept, so only who redraws them needs it. */
const fontFolder = '/usr/share/fonts/truetype/noto';
const fonts = [
  'NotoSans-Regular',
  'NotoSans-Bold',
  'NotoSans-Italic',
  'NotoSansMono-Regular',
  'NotoSansMono-Bold',
  'NotoSansDevanagari-Regular',
  'NotoSansDevanagari-Bold',
  'NotoSansMath-Regular',
  'NotoSansSymbols-Regular',
  'NotoSansSymbols2-Regular',
];

export function registerFonts(): void {
  for (const font of fonts) {
    if (!GlobalFonts.registerFromPath(`${fontFolder}/${font}.ttf`)) {
      throw new Error(
        `${font} is missing from ${fontFolder}: install fonts-noto-core and fonts-noto-mono to redraw the pictures`,
      );
    }
  }
}

export type Pen = SKRSContext2D;

export function sheet(width: number, height: number, background: string): { canvas: Canvas; pen: Pen } {
  const canvas = createCanvas(width, height);
  const pen = canvas.getContext('2d');
  pen.fillStyle = background;
  pen.fillRect(0, 0, width, height);
  pen.textBaseline = 'alphabetic';
  return { canvas, pen };
}

export function box(
  pen: Pen,
  [x, y, width, height]: [number, number, number, number],
  fill: string,
  options: { radius?: number; stroke?: string; shadow?: boolean } = {},
): void {
  pen.save();
  if (options.shadow) {
    pen.shadowColor = 'rgba(0, 0, 0, 0.35)';
    pen.shadowBlur = 24;
    pen.shadowOffsetY = 8;
  }
  pen.beginPath();
  pen.roundRect(x, y, width, height, options.radius ?? 0);
  pen.fillStyle = fill;
  pen.fill();
  pen.restore();
  if (options.stroke) {
    pen.strokeStyle = options.stroke;
    pen.lineWidth = 1;
    pen.beginPath();
    pen.roundRect(x + 0.5, y + 0.5, width - 1, height - 1, options.radius ?? 0);
    pen.stroke();
  }
}

interface Type {
  size?: number;
  weight?: 'bold' | 'normal' | 'italic';
  colour?: string;
  align?: 'left' | 'right' | 'center';
  mono?: boolean;
}

const textFamilies =
  '"Noto Sans", "Noto Sans Devanagari", "Noto Sans Symbols2", "Noto Sans Symbols", "Noto Sans Math"';

function setType(pen: Pen, type: Type): void {
  const family = type.mono ? '"Noto Sans Mono"' : textFamilies;
  pen.font = `${type.weight ?? 'normal'} ${type.size ?? 16}px ${family}`;
  pen.fillStyle = type.colour ?? '#1d1d1f';
  pen.textAlign = type.align ?? 'left';
}

export function write(pen: Pen, text: string, x: number, y: number, type: Type = {}): void {
  setType(pen, type);
  pen.fillText(text, x, y);
}

/** Text broken at spaces to `width` pixels. Returns the y of the next line. */
export function paragraph(
  pen: Pen,
  text: string,
  [x, y]: [number, number],
  width: number,
  type: Type = {},
): number {
  setType(pen, type);
  const leading = Math.round((type.size ?? 16) * 1.45);
  let line = '';
  let at = y;
  for (const word of text.split(' ')) {
    const longer = line ? `${line} ${word}` : word;
    if (line && pen.measureText(longer).width > width) {
      pen.fillText(line, x, at);
      at += leading;
      line = word;
    } else line = longer;
  }
  pen.fillText(line, x, at);
  return at + leading;
}

/** Nordhaven's invented badge: a compass needle in a ring. */
export function badge(pen: Pen, x: number, y: number, radius: number, ring: string, needle: string): void {
  pen.strokeStyle = ring;
  pen.lineWidth = radius / 5;
  pen.beginPath();
  pen.arc(x, y, radius * 0.88, 0, Math.PI * 2);
  pen.stroke();
  pen.fillStyle = needle;
  pen.beginPath();
  pen.moveTo(x, y - radius * 0.68);
  pen.lineTo(x + radius * 0.26, y);
  pen.lineTo(x, y + radius * 0.68);
  pen.lineTo(x - radius * 0.26, y);
  pen.closePath();
  pen.fill();
}

/** The mark every picture carries, on a plate of its own so that it can be read on any ground. */
export function stampExample(pen: Pen, right: number, bottom: number): void {
  setType(pen, { size: 13, weight: 'bold' });
  const width = pen.measureText(mark).width + 20;
  box(pen, [right - width, bottom - 24, width, 24], '#fff4c2', { radius: 4, stroke: '#b58900' });
  write(pen, mark, right - width + 10, bottom - 7, { size: 13, weight: 'bold', colour: '#5c4500' });
}
