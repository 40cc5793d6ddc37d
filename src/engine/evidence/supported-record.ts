import { newId } from '../../shared/domain/ids.ts';
import type { Row } from '../database/sqlite.ts';
import type { Transaction } from '../log/writer.ts';
import type { VaultSession } from '../vault/session.ts';
import { type SupportedKind, setSupport } from './support.ts';

/** What people write down of a case and rest on evidence; each kind is a table of its name. */
interface Subject {
  kind: SupportedKind;
  id: string;
  caseId: string;
}

interface Written {
  /** What the log calls it. */
  summary: string;
  columns: Row;
  evidenceIds: readonly string[] | undefined;
}

/**
 * One new record with the evidence it rests on; `more` writes what belongs to it. Its id.
 * @throws ProfferError `not-found` when a piece of evidence is not of the same case; then nothing is written.
 */
export function createRecord(
  session: VaultSession,
  { kind, caseId }: Omit<Subject, 'id'>,
  { summary, columns, evidenceIds = [] }: Written,
  more?: (transaction: Transaction, id: string) => void,
): string {
  const id = newId();
  session.write({ reason: 'create', summary, caseId }, (transaction) => {
    const { at } = transaction;
    transaction.insert(kind, {
      id,
      case_id: caseId,
      ...columns,
      created_at: at,
      changed_at: at,
      hidden_at: null,
    });
    more?.(transaction, id);
    setSupport(session.database, transaction, { kind, id, caseId }, evidenceIds);
  });
  return id;
}

/** Writes what differs, of the record itself, of what belongs to it and of its evidence; only then has it changed. */
export function editRecord(
  session: VaultSession,
  subject: Subject,
  { summary, columns, evidenceIds }: Written,
  more?: (transaction: Transaction) => void,
): void {
  const { kind, id, caseId } = subject;
  session.write({ reason: 'edit', summary, caseId }, (transaction) => {
    transaction.update(kind, id, columns);
    more?.(transaction);
    if (evidenceIds) setSupport(session.database, transaction, subject, evidenceIds);
    if (transaction.changed) transaction.update(kind, id, { changed_at: transaction.at });
  });
}

/** Takes a record out of lists and referrals, or puts it back. Nothing is deleted. */
export function hideRecord(
  session: VaultSession,
  { kind, id, caseId }: Subject,
  words: { noun: string; name: string },
  { hidden, reason }: { hidden: boolean; reason?: string | undefined },
): void {
  const summary = `${words.noun} ${hidden ? 'hidden' : 'shown again'}: ${words.name}${reason ? ` (${reason})` : ''}`;
  session.write({ reason: 'hide', summary, caseId }, (transaction) => {
    transaction.update(kind, id, { hidden_at: hidden ? transaction.at : null });
  });
}
