import type { z } from 'zod';
import type { CheckedInput } from '../../../shared/contract/index.ts';
import type { ownContact } from '../../../shared/contract/own-contact.ts';
import { type EntityRole, entityRoles } from '../../../shared/domain/kinds.ts';
import type { SqliteDatabase } from '../../database/sqlite.ts';
import {
  accusingList,
  harmlessRole,
  isHarmless,
  owningLinks,
  ownKindsList,
  workingContacts,
} from './harmless-owners.ts';

export type OwnContact = z.output<typeof ownContact>;

/**
 * Things whose every accusing role came from an accepted find, and of which nothing else says what they were used for: no event
 * names them as the actor or its instrument, no money went there, no link but those of their owners.
 */
const accusedByFind = `accused AS MATERIALIZED (
  SELECT thing.id, thing.kind, thing.normal, thing.display, decision.gave, decision.decided_at
  FROM observable_decision decision JOIN entity thing ON thing.id = decision.entity_id
  WHERE decision.case_id = @caseId AND decision.kind IN ${ownKindsList} AND decision.state = 'accepted'
    AND decision.gave <> '[]' AND thing.case_id = @caseId AND thing.hidden_at IS NULL
    AND EXISTS (SELECT 1 FROM entity_role WHERE entity_id = thing.id AND role IN ${accusingList})
    AND NOT EXISTS (SELECT 1 FROM entity_role WHERE entity_id = thing.id AND role IN ${accusingList}
      AND role NOT IN (SELECT value FROM json_each(decision.gave)))
    AND NOT EXISTS (SELECT 1 FROM event_participant part JOIN event ON event.id = part.event_id
      WHERE part.entity_id = thing.id AND part.part IN ('actor', 'instrument') AND event.hidden_at IS NULL)
    AND thing.id NOT IN (SELECT to_id FROM loss WHERE case_id = @caseId AND to_id IS NOT NULL AND hidden_at IS NULL)
    AND NOT EXISTS (SELECT 1 FROM payment WHERE payment.to_id = thing.id AND payment.hidden_at IS NULL)
    AND NOT EXISTS (SELECT 1 FROM link WHERE link.from_id = thing.id AND link.hidden_at IS NULL)
    AND NOT EXISTS (SELECT 1 FROM link WHERE link.to_id = thing.id AND link.hidden_at IS NULL
      AND link.kind NOT IN ${owningLinks}))`;

/** Who has them: by a contact on the person's own record, by a link, or as an organisation of the case. */
const owned = `owned AS (
  SELECT accused.id, owner.id AS owner_id FROM accused JOIN entity owner
    ON owner.match_phone = accused.normal AND owner.case_id = @caseId WHERE accused.kind = 'phone' AND ${isHarmless('owner')}
  UNION SELECT accused.id, owner.id FROM accused JOIN entity owner
    ON owner.match_email = accused.normal AND owner.case_id = @caseId WHERE accused.kind = 'email' AND ${isHarmless('owner')}
  UNION SELECT accused.id, owner.id FROM accused
    JOIN link ON link.to_id = accused.id AND link.kind IN ${owningLinks} AND link.hidden_at IS NULL
    JOIN entity owner ON owner.id = link.from_id WHERE ${isHarmless('owner')})`;

const found = `WITH ${accusedByFind}, ${owned}, found AS (
  SELECT accused.*, owner.id AS owner_id, owner.display AS owner, ${harmlessRole('owner')} AS role, NULL AS part
    FROM accused JOIN owned ON owned.id = accused.id JOIN entity owner ON owner.id = owned.owner_id
  UNION ALL SELECT accused.*, NULL, contact.value ->> 'name', NULL, contact.value ->> 'part'
    FROM json_each(@contacts) contact
    JOIN accused ON accused.kind = contact.value ->> 'kind' AND accused.normal = contact.value ->> 'normal'),
  ranked AS (SELECT *, row_number() OVER (PARTITION BY id ORDER BY owner_id NULLS LAST, owner) AS nth FROM found
    WHERE (@entityId IS NULL OR id = @entityId OR owner_id = @entityId)
      AND (@importId IS NULL OR display IN (SELECT place FROM import_finding WHERE batch_id = @importId AND code = 'own-contact'))),
  each AS (SELECT * FROM ranked WHERE nth = 1)`;

interface Found {
  id: string;
  kind: OwnContact['kind'];
  display: string;
  gave: string;
  decided_at: string;
  owner_id: string | null;
  owner: string;
  role: EntityRole | null;
  part: string | null;
}

/** One line for each thing, with the first of its owners. */
export function listOwnContacts(
  database: SqliteDatabase,
  {
    caseId,
    entityId,
    importId,
    offset,
    limit,
    direction,
  }: Omit<CheckedInput<'observable.ownContacts'>, 'limit'> & { limit: number },
): { rows: OwnContact[]; total: number } {
  const contacts = JSON.stringify(workingContacts(database, caseId));
  const parameters = { caseId, entityId: entityId ?? null, importId: importId ?? null, contacts };
  const down = direction === 'descending' ? 'DESC' : 'ASC';
  const rows = database
    .prepare(`${found} SELECT * FROM each ORDER BY display ${down}, id LIMIT @limit OFFSET @offset`)
    .all({ ...parameters, limit, offset }) as Found[];
  const total = database.prepare(`${found} SELECT count(*) FROM each`).pluck().get(parameters) as number;
  return { rows: rows.map((row) => toOwnContact(row)), total };
}

const toOwnContact = ({ id, kind, display, gave, decided_at, ...who }: Found): OwnContact => ({
  id,
  kind,
  display,
  roles: JSON.parse(gave) as EntityRole[],
  owner: {
    id: who.owner_id,
    display: who.owner,
    as: who.role === null ? (who.part ?? '') : entityRoles[who.role],
  },
  acceptedAt: decided_at,
});
