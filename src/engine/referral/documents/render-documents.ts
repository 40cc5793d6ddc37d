import type { ReferralModel, RenderedDocument } from '../model.ts';
import type { Profile } from '../profiles/profile.ts';

// Interface the engine calls (documents owner: put the real one here, in this file): all PDFs and records of a package,
// paths below data/.
export async function renderDocuments(
  _model: ReferralModel,
  _profile: Profile,
  _resourcesFolder: string,
): Promise<RenderedDocument[]> {
  return [];
}
