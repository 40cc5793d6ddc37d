import { ProfferError } from './errors.ts';

/** Traffic Light Protocol 2.0 (FIRST, 2022), from the most open to the most closed. */
export const tlpLevels = ['clear', 'green', 'amber', 'amber+strict', 'red'] as const;
export type TlpLevel = (typeof tlpLevels)[number];

/** FIRST's colours; the label is printed in `text` on `background` black. Hex, sRGB. */
export const tlpColours: Record<TlpLevel, { text: string; background: string }> = {
  clear: { text: '#FFFFFF', background: '#000000' },
  green: { text: '#33FF00', background: '#000000' },
  amber: { text: '#FFC000', background: '#000000' },
  'amber+strict': { text: '#FFC000', background: '#000000' },
  red: { text: '#FF2B2B', background: '#000000' },
};

/** Who may see it, in FIRST's sense and our words. English; the catalogues translate. */
export const tlpMeanings: Record<TlpLevel, string> = {
  clear: 'No limit on disclosure.',
  green: 'The community may share it within itself, not in public.',
  amber: "The recipient's organisation and its clients, as far as they need to know.",
  'amber+strict': "The recipient's organisation only, as far as it needs to know.",
  red: 'The named recipients only.',
};

/** Negative when `left` is more open, positive when it is more closed, 0 when equal. */
export function compareTlp(left: TlpLevel, right: TlpLevel): number {
  return tlpLevels.indexOf(left) - tlpLevels.indexOf(right);
}

/** The label as FIRST wants it printed, such as `TLP:AMBER+STRICT`. */
export function tlpLabel(level: TlpLevel): string {
  return `TLP:${level.toUpperCase()}`;
}

/**
 * Reads a printed label in any case, with or without `TLP:`. Fails with `invalid-input`, also on TLP 1.0's
 * `WHITE`, which must be re-marked by a person because the two versions differ in meaning elsewhere.
 */
export function parseTlp(text: string): TlpLevel {
  const name = text
    .trim()
    .toLowerCase()
    .replace(/^tlp:\s*/, '');
  const level = tlpLevels.find((candidate) => candidate === name);
  if (level) return level;
  throw new ProfferError(
    'invalid-input',
    `Not a TLP 2.0 label. Use one of: ${tlpLevels.map(tlpLabel).join(', ')}.`,
    {
      text: text.slice(0, 100),
    },
  );
}
