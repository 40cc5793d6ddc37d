/** The one grid and palette of every document. Lengths in points (1/72 inch). */
export const paperSizes = {
  /** ANSI A, 8.5 by 11 inches. */
  Letter: { width: 612, height: 792 },
  /** ISO 216. */
  A4: { width: 595.28, height: 841.89 },
} as const;
export type Paper = keyof typeof paperSizes;

export const margins = { left: 54, right: 54, top: 66, bottom: 62 } as const;

export const colours = {
  ink: '#1B2026',
  muted: '#5A636E',
  faint: '#8A929C',
  rule: '#C9CED5',
  hair: '#E1E4E8',
  band: '#F1F3F6',
  accent: '#1F3B5C',
  mark: '#2F5D8C',
  warn: '#8A3B12',
  warnBand: '#FBF1EA',
} as const;

/** Size and distance of base lines. */
export const type = {
  body: { size: 9.2, leading: 13 },
  small: { size: 7.8, leading: 10.6 },
  table: { size: 7.7, leading: 10 },
  mono: { size: 6.7, leading: 9 },
  label: { size: 7, leading: 9.5 },
  h1: { size: 14.5, leading: 19 },
  h2: { size: 10.6, leading: 14 },
  title: { size: 21, leading: 26 },
  number: { size: 15, leading: 18 },
} as const;
export type TypeName = keyof typeof type;
export type FaceStyle = 'text' | 'strong' | 'mono';
