import { z } from 'zod';
import { command, query } from './call.ts';
import {
  hideInput,
  id,
  instant,
  line,
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

const disclosureFields = z.object({
  recipient: requiredLine,
  /** What was told, in words: name and telephone, the whole complaint, a recording. */
  what: pii(text, 'free-text'),
  /** Why it was lawful: consent, a statute, a legal request and its number. */
  basis: line,
  when: whenInput.nullable(),
  note: pii(text, 'free-text'),
  evidenceIds: z.array(id).max(1000),
});

export const disclosureRow = z.object({
  /** Null for what a sealed referral disclosed: it is read from the referral and cannot be edited. */
  id: id.nullable(),
  referralId: id.nullable(),
  entityId: id,
  recipient: z.string(),
  what: pii(z.string(), 'free-text'),
  basis: z.string(),
  when: when.nullable(),
  /** Instant for sorting: when it was told, in ms UTC. */
  at: z.int().nullable(),
  note: pii(z.string(), 'free-text'),
  evidence: supportingEvidence,
  hidden: z.boolean(),
  createdAt: instant,
});

export const disclosureCalls = {
  'disclosure.create': command(
    disclosureFields.partial().required({ recipient: true, what: true }).extend({ caseId: id, entityId: id }),
    disclosureRow,
  ),
  'disclosure.update': command(withId.extend({ fields: disclosureFields.partial() }), disclosureRow),
  'disclosure.hide': command(hideInput, disclosureRow),
  /** What was disclosed of a person, to whom: entries by hand, and every sealed referral the person was a part of. */
  'disclosure.list': query(
    page(['at', 'recipient']).extend({ caseId: id, entityId: id }),
    rows(disclosureRow),
  ),
};
