import type { ReferralModel } from '../../model.ts';
import type { Agency, Profile } from '../../profiles/profile.ts';
import type { Formats } from '../formats.ts';
import type { Flow } from '../pdf/flow.ts';

/** What every section of the summary is written from. */
export interface Summary {
  flow: Flow;
  model: ReferralModel;
  profile: Profile;
  agency: Agency;
  formats: Formats;
}

export type Section = (summary: Summary) => void;

/** References of exhibits as a cell shows them. */
export const refs = (exhibits: string[]) => exhibits.join(', ');
