import { createPublicKey } from 'node:crypto';
import type { z } from 'zod';
import type { logEntryRow } from '../../shared/contract/log.ts';
import { ProfferError } from '../../shared/domain/errors.ts';
import { selectPage } from '../database/listing.ts';
import type { Row, SqliteDatabase } from '../database/sqlite.ts';
import type { Handlers } from '../rpc/handler.ts';
import { type StoredEntry, unpackChanges } from './entry.ts';
import { readOuterHead } from './outer-head.ts';
import { takeBackWhole } from './undo.ts';
import { isUndoable, lastUndoable, undoableEntry } from './undoable.ts';
import { verifyLog } from './verify.ts';

type EntryRow = z.output<typeof logEntryRow>;

/** More changes than this are not sent to a view at once; the entry says how many there are. */
const shownChanges = 500;

const entryColumns = `entry.*, (SELECT seq FROM change_log later WHERE later.device_id = entry.device_id AND later.undoes = entry.seq) AS undone_by`;

export const logHandlers: Handlers<'log.list' | 'log.get' | 'log.verify' | 'log.undoable' | 'log.undo'> = {
  'log.list'({ caseId, deviceId, ...page }, { session }) {
    const open = session();
    const where: string[] = [];
    const parameters: Row = {};
    if (caseId) {
      where.push('entry.case_id = @caseId');
      parameters.caseId = caseId;
    }
    if (deviceId) {
      where.push('entry.device_id = @deviceId');
      parameters.deviceId = deviceId;
    }
    const { rows, total } = selectPage(
      open.database,
      {
        from: 'change_log entry',
        key: 'entry.rowid',
        logged: true,
        columns: entryColumns,
        where,
        parameters,
        sorts: { seq: 'entry.seq' },
        defaultSort: 'seq',
        defaultDirection: 'descending',
        searched: ['entry.summary', 'entry.person'],
        hiddenColumn: null,
        tieBreak: 'entry.device_id',
      },
      page,
    );
    return { rows: rows.map((row) => toEntryRow(row, open.deviceId)), total };
  },

  'log.get'({ deviceId, seq }, { session }) {
    const open = session();
    const row = open.database
      .prepare(`SELECT ${entryColumns} FROM change_log entry WHERE device_id = ? AND seq = ?`)
      .get(deviceId, seq) as Row | undefined;
    if (!row) throw new ProfferError('not-found', `The log has no entry ${seq}.`, { deviceId, seq });
    const { changes } = unpackChanges(row as unknown as StoredEntry);
    return {
      ...toEntryRow(row, open.deviceId),
      prevHash: row.prev_hash as string,
      changes: changes.slice(0, shownChanges),
      truncatedChanges: changes.length > shownChanges,
    };
  },

  'log.verify': {
    title: () => 'Verify the change log',
    async run({ rows }, { session, signal, progress }) {
      const open = session();
      return verifyLog(open.database, {
        vaultId: open.vaultId,
        publicKey: createPublicKey(open.keys.signing),
        outerHead: await readOuterHead(open.folder),
        rows,
        signal,
        onProgress: (done, total) =>
          progress({ stage: 'Recomputing the chain', done, total, unit: 'entries', current: null }),
      });
    },
  },

  'log.undoable'({ caseId }, { session }) {
    const { database, deviceId } = session();
    const entry = lastUndoable(database, deviceId, caseId);
    return { entry: entry ? readEntryRow(database, deviceId, entry.seq) : null };
  },

  async 'log.undo'({ caseId, seq, keepChanged }, { session }) {
    const open = session();
    const { database, deviceId } = open;
    const entry =
      seq === undefined
        ? lastUndoable(database, deviceId, caseId)
        : undoableEntry(database, deviceId, caseId, seq);
    if (!entry)
      throw new ProfferError('not-found', 'This case has no change that can be taken back.', { caseId });
    const { kept, entries } = await takeBackWhole(open, entry, keepChanged);
    return {
      undone: readEntryRow(database, deviceId, entry.seq),
      entries,
      kept,
      entry: readEntryRow(database, deviceId, open.log.head().seq),
    };
  },
};

function readEntryRow(database: SqliteDatabase, deviceId: string, seq: number): EntryRow {
  return toEntryRow(
    database
      .prepare(`SELECT ${entryColumns} FROM change_log entry WHERE device_id = ? AND seq = ?`)
      .get(deviceId, seq) as Row,
    deviceId,
  );
}

/** `deviceId`: the device that asks; only its own entries can it take back. */
const toEntryRow = (row: Row, deviceId: string): EntryRow => ({
  seq: row.seq as number,
  deviceId: row.device_id as string,
  at: row.at as string,
  zone: row.zone as string,
  author: {
    person: row.person as string,
    organisation: row.organisation as string,
    key: row.author_key as string,
  },
  caseId: row.case_id as string | null,
  reason: row.reason as EntryRow['reason'],
  summary: row.summary as string,
  changeCount: row.change_count as number,
  hash: row.hash as string,
  undoneBy: row.undone_by as number | null,
  undoable: isUndoable(row as unknown as Parameters<typeof isUndoable>[0], deviceId),
});
