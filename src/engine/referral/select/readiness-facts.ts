import type { CheckedInput } from '../../../shared/contract/index.ts';
import { readCase } from '../../cases/case-rows.ts';
import type { Row } from '../../database/sqlite.ts';
import type { VaultSession } from '../../vault/session.ts';
import type { ReadinessFacts } from '../profiles/readiness.ts';
import type { ReferralDraft } from '../redact/draft.ts';
import { released } from './released.ts';

/** As `parseUncertainDate` marks it. */
const zoneAssumed = 'zone assumed UTC';

const actorRoles = ['suspect', 'money-mule', 'call-centre'];

/** What a profile can ask of a case, counted from the draft and the state of its evidence. */
export function readinessFacts(
  session: VaultSession,
  request: CheckedInput<'referral.readiness'>,
  draft: ReferralDraft,
): Omit<ReadinessFacts, 'statedInClear'> {
  const { database } = session;
  const record = readCase(database, request.caseId);
  const evidence = database
    .prepare(
      `SELECT count(*) AS total, count(*) FILTER (WHERE checked = 'unchecked') AS unchecked, count(*) FILTER (WHERE checked = 'failed') AS failed,
         count(*) FILTER (WHERE trim(source) = '') AS unsourced
       FROM evidence WHERE case_id = ? AND hidden_at IS NULL AND ${released}`,
    )
    .get(request.caseId) as { total: number; unchecked: number; failed: number; unsourced: number };
  const citedAbsent = database
    .prepare(
      `SELECT count(DISTINCT evidence_id) FROM support JOIN evidence ON evidence.id = evidence_id
       WHERE case_id = ? AND (hidden_at IS NOT NULL OR NOT (${released}))`,
    )
    .pluck()
    .get(request.caseId) as number;
  const identifiers: ReadinessFacts['identifiers'] = {};
  for (const entity of draft.entities) {
    if (entity.ownerId !== null || entity.roles.some((role) => role === 'victim' || role === 'witness'))
      continue;
    identifiers[entity.kind] = (identifiers[entity.kind] ?? 0) + 1;
  }
  const instants = draft.events
    .flatMap(({ when }) => [when.earliest, when.latest])
    .filter((one) => one !== null);
  return {
    now: Date.now(),
    case: {
      narrative: record.narrative,
      nexus: draft.case.nexus,
      nexusElsewhere: record.nexus.filter(({ text }) => text.trim() !== '').length,
    },
    organisations: record.organisations,
    signatory: {
      name: request.signatory.name,
      address: request.signatory.address,
      role: request.signatory.role,
      device: request.signatory.deviceKind !== undefined,
    },
    requests: request.requests.length,
    victims: draft.victims.map((victim) => ({
      named: victim.name !== '',
      country: victim.country || null,
      contact: victim.phone !== '' || victim.email !== '',
      ageBand: victim.ageBand !== '',
    })),
    subjects: subjects(session, request.caseId),
    identifiers,
    losses: draft.losses.map((loss) => ({
      reference: loss.reference !== '',
      date: loss.when !== null,
      beneficiary: loss.toId !== null,
    })),
    events: {
      total: draft.events.length,
      undated: draft.events.filter(({ when }) => when.earliest === null && when.latest === null).length,
      zoneAssumed: draft.events.filter(({ when }) => when.assumed.includes(zoneAssumed)).length,
      earliest: instants.length > 0 ? instants.reduce((least, one) => Math.min(least, one)) : null,
      latest: instants.length > 0 ? instants.reduce((most, one) => Math.max(most, one)) : null,
    },
    evidence: { ...evidence, citedAbsent },
  };
}

function subjects(session: VaultSession, caseId: string): ReadinessFacts['subjects'] {
  const rows = session.database
    .prepare(
      `SELECT DISTINCT entity.id, fields, country FROM entity JOIN entity_role role ON role.entity_id = entity.id
       WHERE case_id = ? AND hidden_at IS NULL AND role IN (${actorRoles.map((role) => `'${role}'`).join(', ')}) ORDER BY entity.id`,
    )
    .all(caseId) as Row[];
  return rows.map((row) => ({
    region: (JSON.parse(row.fields as string) as { region?: string }).region ?? '',
    country: row.country as string | null,
  }));
}
