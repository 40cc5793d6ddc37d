import { z } from 'zod';
import { entityKinds, entityRoles, linkKinds, valuesOf } from '../domain/kinds.ts';
import { command, query } from './call.ts';
import {
  confidence,
  country,
  hideInput,
  id,
  instant,
  line,
  marking,
  page,
  pii,
  requiredLine,
  rows,
  text,
  when,
  whenInput,
  withId,
} from './common.ts';

export const entityKind = z.enum(valuesOf(entityKinds));
export const entityRole = z.enum(valuesOf(entityRoles));

/** Kind-specific facts that are not the identifier itself. Keys a kind does not know are refused. */
export const entityFields = z
  .object({
    aliases: z.array(pii(line, 'name')).max(50),
    address: pii(line, 'address'),
    /** State or province: it decides who has jurisdiction in India, the US, Germany. */
    region: line,
    city: line,
    phone: pii(line, 'contact'),
    email: pii(line, 'contact'),
    ageBand: z.enum(['under-18', '18-29', '30-39', '40-49', '50-59', '60-69', '70-79', '80-plus']),
    vulnerable: z.boolean(),
    consent: z.enum(['not-asked', 'given', 'refused', 'withdrawn']),
    registrationNumber: line,
    holder: pii(line, 'name'),
    bank: line,
    bankCode: line,
    chain: line,
    spoofed: z.boolean(),
    occupation: line,
  })
  .partial();

const entityCommon = z.object({
  note: pii(text, 'free-text'),
  country: country.nullable(),
  marking,
  confidence,
  fields: entityFields,
  evidenceIds: z.array(id).max(1000),
});

/** What the finder knows and the text does not say. Never guessed. */
const readingContext = z.object({
  /** Country of phone numbers in national form, or of a bank. */
  defaultCountry: country.optional(),
  /** Chain of a wallet. */
  chain: z.string().max(40).optional(),
  /** Numbering scheme of a bank account. */
  scheme: z.string().max(40).optional(),
});

export const entityInput = entityCommon.partial().extend({
  caseId: id,
  kind: entityKind,
  /** As found: the name, number, address, as it stood where it was found. Defanged forms are read too. */
  value: pii(requiredLine, 'identifier'),
  ...readingContext.shape,
  /** Record it although it cannot be one: a spoofed number or a mistyped wallet is evidence too. */
  keepInvalid: z.boolean().default(false),
  roles: z.array(entityRole).max(10).default([]),
});

export const entityRow = z.object({
  id,
  caseId: id,
  kind: entityKind,
  asFound: pii(z.string(), 'identifier'),
  normal: pii(z.string(), 'identifier'),
  /** Safe to show, print and copy: defanged where it could be clicked, masked where it must be. */
  display: pii(z.string(), 'identifier'),
  checked: z.enum(['valid', 'invalid', 'unchecked']),
  problems: z.array(z.string()),
  facts: z.record(z.string(), z.string()),
  roles: z.array(entityRole),
  country: z.string().nullable(),
  marking,
  confidence,
  eventCount: z.int(),
  firstSeen: z.int().nullable(),
  lastSeen: z.int().nullable(),
  hidden: z.boolean(),
});

export const link = z.object({
  id,
  caseId: id,
  kind: z.enum(valuesOf(linkKinds)),
  from: z.object({ id, kind: entityKind, display: z.string() }),
  to: z.object({ id, kind: entityKind, display: z.string() }),
  began: when.nullable(),
  ended: when.nullable(),
  confidence,
  note: z.string(),
  evidenceIds: z.array(id),
  hidden: z.boolean(),
});

export const entityRecord = entityRow.extend({
  note: z.string(),
  fields: entityFields,
  createdAt: instant,
  changedAt: instant,
  evidence: z.array(z.object({ id, number: z.int(), name: z.string() })),
  links: z.array(link),
  events: z.array(z.object({ id, title: z.string(), earliest: z.int().nullable() })),
});

const linkFields = z.object({
  kind: z.enum(valuesOf(linkKinds)),
  began: whenInput.nullable(),
  ended: whenInput.nullable(),
  confidence,
  note: text,
  evidenceIds: z.array(id).max(1000),
});

export const entityCalls = {
  /** Refuses (`conflict`) an identifier the case has already and names the record that holds it. */
  'entity.create': command(entityInput, entityRecord),
  'entity.update': command(
    withId.extend({
      fields: entityCommon.partial().extend({
        value: requiredLine.optional(),
        ...readingContext.shape,
        keepInvalid: z.boolean().optional(),
        roles: z.array(entityRole).optional(),
      }),
    }),
    entityRecord,
  ),
  'entity.get': query(withId, entityRecord),
  'entity.list': query(
    page(['display', 'kind', 'country', 'firstSeen', 'eventCount', 'changedAt']).extend({
      caseId: id,
      kinds: z.array(entityKind).optional(),
      roles: z.array(entityRole).optional(),
    }),
    rows(entityRow),
  ),
  'entity.hide': command(hideInput, entityRecord),
  /** What an identifier would become, before it is saved. */
  'entity.preview': query(
    z.object({
      caseId: id,
      kind: entityKind,
      value: z.string().max(4000),
      ...readingContext.shape,
    }),
    entityRow.pick({ normal: true, display: true, checked: true, problems: true, facts: true }).extend({
      existing: z.object({ id, display: z.string() }).nullable(),
    }),
  ),
  'link.create': command(
    linkFields.partial().required({ kind: true }).extend({ caseId: id, fromId: id, toId: id }),
    link,
  ),
  'link.update': command(withId.extend({ fields: linkFields.partial() }), link),
  'link.list': query(
    page(['kind', 'from', 'to', 'began']).extend({ caseId: id, entityId: id.optional() }),
    rows(link),
  ),
  'link.hide': command(hideInput, link),
};
