import { z } from 'zod';
import { referralKinds, valuesOf } from '../domain/kinds.ts';
import { job, query } from './call.ts';
import { folder, id, instant, line, page, requiredLine, rows, sha256 } from './common.ts';

const agencySummary = z.object({
  id: z.string(),
  name: z.string(),
  unit: z.string(),
  profileId: z.string(),
  country: z.string(),
  paper: z.string(),
  locale: z.string(),
  certificate: z.string(),
  channels: z.array(z.string()),
  asOf: z.string(),
  notes: z.string(),
});

export const readiness = z.object({
  /** `block` keeps the export from happening; `warn` and `optional` are told. */
  items: z.array(
    z.object({
      field: z.string(),
      level: z.enum(['block', 'warn', 'optional']),
      satisfied: z.boolean(),
      message: z.string(),
      /** Where in the app to mend it. */
      mend: z.enum(['case', 'entities', 'events', 'evidence', 'losses', 'vault', 'referral', 'none']),
      /** Where the profile has it from, in words; empty for what every export asks for. */
      source: z.string(),
    }),
  ),
  ready: z.boolean(),
});

/** What of the case the recipient will see, and what is kept back. */
export const disclosure = z.object({
  category: z.string(),
  action: z.enum(['kept', 'masked', 'pseudonym', 'year-only', 'withheld']),
  count: z.int(),
  reason: z.string(),
});

/** Facts only a person can state: they go on the forms word for word; nothing is pre-filled that was not said. */
export const signatory = z.object({
  name: line.default(''),
  role: line.default(''),
  relation: line.default(''),
  address: line.default(''),
  place: line.default(''),
  deviceKind: z
    .enum(['computer', 'dvr', 'mobile', 'flash-drive', 'optical-disc', 'server', 'cloud', 'other'])
    .optional(),
  deviceOther: line.default(''),
  deviceMake: line.default(''),
  deviceColour: line.default(''),
  deviceSerial: line.default(''),
  deviceIdentifier: line.default(''),
  deviceNote: line.default(''),
  control: z.array(z.enum(['owned', 'maintained', 'managed', 'operated'])).default([]),
});

const request = z.object({
  caseId: id,
  agencyId: z.string(),
  kind: z.enum(valuesOf(referralKinds)).default('criminal'),
  /** What the agency is asked to do. */
  requests: z.array(requiredLine).max(20).default([]),
  signatory: signatory.prefault({}),
});

export const referralRow = z.object({
  id,
  caseId: id,
  agencyId: z.string(),
  agencyName: z.string(),
  kind: z.enum(valuesOf(referralKinds)),
  version: z.int(),
  packageName: z.string(),
  packagePath: z.string(),
  packageSha256: sha256,
  packageBytes: z.int(),
  tagManifestSha256: sha256,
  stateHash: sha256,
  sealedAt: instant,
  exhibits: z.int(),
  fingerprint: z.string(),
});

export const referralCalls = {
  'referral.agencies': query(z.object({}), z.object({ agencies: z.array(agencySummary) })),
  'referral.readiness': query(
    request,
    z.object({ readiness, disclosures: z.array(disclosure), exhibits: z.int(), exhibitBytes: z.int() }),
  ),
  /** Renders the documents into memory; they are shown through the evidence scheme as `preview/<previewId>`. */
  'referral.preview': job(
    request,
    z.object({
      documents: z.array(
        z.object({
          previewId: z.string(),
          name: z.string(),
          mediaType: z.string(),
          sizeBytes: z.int(),
          pages: z.int(),
        }),
      ),
    }),
  ),
  /** Verifies the evidence, renders, bags, signs, records. A new state is a new version; no file is overwritten. */
  'referral.export': job(request.extend({ folder }), z.object({ referral: referralRow, path: z.string() })),
  'referral.list': query(page(['sealedAt', 'version']).extend({ caseId: id }), rows(referralRow)),
  'referral.get': query(z.object({ id }), referralRow),
};
