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
  const entry = standingEntry(session, id);
  const taken = entry && (await takeBackWhole(session, entry, keepChanged));
  if (!taken || taken.entries === 0)
    throw new ProfferError('conflict', `"${row.title}" made nothing that could be taken back.`, { id });
  return taken.kept;
}

/** The entry of the import that stands: its largest, or the one that did it again last. */
function standingEntry({ database, deviceId }: VaultSession, id: string): EntryHead | undefined {
  let entry = database
    .prepare(
      `SELECT ${entryHeadColumns} FROM change_log WHERE batch_id = ? AND device_id = ? AND reason = 'import' ORDER BY change_count DESC, seq DESC LIMIT 1`,
    )
    .get(id, deviceId) as EntryHead | undefined;
  const later = database.prepare(
    `SELECT ${entryHeadColumns} FROM change_log WHERE device_id = ? AND undoes = ?`,
  );
  for (let next = entry; next; next = later.get(deviceId, next.seq) as EntryHead | undefined) entry = next;
  return entry;
}
