import { z } from 'zod';
import { eventKinds, eventParts, valuesOf } from '../domain/kinds.ts';
import { command, query } from './call.ts';
import {
  hideInput,
  id,
  instant,
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
import { entityKind } from './entity.ts';

export const eventKind = z.enum(valuesOf(eventKinds));
const eventPart = z.enum(valuesOf(eventParts));

const eventFields = z.object({
  kind: eventKind,
  title: pii(requiredLine, 'free-text'),
  description: pii(text, 'free-text'),
  when: whenInput,
  /** When the organisation learnt of it, if another time. */
  learnt: whenInput.nullable(),
  marking,
  participants: z.array(z.object({ entityId: id, part: eventPart })).max(200),
  evidenceIds: z.array(id).max(1000),
});

export const eventRow = z.object({
  id,
  caseId: id,
  kind: eventKind,
  title: pii(z.string(), 'free-text'),
  when,
  marking,
  participants: z.array(z.object({ entityId: id, part: eventPart, kind: entityKind, display: z.string() })),
  evidenceCount: z.int(),
  hidden: z.boolean(),
});

export const eventRecord = eventRow.extend({
  description: z.string(),
  learnt: when.nullable(),
  /** When it came into this vault. */
  createdAt: instant,
  changedAt: instant,
  evidence: supportingEvidence,
});

/** One bar or dot of the timeline, or a bucket of many where they stand too dense to tell apart. */
const timelineItem = z.object({
  lane: z.string(),
  earliest: z.int(),
  latest: z.int(),
  uncertain: z.boolean(),
  count: z.int(),
  /** Set when `count` is 1. */
  eventId: id.nullable(),
  title: z.string().nullable(),
  kind: eventKind.nullable(),
});

export const eventCalls = {
  'event.create': command(
    eventFields.partial().required({ kind: true, title: true, when: true }).extend({ caseId: id }),
    eventRecord,
  ),
  'event.update': command(withId.extend({ fields: eventFields.partial() }), eventRecord),
  'event.get': query(withId, eventRecord),
  'event.list': query(
    page(['earliest', 'latest', 'title', 'kind', 'changedAt']).extend({
      caseId: id,
      kinds: z.array(eventKind).optional(),
      entityId: id.optional(),
      from: z.int().optional(),
      to: z.int().optional(),
    }),
    rows(eventRow),
  ),
  'event.hide': command(hideInput, eventRecord),
  /** How a time would be read, before it is saved; `invalid-input` says what has to be declared. */
  'event.previewWhen': query(whenInput, when),
  /** At most a few thousand items whatever the size of the case: dense stretches come as buckets. */
  'event.timeline': query(
    z.object({
      caseId: id,
      from: z.int().optional(),
      to: z.int().optional(),
      lanes: z.enum(['kind', 'entity', 'country', 'role']).default('kind'),
      buckets: z.int().min(10).max(2000).default(400),
    }),
    z.object({
      from: z.int().nullable(),
      to: z.int().nullable(),
      lanes: z.array(z.object({ key: z.string(), label: z.string(), count: z.int() })),
      items: z.array(timelineItem),
      undated: z.int(),
    }),
  ),
};
