import { ProfferError } from '../../shared/domain/errors.ts';
import { requireOpenCase } from '../cases/case-rows.ts';
import { selectPage } from '../database/listing.ts';
import type { Handlers } from '../rpc/handler.ts';
import type { VaultSession } from '../vault/session.ts';
import {
  bothVisible,
  duplicateColumns,
  duplicateTables,
  readDuplicate,
  toDuplicate,
} from './duplicate-rows.ts';
import { readEntity } from './entity-rows.ts';
import { mergeEntities, requireMergeable } from './merge-entities.ts';

export const mergeHandlers: Handlers<'entity.merge' | 'duplicate.list' | 'duplicate.decide'> = {
  'entity.merge'({ keepId, mergeId, reason }, { session }) {
    merge(session(), keepId, mergeId, reason ?? '');
    return readEntity(session().database, keepId);
  },

  'duplicate.list'({ caseId, verdict, ...page }, { session }) {
    const { rows, total } = selectPage(
      session().database,
      {
        from: duplicateTables,
        columns: duplicateColumns,
        where: [
          'possible_duplicate.case_id = @caseId',
          ...(verdict ? ['verdict = @verdict'] : []),
          // Of a decided pair one record may be gone into the other.
          ...(verdict === 'open' ? [bothVisible] : []),
        ],
        parameters: verdict ? { caseId, verdict } : { caseId },
        sorts: { createdAt: 'possible_duplicate.created_at', first: 'first.display COLLATE NOCASE' },
        defaultSort: 'createdAt',
        searched: ['first.display', 'second.display', 'because'],
        hiddenColumn: null,
        tieBreak: 'possible_duplicate.id',
      },
      page,
    );
    return { rows: rows.map(toDuplicate), total };
  },

  'duplicate.decide'({ id, verdict, keepId }, { session }) {
    const { database } = session();
    const pair = readDuplicate(database, id);
    requireOpenCase(database, pair.caseId);
    if (verdict === 'same') {
      const keep = keepId ?? pair.first.id;
      if (keep !== pair.first.id && keep !== pair.second.id)
        throw new ProfferError('invalid-input', 'The record to keep is not one of the two.', { keepId });
      merge(session(), keep, keep === pair.first.id ? pair.second.id : pair.first.id, pair.because);
      return readDuplicate(database, id);
    }
    if (pair.verdict === 'same')
      throw new ProfferError('conflict', 'The two were made one. Take that back in the log first.', { id });
    const words = { different: 'Two different ones', open: 'Open again' }[verdict];
    session().write(
      {
        reason: 'edit',
        summary: `${words}: ${pair.first.display} and ${pair.second.display}`,
        caseId: pair.caseId,
      },
      (transaction) => {
        transaction.update('possible_duplicate', id, { verdict });
        if (transaction.changed) transaction.update('possible_duplicate', id, { changed_at: transaction.at });
      },
    );
    return readDuplicate(database, id);
  },
};

function merge(session: VaultSession, keepId: string, mergeId: string, reason: string): void {
  const { database } = session;
  const keep = readEntity(database, keepId);
  const other = readEntity(database, mergeId);
  requireOpenCase(database, keep.caseId);
  requireMergeable(keep, other);
  const because = reason === '' ? '' : ` (${reason})`;
  session.write(
    {
      reason: 'edit',
      summary: `Made one: ${other.display} went into ${keep.display}${because}`,
      caseId: keep.caseId,
    },
    (transaction) => mergeEntities(database, transaction, keepId, mergeId),
  );
}
