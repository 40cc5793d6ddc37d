import type { CheckedInput } from '../../../shared/contract/index.ts';
import { newId } from '../../../shared/domain/ids.ts';
import type { EntityRole } from '../../../shared/domain/kinds.ts';
import { requireOpenCase } from '../../cases/case-rows.ts';
import type { SqliteDatabase } from '../../database/sqlite.ts';
import type { Transaction } from '../../log/writer.ts';
import type { VaultSession } from '../../vault/session.ts';
import { chosenIds, readObservable } from './observable-rows.ts';

export type DecidedState = 'accepted' | 'rejected' | 'ignored';

interface Subject {
  caseId: string;
  kind: string;
  normal: string;
}

interface Decision {
  state: DecidedState;
  entityId: string | null;
  /** Roles the record has from this alone. */
  gave: readonly EntityRole[];
}

/** Writes a person's word on one find, in place of an earlier one; null takes it back. False where it stands already. */
export function recordDecision(
  database: SqliteDatabase,
  transaction: Transaction,
  { caseId, kind, normal }: Subject,
  decision: Decision | null,
): boolean {
  const before = database
    .cached('SELECT id FROM observable_decision WHERE case_id = ? AND kind = ? AND normal = ?')
    .pluck()
    .get(caseId, kind, normal) as string | undefined;
  if (decision === null) {
    if (before === undefined) return false;
    transaction.remove('observable_decision', before);
    return true;
  }
  const columns = {
    state: decision.state,
    entity_id: decision.entityId,
    gave: JSON.stringify(decision.gave),
  };
  if (before !== undefined) return transaction.update('observable_decision', before, columns);
  transaction.insert('observable_decision', {
    id: newId(),
    case_id: caseId,
    kind,
    normal,
    ...columns,
    decided_at: transaction.at,
  });
  return true;
}

const words = { rejected: 'rejected', ignored: 'passed over', open: 'opened again' } as const;
/** Decisions in one log entry. */
const together = 5_000;

/** Puts finds aside or opens them again; accepted ones keep their record and are left alone. */
export function decideObservables(session: VaultSession, input: CheckedInput<'observable.decide'>): number {
  const { database } = session;
  requireOpenCase(database, input.caseId);
  const found = chosenIds(database, input)
    .map((id) => readObservable(database, id))
    .filter(({ state }) => state !== 'accepted');
  let changed = 0;
  for (let at = 0; at < found.length; at += together) {
    const part = found.slice(at, at + together);
    const what = part.length === 1 ? part[0]!.display : `${part.length.toLocaleString('en')} finds`;
    session.write(
      { reason: 'edit', summary: `${what} ${words[input.state]}`, caseId: input.caseId },
      (transaction) => {
        for (const one of part) {
          const decision = input.state === 'open' ? null : { state: input.state, entityId: null, gave: [] };
          if (recordDecision(database, transaction, one, decision)) changed += 1;
        }
      },
    );
  }
  return changed;
}
