import type { Input } from '../../shared/contract/index.ts';
import type { ReferralKind } from '../../shared/domain/kinds.ts';
import { forgetOnLock } from '../app/session.ts';
import { createStore } from '../ui/store.ts';

export type Signatory = NonNullable<Input<'referral.readiness'>['signatory']>;

/** A referral as it is being put together: kept while the person goes and mends something elsewhere. */
export interface ReferralDraft {
  agencyId: string | null;
  kind: ReferralKind;
  requests: string[];
  signatory: Signatory;
}

export const drafts = createStore<Record<string, ReferralDraft>>({});

forgetOnLock(() => drafts.set({}));

export const newDraft: ReferralDraft = { agencyId: null, kind: 'criminal', requests: [], signatory: {} };

export function changeDraft(caseId: string, part: Partial<ReferralDraft>): void {
  drafts.set((old) => ({ ...old, [caseId]: { ...newDraft, ...old[caseId], ...part } }));
}

/** What is sent; null until an agency is chosen. Lines left empty are not asked for. */
export function requestOf(caseId: string, draft: ReferralDraft): Input<'referral.readiness'> | null {
  if (!draft.agencyId) return null;
  return {
    caseId,
    agencyId: draft.agencyId,
    kind: draft.kind,
    requests: draft.requests.map((line) => line.trim()).filter(Boolean),
    signatory: draft.signatory,
  };
}
