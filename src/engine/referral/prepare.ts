import type { z } from 'zod';
import type { CheckedInput } from '../../shared/contract/index.ts';
import type { disclosure as disclosureSchema } from '../../shared/contract/referral.ts';
import { atOnce, stepByStep } from '../database/in-turns.ts';
import type { VaultSession } from '../vault/session.ts';
import type { ReferralModel } from './model.ts';
import { findAgency, loadProfiles } from './profiles/load-profiles.ts';
import type { Agency, Profile } from './profiles/profile.ts';
import { checkReadiness, type Readiness } from './profiles/readiness.ts';
import { redactSteps, stateHashSteps } from './redact/redact.ts';
import { readinessFacts } from './select/readiness-facts.ts';
import { type Selection, selectDraft, selectSteps } from './select/select-draft.ts';

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

/** How often what was read while others wrote is read anew before others have to wait. */
const mostAttempts = 2;

/**
 * Select, redact, compare with what was sent before. Reads only; readiness, preview and export all start here. A case of a million
 * events takes a minute, in which others are answered: what was prepared is of one state, as nothing was written meanwhile.
 * @throws ProfferError `cancelled`.
 */
export async function prepareReferral(
  session: VaultSession,
  request: Request,
  resources: string,
  signal: AbortSignal,
): Promise<Prepared> {
  const { profile } = findAgency(loadProfiles(resources), request.agencyId);
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    const { hash } = session.log.head();
    const selection = await stepByStep(selectSteps(session, request, profile), signal);
    if (session.log.head().hash !== hash) continue;
    const prepared = await stepByStep(prepareSteps(session, request, resources, selection), signal);
    if (session.log.head().hash === hash) return prepared;
  }
  return atOnce(prepareSteps(session, request, resources, selectDraft(session, request, profile)));
}

function* prepareSteps(
  session: VaultSession,
  request: Request,
  resources: string,
  selection: Selection,
): Generator<void, Prepared> {
  const { profile, agency } = findAgency(loadProfiles(resources), request.agencyId);
  const {
    model: redacted,
    disclosures,
    statedInClear,
  } = yield* redactSteps(selection.draft, profile, agency);
  const keptBack = keptBackByMarking(selection);
  const unnumbered = { ...redacted, disclosures: [...redacted.disclosures, ...keptBack] };
  const stateHash = yield* stateHashSteps(unnumbered);
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
