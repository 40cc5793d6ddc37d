import { compareTlp, type TlpLevel, tlpLevels } from '../../../shared/domain/markings.ts';

/**
 * Whether what bears this marking may go to an agency. TLP 2.0 ends AMBER+STRICT at the organisation and RED at named
 * persons: such records stay, and the referral says how many.
 */
export const isReleased = (marking: TlpLevel): boolean => compareTlp(marking, 'amber') <= 0;

/** The same as an SQL condition on a column `marking`. */
export const released = `marking IN (${tlpLevels
  .filter(isReleased)
  .map((level) => `'${level}'`)
  .join(', ')})`;
