import { z } from 'zod';
import { caseStatuses, organisationParts, schemes, valuesOf } from '../domain/kinds.ts';
import { command, query } from './call.ts';
import {
  hideInput,
  id,
  instant,
  line,
  marking,
  money,
  page,
  pii,
  requiredLine,
  rows,
  text,
  withId,
} from './common.ts';

export const caseOrganisation = z.object({
  name: requiredLine,
  part: z.enum(valuesOf(organisationParts)),
  address: line.default(''),
  registrationNumber: line.default(''),
  contact: pii(line, 'contact').default(''),
});

const caseFields = z.object({
  reference: requiredLine.max(60),
  title: requiredLine,
  scheme: z.enum(valuesOf(schemes)),
  status: z.enum(valuesOf(caseStatuses)),
  narrative: pii(text, 'free-text'),
  /** Why an agency has jurisdiction: free text that each referral quotes. */
  nexus: pii(text, 'free-text'),
  lead: pii(line, 'name'),
  marking,
  organisations: z.array(caseOrganisation).max(50),
});

export const caseInput = caseFields.partial().required({ reference: true, title: true, scheme: true });
export const caseRecord = caseFields.extend({
  id,
  createdAt: instant,
  changedAt: instant,
  hidden: z.boolean(),
});

export const caseRow = caseRecord.omit({ narrative: true, nexus: true, organisations: true }).extend({
  evidenceCount: z.int(),
  entityCount: z.int(),
  eventCount: z.int(),
  victimCount: z.int(),
});

export const caseOverview = z.object({
  case: caseRecord,
  counts: z.object({
    evidence: z.int(),
    evidenceBytes: z.int(),
    entities: z.int(),
    events: z.int(),
    links: z.int(),
    losses: z.int(),
    victims: z.int(),
    referrals: z.int(),
  }),
  /** Sums per currency: they are never added across currencies without a stated rate. */
  losses: z.array(z.object({ lost: money, recovered: money })),
  victimsByCountry: z.array(z.object({ country: z.string(), victims: z.int(), losses: z.array(money) })),
  entitiesByKind: z.array(z.object({ kind: z.string(), count: z.int() })),
  firstEvent: z.int().nullable(),
  lastEvent: z.int().nullable(),
  /** Evidence whose last check failed, and evidence not verified since intake. */
  integrity: z.object({ failed: z.int(), lastVerifiedAt: instant.nullable() }),
});

export const caseCalls = {
  'case.create': command(caseInput, caseRecord),
  'case.update': command(withId.extend({ fields: caseFields.partial() }), caseRecord),
  'case.get': query(withId, caseRecord),
  'case.list': query(page(['reference', 'title', 'status', 'changedAt', 'createdAt']), rows(caseRow)),
  'case.hide': command(hideInput, caseRecord),
  'case.overview': query(withId, caseOverview),
};
