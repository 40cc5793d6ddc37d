import { ProfferError } from '../../../shared/domain/errors.ts';
import { type EntryHead, entryHeadColumns } from '../../log/entry.ts';
import { takeBackWhole } from '../../log/undo.ts';
import type { VaultSession } from '../../vault/session.ts';
import { readImport } from './import-list.ts';

/**
 * Takes a whole import back. @returns how many records stayed as they are.
 * @throws ProfferError `not-found`; `conflict` where it is taken back already, made nothing, or a record was changed since.
 */
export async function undoImport(session: VaultSession, id: string, keepChanged: boolean): Promise<number> {
  const row = readImport(session, id);
  if (row.undone) throw new ProfferError('conflict', `"${row.title}" was taken back already.`, { id });
  let entries = 0;
  let kept = 0;
  for (const entry of standingEntries(session, id)) {
    const taken = await takeBackWhole(session, entry, keepChanged);
    entries += taken.entries;
    kept += taken.kept;
  }
  if (entries === 0)
    throw new ProfferError('conflict', `"${row.title}" made nothing that could be taken back.`, { id });
  return kept;
}

/**
 * Of what the import wrote, and of what did it again, one entry of each batch that stands, the last first: the rest of a batch is
 * taken back with it. There is more than one where an undoing was cut off and done again in part.
 */
function standingEntries({ database, deviceId }: VaultSession, id: string): EntryHead[] {
  const standing = database
    .prepare(
      `WITH RECURSIVE chain (seq, depth) AS (
         SELECT seq, 0 FROM change_log WHERE batch_id = @id AND device_id = @deviceId AND reason = 'import'
         UNION ALL
         SELECT later.seq, depth + 1 FROM change_log later JOIN chain ON later.undoes = chain.seq WHERE later.device_id = @deviceId
       )
       SELECT ${entryHeadColumns} FROM change_log entry WHERE device_id = @deviceId
         AND seq IN (SELECT seq FROM chain WHERE depth % 2 = 0)
         AND NOT EXISTS (SELECT 1 FROM change_log later WHERE later.device_id = entry.device_id AND later.undoes = entry.seq)
       ORDER BY seq DESC`,
    )
    .all({ id, deviceId }) as EntryHead[];
  const batches = new Map<string | number, EntryHead>();
  for (const entry of standing) {
    const batch = entry.batch_id ?? entry.seq;
    if (!batches.has(batch)) batches.set(batch, entry);
  }
  return [...batches.values()];
}
