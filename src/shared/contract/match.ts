import { z } from 'zod';
import { query } from './call.ts';
import { id, page, pii, rows, withId } from './common.ts';
import { entityKind, entityRole } from './entity.ts';

/** Why two records are taken for the same: an identifier's normal form, a person's own phone or e-mail, or a name alone. */
const matchBasis = z.enum(['identifier', 'contact', 'name']);

export const matchedEntity = z.object({
  entityId: id,
  caseId: id,
  caseReference: z.string(),
  caseTitle: z.string(),
  kind: entityKind,
  display: pii(z.string(), 'identifier'),
  roles: z.array(entityRole),
  basis: matchBasis,
});

export const match = z.object({
  entityId: id,
  kind: entityKind,
  display: pii(z.string(), 'identifier'),
  roles: z.array(entityRole),
  basis: matchBasis,
  /** How many other cases have it. */
  caseCount: z.int(),
  /** The first of them; `match.ofEntity` tells all. */
  others: z.array(matchedEntity),
});

export const matchCalls = {
  /** What of this case stands in other cases too. Looked up in the records as they are: always true. */
  'match.list': query(
    page(['caseCount', 'display', 'kind'])
      .omit({ hidden: true })
      .extend({
        caseId: id,
        bases: z.array(matchBasis).optional(),
        kinds: z.array(entityKind).optional(),
      }),
    rows(match),
  ),
  /** Where else this entity is known, at most 500. */
  'match.ofEntity': query(withId, z.object({ matches: z.array(matchedEntity) })),
};
