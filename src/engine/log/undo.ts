import { ProfferError } from '../../shared/domain/errors.ts';
import { newId } from '../../shared/domain/ids.ts';
import { rematch } from '../entities/rematch.ts';
import { appendCustody } from '../evidence/custody.ts';
import type { VaultSession } from '../vault/session.ts';
import type { EntryHead } from './entry.ts';
import { surveyUndo } from './survey-undo.ts';
import { takeBack } from './take-back.ts';
import { standingWith, takesBack } from './undoable.ts';

/**
 * Takes back an entry, or the whole import it belongs to: each of its entries in a transaction of its own, so that other
 * calls get their turn. What cannot be taken back is found before the first; one that was cut off goes on when asked again.
 * `keepChanged`: records of an import that were changed since stay, instead of refusing the whole.
 */
export async function takeBackWhole(
  session: VaultSession,
  entry: EntryHead,
  keepChanged: boolean,
): Promise<{ entries: number; kept: number }> {
  const { database, log } = session;
  if (entry.batch_id !== null && log.openBatches.has(entry.batch_id)) {
    throw new ProfferError(
      'conflict',
      'This is still being worked on. Wait until it ends, or cancel it first.',
      {
        batchId: entry.batch_id,
      },
    );
  }
  const whole = entry.batch_id !== null || keepChanged;
  const { entries, named, changed } = surveyUndo(database, standingWith(database, entry));
  const kept = whole ? changed : new Set<string>();
  if (!whole && named.size > 0) {
    throw new ProfferError(
      'conflict',
      'Other records were written since that rest on this one. Take those back or change them first.',
      { seq: entry.seq },
    );
  }
  if (kept.size > 0 && !keepChanged) {
    throw new ProfferError(
      'conflict',
      `${kept.size === 1 ? 'One record' : `${kept.size} records`} of this import changed since, or others were written that rest on them. Nothing was taken back. Take back the later changes first, or take back the import and keep what was changed.`,
      { batchId: entry.batch_id, changed: kept.size },
    );
  }
  const again = takesBack(database, entry);
  // The undoing of an import is one as well: it is done again as one.
  const batch = entries.length > 1 ? { batchId: newId() } : {};
  if (entry.batch_id !== null) log.openBatches.add(entry.batch_id);
  try {
    for (const [index, one] of entries.entries()) {
      if (index > 0) await new Promise((resolve) => setImmediate(resolve));
      takeBackOne(session, one, { again, kept, ...batch });
    }
  } finally {
    if (entry.batch_id !== null) log.openBatches.delete(entry.batch_id);
  }
  return { entries: entries.length, kept: kept.size };
}

function takeBackOne(
  session: VaultSession,
  entry: EntryHead,
  { again, kept, batchId }: { again: boolean; kept: ReadonlySet<string>; batchId?: string },
): void {
  const { database } = session;
  const change = entry.summary.replace(/^(Undone|Done again): /, '');
  const summary = `${again ? 'Done again' : 'Undone'}: ${change}`;
  const why = { reason: 'undo' as const, summary, caseId: entry.case_id, undoes: entry.seq };
  session.write(batchId ? { ...why, batchId } : why, (transaction) => {
    const { hidden, restored, contacts } = takeBack(database, transaction, entry, kept);
    for (const id of hidden)
      appendCustody(database, transaction, id, { action: 'hidden', purpose: 'Intake taken back' });
    for (const id of restored)
      appendCustody(database, transaction, id, { action: 'restored', purpose: 'Taking back undone' });
    // Other countries may be declared for the case than when the change was made.
    for (const id of contacts) rematch(database, transaction, id);
  });
}
