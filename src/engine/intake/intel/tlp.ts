import { compareTlp, type TlpLevel, tlpLevels } from '../../../shared/domain/markings.ts';

/**
 * Reads a label of the Traffic Light Protocol, version 1 or 2, as tags and statements carry it (`tlp:amber+strict`,
 * `TLP:WHITE`). WHITE is what version 2 calls CLEAR; `ex:chr` (MISP, "Chatham House Rule") is at most AMBER.
 * Null where it is none.
 */
export function readTlp(label: string): TlpLevel | null {
  const name = /^\s*tlp\s*[:=]\s*"?([a-z+:-]+)"?\s*$/i.exec(label)?.[1]?.toLowerCase();
  if (name === undefined) return null;
  if (name === 'white' || name === 'unclear') return name === 'white' ? 'clear' : null;
  if (name === 'ex:chr') return 'amber';
  return tlpLevels.find((level) => level === name || level.replace('+', '-') === name) ?? null;
}

/** Whether a label belongs to the Permissible Actions Protocol, such as `PAP:AMBER`. */
export const isPap = (label: string): boolean => /^\s*pap\s*[:=]/i.test(label);

/** The most closed of some levels, or null when there is none. */
export function highestTlp(levels: Iterable<TlpLevel | null>): TlpLevel | null {
  let highest: TlpLevel | null = null;
  for (const level of levels) {
    if (level !== null && (highest === null || compareTlp(level, highest) > 0)) highest = level;
  }
  return highest;
}
