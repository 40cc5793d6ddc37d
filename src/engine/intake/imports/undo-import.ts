import { ProfferError } from '../../../shared/domain/errors.ts';
import type { StoredEntry } from '../../log/entry.ts';
import { takeBackWhole } from '../../log/log-handlers.ts';
import { standingWith } from '../../log/undo.ts';
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
  if (!entry || standingWith(session.database, entry).length === 0)
    throw new ProfferError('conflict', `"${row.title}" made nothing that could be taken back.`, { id });
  return (await takeBackWhole(session, entry, keepChanged)).kept;
}

/** The entry of the import that stands: its largest, or the one that did it again last. */
function standingEntry({ database, deviceId }: VaultSession, id: string): StoredEntry | undefined {
  let entry = database
    .prepare(
      `SELECT * FROM change_log WHERE batch_id = ? AND device_id = ? AND reason = 'import' ORDER BY change_count DESC, seq DESC LIMIT 1`,
    )
    .get(id, deviceId) as StoredEntry | undefined;
  const later = database.prepare('SELECT * FROM change_log WHERE device_id = ? AND undoes = ?');
  for (let next = entry; next; next = later.get(deviceId, next.seq) as StoredEntry | undefined) entry = next;
  return entry;
}
