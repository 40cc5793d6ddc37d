import { z } from 'zod';
import { command, query } from './call.ts';
import { id, instant, page, pii, rows } from './common.ts';
import { entityKind, entityRole } from './entity.ts';

/** A thing that counts as the other side's only since a find was accepted, and is the own contact of somebody harmed or helping. */
export const ownContact = z.object({
  /** The record of the telephone, mailbox or account. */
  id,
  kind: entityKind,
  display: pii(z.string(), 'identifier'),
  /** What it has from the find alone. */
  roles: z.array(entityRole),
  owner: z.object({
    /** Null: an organisation that works on the case. */
    id: id.nullable(),
    display: pii(z.string(), 'name'),
    /** Its role or part in the case, in words. */
    as: z.string(),
  }),
  acceptedAt: instant,
});

export const ownContactCalls = {
  /** Those of a case; of one record, the thing itself or its owner; of one import, those it told and that still stand. */
  'observable.ownContacts': query(
    page(['display'])
      .omit({ search: true, hidden: true })
      .extend({ caseId: id, entityId: id.optional(), importId: id.optional() }),
    rows(ownContact),
  ),
  /**
   * Takes off the roles that came from finds (`belongsTo: 'owner'`), or says that they stand as well, so that nobody is asked
   * again (`'both'`). One log entry, so one undo. Without ids: all that the list shows, of the case or of one import.
   */
  'observable.decideOwn': command(
    z.object({
      caseId: id,
      ids: z.array(id).min(1).max(10_000).optional(),
      importId: id.optional(),
      belongsTo: z.enum(['owner', 'both']),
    }),
    z.object({ changed: z.int() }),
  ),
};
