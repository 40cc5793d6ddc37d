import type { ReferralModel } from '../../model.ts';
import type { Profile } from '../../profiles/profile.ts';
import { caseUco } from './case-uco.ts';
import { stixBundle } from './stix.ts';
import { recordTables } from './tables.ts';

/** A machine-readable copy of records; lies in the package below `data/`. */
export interface RecordFile {
  path: string;
  mediaType: string;
  bytes: Uint8Array;
}

/** The records of a referral as CSV, STIX 2.1 and CASE/UCO. Pure: the same model gives the same bytes. */
export function renderRecords(model: ReferralModel, profile: Profile): RecordFile[] {
  return [
    ...Object.entries(recordTables(model, profile)).map(([name, bytes]) => ({
      path: `records/${name}`,
      mediaType: 'text/csv',
      bytes,
    })),
    { path: 'records/stix-bundle.json', mediaType: 'application/stix+json', bytes: stixBundle(model) },
    { path: 'records/case.jsonld', mediaType: 'application/ld+json', bytes: caseUco(model) },
  ];
}
