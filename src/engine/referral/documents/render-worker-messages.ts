import type { ErrorData } from '../../../shared/domain/errors.ts';
import type { ReferralModel, RenderedDocument, RenderedFile } from '../model.ts';
import type { Profile } from '../profiles/profile.ts';

/** What the render worker is started with. */
export interface RenderTask {
  model: ReferralModel;
  profile: Profile;
  resourcesFolder: string;
  /** Also the machine-readable copies; a preview has no use for them. */
  withRecords: boolean;
}

/** Its only answer. An expected failure keeps its code; another one keeps its text for the engine's error stream. */
export type RenderAnswer =
  | { ok: true; documents: RenderedDocument[]; records: RenderedFile[] }
  | { ok: false; error: ErrorData }
  | { ok: false; defect: string };
