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

const caseOrganisation = z.object({
  name: requiredLine,
  part: z.enum(valuesOf(organisationParts)),
  address: line.default(''),
  registrationNumber: line.default(''),
  contact: pii(line, 'contact').default(''),
});

/** Why the agencies of one country (`US`), or one of them (`US-IC3`), have jurisdiction. Empty recipient: not said for whom. */
export const nexus = z.object({
  recipient: z
    .string()
    .regex(/^([A-Z]{2}(-[A-Z0-9-]{1,40})?)?$/, 'must be a country such as US, or an agency such as US-IC3'),
  text: pii(text, 'free-text'),
});

const caseFields = z.object({
  reference: requiredLine.max(60),
  title: requiredLine,
  scheme: z.enum(valuesOf(schemes)),
  status: z.enum(valuesOf(caseStatuses)),
  narrative: pii(text, 'free-text'),
  /** Each referral quotes the one for its agency, else the one for its country. */
  nexus: z
    .array(nexus)
    .max(100)
    .refine(
      (list) => new Set(list.map((one) => one.recipient)).size === list.length,
      'must have only one text for each country or agency',
    ),
  lead: pii(line, 'name'),
  marking,
  organisations: z.array(caseOrganisation).max(50),
});

const caseInput = caseFields.partial().required({ reference: true, title: true, scheme: true });
export const caseRecord = caseFields.extend({
  id,
  createdAt: instant,
  changedAt: instant,
  hidden: z.boolean(),
});

const caseRow = caseRecord.omit({ narrative: true, nexus: true, organisations: true }).extend({
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
