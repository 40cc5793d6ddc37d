import { newId } from '../../../shared/domain/ids.ts';
import type { EventKind, EventPart } from '../../../shared/domain/kinds.ts';
import type { TlpLevel } from '../../../shared/domain/markings.ts';
import type { SqliteDatabase } from '../../database/sqlite.ts';
import type { Transaction } from '../../log/writer.ts';
import { type When, whenJson } from '../../when.ts';
import { findStatement } from './find-statement.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { Guard } from './guard.ts';
import type { Provenance } from './support-reader.ts';
import type { SupportWriter } from './support-writer.ts';

export interface NewEvent extends Provenance {
  kind: EventKind;
  title: string;
  description?: string;
  when: When;
  learnt?: When | null;
  marking?: TlpLevel;
  /** Entities of the same case, as `ensure` answered them. */
  participants?: readonly { entityId: string; part: EventPart }[];
}

export interface Added {
  id: string;
  outcome: 'added' | 'matched';
}

export function addEvent(
  database: SqliteDatabase,
  transaction: Transaction,
  supports: SupportWriter,
  guard: Guard,
  event: NewEvent,
): Added {
  const title = guard.text('title', event.title);
  const description = guard.text('description', event.description ?? '');
  const participants = [
    ...new Map((event.participants ?? []).map((one) => [`${one.entityId} ${one.part}`, one])).values(),
  ];
  const fingerprint = fingerprintOf(event.when.edtf.slice(0, 19), [
    event.caseId,
    event.kind,
    title,
    description,
    event.when.edtf,
    ...participants.map((one) => `${one.entityId} ${one.part}`).sort(),
  ]);
  const existing = findStatement(database, supports, 'event', fingerprint, event);
  if (existing !== null) {
    supports.addOnce('event', existing, event);
    return { id: existing, outcome: 'matched' };
  }
  const id = newId();
  transaction.insert('event', {
    id,
    case_id: event.caseId,
    kind: event.kind,
    title,
    description,
    when_json: whenJson(event.when),
    earliest: event.when.earliest,
    latest: event.when.latest,
    learnt_json: event.learnt ? whenJson(event.learnt) : null,
    marking: event.marking ?? 'amber',
    fingerprint,
    created_at: transaction.at,
    changed_at: transaction.at,
    hidden_at: null,
  });
  for (const { entityId, part } of participants)
    transaction.insert('event_participant', { id: newId(), event_id: id, entity_id: entityId, part });
  supports.add('event', id, event);
  return { id, outcome: 'added' };
}
