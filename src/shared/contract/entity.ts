import { z } from 'zod';
import { longestQuote } from '../domain/because.ts';
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
  supportingEvidence,
  text,
  when,
  whenInput,
  withId,
} from './common.ts';
import { duplicateGroup } from './duplicate-group.ts';
import { entityFields } from './entity-fields.ts';

export const entityKind = z.enum(valuesOf(entityKinds));
export const entityRole = z.enum(valuesOf(entityRoles));

/** The place in a piece of evidence a record rests on; see domain/because.ts. */
export const because = z.object({
  place: requiredLine,
  page: z.int().optional(),
  line: z.int().optional(),
  quote: pii(z.string().max(longestQuote), 'free-text').optional(),
});

const entityCommon = z.object({
  note: pii(text, 'free-text'),
  country: country.nullable(),
  marking,
  confidence,
  fields: entityFields,
  /** First and last sight as a source states them; what events tell comes by itself. */
  seenFrom: whenInput.nullable(),
  seenTo: whenInput.nullable(),
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
  /** Platform of a social or messaging account. */
  platform: z.string().max(40).optional(),
  /** Program of a remote-access ID. */
  tool: z.string().max(40).optional(),
  /** What the number of a device is: `imei`, `mac`, `serial`, `uuid`. */
  numbering: z.string().max(40).optional(),
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
  note: pii(z.string(), 'free-text'),
  evidenceIds: z.array(id),
  hidden: z.boolean(),
});

const entityEnd = z.object({ id, kind: entityKind, display: pii(z.string(), 'identifier') });

export const entityRecord = entityRow.extend({
  note: pii(z.string(), 'free-text'),
  fields: entityFields,
  seenFrom: when.nullable(),
  seenTo: when.nullable(),
  /** The times `firstSeen` and `lastSeen` come from, as they were told: of the source, or of an event. */
  firstSighting: when.nullable(),
  lastSighting: when.nullable(),
  /** The record this one went into when two proved to be one. */
  mergedInto: entityEnd.nullable(),
  /** The groups it is one of in which something is to be decided. */
  duplicates: z.array(duplicateGroup),
  createdAt: instant,
  changedAt: instant,
  evidence: z.array(z.object({ id, number: z.int(), name: z.string(), because: because.nullable() })),
  links: z.array(link),
  events: z.array(z.object({ id, title: z.string(), when })),
});

const linkRecord = link.extend({
  evidence: supportingEvidence,
});

const linkFields = z.object({
  kind: z.enum(valuesOf(linkKinds)),
  began: whenInput.nullable(),
  ended: whenInput.nullable(),
  confidence,
  note: pii(text, 'free-text'),
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
  /**
   * Makes one record of two: all that names the second names the first from then on, gaps are filled, the stricter marking
   * holds, and the second is hidden. One undo takes it back.
   */
  'entity.merge': command(z.object({ keepId: id, mergeId: id, reason: line.optional() }), entityRecord),
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
  'link.get': query(withId, linkRecord),
  'link.create': command(
    linkFields.partial().required({ kind: true }).extend({ caseId: id, fromId: id, toId: id }),
    link,
  ),
  'link.update': command(withId.extend({ fields: linkFields.partial() }), link),
  'link.list': query(
    page(['kind', 'from', 'to', 'began', 'confidence']).extend({
      caseId: id,
      entityId: id.optional(),
      kinds: z.array(z.enum(valuesOf(linkKinds))).optional(),
    }),
    rows(link),
  ),
  'link.hide': command(hideInput, link),
};
