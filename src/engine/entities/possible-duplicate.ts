import { newId } from '../../shared/domain/ids.ts';
import type { Transaction } from '../log/writer.ts';

/** Lays two records before a person as perhaps one. */
export function notePossibleDuplicate(
  transaction: Transaction,
  pair: { caseId: string; firstId: string; secondId: string; because: string },
): void {
  transaction.insert('possible_duplicate', {
    id: newId(),
    case_id: pair.caseId,
    first_id: pair.firstId,
    second_id: pair.secondId,
    because: pair.because,
    verdict: 'open',
    created_at: transaction.at,
    changed_at: transaction.at,
  });
}
