import type { z } from 'zod';
import type { CheckedInput } from '../../shared/contract/index.ts';
import type { disclosure as disclosureSchema } from '../../shared/contract/referral.ts';
import type { VaultSession } from '../vault/session.ts';
import type { ReferralModel } from './model.ts';
import { findAgency, loadProfiles } from './profiles/load-profiles.ts';
import type { Agency, Profile } from './profiles/profile.ts';
import { checkReadiness, type Readiness } from './profiles/readiness.ts';
import { redact, stateHashOf } from './redact/redact.ts';
import { readinessFacts } from './select/readiness-facts.ts';
import { type Selection, selectDraft } from './select/select-draft.ts';

type Request = CheckedInput<'referral.readiness'>;

export interface Prepared {
  profile: Profile;
  agency: Agency;
  selection: Selection;
  model: ReferralModel;
  disclosures: z.output<typeof disclosureSchema>[];
  readiness: Readiness;
  /** The last export to this agency, when it was of this very state: its version and times are used again. */
  same: { id: string; version: number; sealedAt: string } | null;
}

/** Select, redact, compare with what was sent before. Reads only; preview and export both start here. */
export function prepareReferral(session: VaultSession, request: Request, resources: string): Prepared {
  const { profile, agency } = findAgency(loadProfiles(resources), request.agencyId);
  const selection = selectDraft(session, request, profile);
  const { model: redacted, disclosures, statedInClear } = redact(selection.draft, profile, agency);
  const keptBack = keptBackByMarking(selection);
  const unnumbered = { ...redacted, disclosures: [...redacted.disclosures, ...keptBack] };
  const stateHash = stateHashOf(unnumbered);
  const last = session.database
    .prepare(
      'SELECT id, version, sealed_at AS sealedAt, state_hash AS stateHash FROM referral WHERE case_id = ? AND agency_id = ? ORDER BY version DESC LIMIT 1',
    )
    .get(request.caseId, request.agencyId) as
    | { id: string; version: number; sealedAt: string; stateHash: string }
    | undefined;
  const same = last && last.stateHash === stateHash ? last : null;
  const version = same ? same.version : (last?.version ?? 0) + 1;
  return {
    profile,
    agency,
    selection,
    model: { ...unnumbered, stateHash, version },
    disclosures: [...disclosures, ...keptBack],
    readiness: checkReadiness(profile, agency, {
      ...readinessFacts(session, request, selection.draft),
      statedInClear,
    }),
    same,
  };
}

function keptBackByMarking({ keptBack }: Selection): Prepared['disclosures'] {
  return (
    [
      ['Evidence', keptBack.evidence],
      ['Entities', keptBack.entities],
      ['Events', keptBack.events],
    ] as const
  )
    .filter(([, count]) => count > 0)
    .map(([category, count]) => ({
      category: `${category} marked TLP:AMBER+STRICT or TLP:RED`,
      action: 'withheld' as const,
      count,
      reason: 'Their marking ends at the referring organisation.',
    }));
}
