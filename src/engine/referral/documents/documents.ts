import type { ReferralModel, RenderedDocument } from '../model.ts';
import type { Profile } from '../profiles/profile.ts';
import { renderCertificates } from './certificate/certificates.ts';
import { renderSummary } from './summary-pdf/summary.ts';

/**
 * Every document of a referral, summary first: PDF/A-2b, tagged, unsigned. Pure: the same model and profile give
 * the same bytes. `resourcesFolder` holds `fonts/`. Synchronous and heavy for large cases: for a worker.
 */
export function renderDocuments(
  model: ReferralModel,
  profile: Profile,
  resourcesFolder: string,
): RenderedDocument[] {
  return [
    renderSummary(model, profile, resourcesFolder),
    ...renderCertificates(model, profile, resourcesFolder),
  ];
}
