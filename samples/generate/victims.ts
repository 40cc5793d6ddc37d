import { australia } from './victims/australia.ts';
import { canada } from './victims/canada.ts';
import { germany } from './victims/germany.ts';
import { spain } from './victims/spain.ts';
import { unitedKingdom } from './victims/united-kingdom.ts';
import { unitedStates } from './victims/united-states.ts';
import type { Victim } from './victims/victim.ts';

/** All victims of the sample case, by country as the case counts them. */
export const victims: Victim[] = [
  ...unitedStates,
  ...unitedKingdom,
  ...australia,
  ...canada,
  ...germany,
  ...spain,
];

/** The victim of a key; the letters are written to keys. */
export function victimOf(key: string): Victim {
  const found = victims.find((candidate) => candidate.key === key);
  if (!found) throw new Error(`no victim ${key} in the sample facts`);
  return found;
}
