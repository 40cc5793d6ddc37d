import type { ReferralModel } from '../../model.ts';
import type { Agency, Profile } from '../../profiles/profile.ts';
import type { ExhibitReferences } from '../exhibit-references.ts';
import type { Formats } from '../formats.ts';
import type { Flow } from '../pdf/flow.ts';

/** What every section of the summary is written from. */
export interface Summary {
  flow: Flow;
  model: ReferralModel;
  profile: Profile;
  agency: Agency;
  formats: Formats;
  refs: ExhibitReferences;
}

export type Section = (summary: Summary) => void;

/** Samples that columns are made wide enough for. */
export const clockWidth = ['28 Sept 2028, 08:00 UTC+10:00', 'May 28, 2028, 08:00 UTC+10:00'];
export const eventWidth = ['about 28 Sept 2028, 08:00 UTC+10:00', 'about May 28, 2028, 08:00 UTC+10:00'];
export const instantWidth = ['28 Sept 2028, 08:00:00 UTC', 'May 28, 2028, 08:00:00 UTC'];
export const secondsWidth = ['28 Sept 2028, 08:00:00 UTC+10:00', 'May 28, 2028, 08:00:00 UTC+10:00'];

/** The words that may stand alone on a line of a cell, for a column that breaks none of them. */
export const wordsOf = (texts: readonly string[]): string[] =>
  [...new Set(texts.flatMap((text) => text.split(/\s+|(?<=-)/)))].map((word) => word.slice(0, 24));

/** Paragraphs of a longer text, split at blank lines. */
export const paragraphsOf = (text: string): string[] =>
  text
    .split(/\n\s*\n/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
