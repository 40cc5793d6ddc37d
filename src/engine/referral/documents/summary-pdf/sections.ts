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
export const clockWidth = ['28 Sept 2028, 08:00 UTC+10:00', 'Sep 28, 2028, 08:00 UTC-10:00'];
export const secondsWidth = ['28 Sept 2028, 08:00:00 UTC+10:00', 'Sep 28, 2028, 08:00:00 UTC-10:00'];
