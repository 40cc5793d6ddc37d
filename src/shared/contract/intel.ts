import { z } from 'zod';
import { intelObjectStates } from '../domain/intel-words.ts';
import { valuesOf } from '../domain/kinds.ts';
import { job, query } from './call.ts';
import { country, id, marking, page, pii, rows, severity, sourceFinding, withId } from './common.ts';
import { entityKind, entityRole } from './entity.ts';

const state = z.enum(valuesOf(intelObjectStates));
const count = z.int().min(0);

const intelInput = z.object({
  caseId: id,
  evidenceId: id,
  /** Of what carries no marking of its own. */
  marking: marking.default('amber'),
  /** Whose national phone numbers and accounts these are; without it they stay unchecked. */
  country: country.optional(),
});

const objectCounts = z.object({ read: count, partly: count, kept: count, revoked: count });

const intelPreview = z.object({
  format: z.enum(['stix', 'misp']),
  /** Such as `STIX 2.1 bundle`. */
  formatName: z.string(),
  title: pii(z.string(), 'free-text'),
  /** By kind: how many the case has not, how many it has, how many of a name it has already. */
  entities: z.array(z.object({ kind: entityKind, added: count, matched: count, unsure: count })),
  links: count,
  events: count,
  objects: objectCounts,
  /** Objects the case has from an earlier import, word for word. */
  unchanged: count,
  /** Objects the case has in another version. */
  changed: count,
  /** Types of what is kept without a record, the commonest first. */
  keptTypes: z.array(z.object({ type: z.string(), count })),
  markings: z.array(z.object({ marking, count })),
  findings: z.array(z.object({ code: z.string(), severity, count })),
  /** The first of each, for looking over. */
  sampleEntities: z.array(
    z.object({
      kind: entityKind,
      display: pii(z.string(), 'identifier'),
      roles: z.array(entityRole),
      marking,
      outcome: z.enum(['added', 'matched', 'unsure']),
    }),
  ),
  sampleFindings: z.array(sourceFinding),
});

const intelImportResult = z.object({
  batchId: id,
  formatName: z.string(),
  title: pii(z.string(), 'free-text'),
  /** `added`, `matched`, `unsure`: entities; `links`, `events`: new ones; `unchanged`, `changed`: objects known before. */
  counts: z.record(z.string(), z.int()),
  objects: objectCounts,
});

const intelObjectRow = z.object({
  id,
  caseId: id,
  importId: id,
  evidenceId: id.nullable(),
  format: z.enum(['stix', 'misp']),
  sourceId: z.string(),
  type: z.string(),
  title: pii(z.string(), 'free-text'),
  /** Who made it, as its source says. */
  creator: z.string(),
  /** When its source last changed it. */
  version: z.string(),
  marking,
  state,
  /** Members that went into no record. */
  leftOver: z.array(z.string()),
});

const intelObject = intelObjectRow.extend({
  pointer: z.string(),
  tags: z.array(pii(z.string(), 'free-text')),
  /** As it was written, but for what must never be kept whole; empty where all of it is in records. */
  json: pii(z.string(), 'free-text'),
  evidence: z.object({ id, number: z.int(), name: z.string() }).nullable(),
  records: z.array(
    z.object({
      kind: z.enum(['entity', 'link', 'event']),
      id,
      relation: z.enum(['made', 'about']),
      display: pii(z.string(), 'free-text'),
      hidden: z.boolean(),
    }),
  ),
});

export const intelCalls = {
  /** What an import would bring; writes nothing. Refuses a file that is neither STIX 2 nor MISP (`invalid-input`). */
  'intel.preview': job(intelInput, intelPreview),
  /** Reads STIX 2 or MISP JSON into the case as one import, which is undone as one. Importing twice changes nothing. */
  'intel.import': job(intelInput, intelImportResult),
  'intel.objects': query(
    page(['type', 'title', 'state', 'creator', 'version']).extend({
      caseId: id,
      importId: id.optional(),
      states: z.array(state).optional(),
      type: z.string().max(100).optional(),
      /** Objects that made or speak of this record. */
      subjectId: id.optional(),
    }),
    rows(intelObjectRow),
  ),
  'intel.object': query(withId, intelObject),
  /** Types of objects in a case with how many there are in each state, for filters. */
  'intel.types': query(
    z.object({ caseId: id, importId: id.optional() }),
    z.object({ types: z.array(z.object({ type: z.string(), state, count })) }),
  ),
};
