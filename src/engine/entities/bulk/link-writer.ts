import { ProfferError } from '../../../shared/domain/errors.ts';
import { newId } from '../../../shared/domain/ids.ts';
import type { Confidence, LinkKind } from '../../../shared/domain/kinds.ts';
import type { SqliteDatabase } from '../../database/sqlite.ts';
import type { Transaction } from '../../log/writer.ts';
import { type When, whenJson } from '../../when.ts';
import type { Added } from './event-writer.ts';
import type { Guard } from './guard.ts';
import type { Provenance } from './support-reader.ts';
import type { SupportWriter } from './support-writer.ts';

export interface NewLink extends Provenance {
  kind: LinkKind;
  /** Entities of the same case, as `ensure` answered them. */
  fromId: string;
  toId: string;
  began?: When | null;
  ended?: When | null;
  confidence?: Confidence;
  note?: string;
}

/** A link between the same two, of the same kind and direction, is one link, however often it is stated. */
export function addLink(
  database: SqliteDatabase,
  transaction: Transaction,
  supports: SupportWriter,
  guard: Guard,
  link: NewLink,
): Added {
  if (link.fromId === link.toId)
    throw new ProfferError(
      'invalid-input',
      'A link joins two different entities. Choose another one at one end.',
    );
  const existing = database
    .cached('SELECT id FROM link WHERE from_id = ? AND to_id = ? AND kind = ? AND hidden_at IS NULL LIMIT 1')
    .pluck()
    .get(link.fromId, link.toId, link.kind) as string | undefined;
  if (existing !== undefined) {
    supports.addOnce('link', existing, link);
    return { id: existing, outcome: 'matched' };
  }
  const id = newId();
  transaction.insert('link', {
    id,
    case_id: link.caseId,
    kind: link.kind,
    from_id: link.fromId,
    to_id: link.toId,
    began_json: link.began ? whenJson(link.began) : null,
    began_earliest: link.began?.earliest ?? null,
    ended_json: link.ended ? whenJson(link.ended) : null,
    confidence: link.confidence ?? 'unknown',
    note: guard.text('note', link.note ?? ''),
    created_at: transaction.at,
    changed_at: transaction.at,
    hidden_at: null,
  });
  supports.add('link', id, link);
  return { id, outcome: 'added' };
}
