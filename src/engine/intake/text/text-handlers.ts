import { ProfferError } from '../../../shared/domain/errors.ts';
import { selectPage } from '../../database/listing.ts';
import type { Row, SqliteDatabase } from '../../database/sqlite.ts';
import { readEvidenceRow } from '../../evidence/evidence-rows.ts';
import type { Handlers } from '../../rpc/handler.ts';
import type { ChatMessage, PageText } from './content-text.ts';

export const textHandlers: Handlers<'text.pages' | 'text.page' | 'text.messages'> = {
  'text.pages'({ evidenceId, ...page }, { session }) {
    const { database } = session();
    const { rows, total } = selectPage(
      database,
      {
        from: 'evidence_text',
        columns: 'page, label, source, confidence, length(text) AS characters',
        where: ['content_id = @contentId'],
        parameters: { contentId: contentOf(database, evidenceId) },
        sorts: { page: 'page', characters: 'length(text)' },
        defaultSort: 'page',
        searched: ['text', 'label'],
        hiddenColumn: null,
        tieBreak: 'page',
      },
      page,
    );
    return { rows: rows.map(toPage), total };
  },

  'text.page'({ evidenceId, page, offset, limit }, { session }) {
    const { database } = session();
    const row = database
      .prepare(
        `SELECT page, label, source, confidence, length(text) AS characters, substr(text, @from, @limit) AS part
         FROM evidence_text WHERE content_id = @contentId AND page = @page`,
      )
      .get({ contentId: contentOf(database, evidenceId), page, from: offset + 1, limit }) as Row | undefined;
    if (!row)
      throw new ProfferError('not-found', `There is no text of page ${page} of this piece of evidence.`, {
        evidenceId,
        page,
      });
    const next = offset + limit;
    return {
      ...toPage(row),
      text: row.part as string,
      nextOffset: next < (row.characters as number) ? next : null,
    };
  },

  'text.messages'({ evidenceId, ...page }, { session }) {
    const { database } = session();
    const { rows, total } = selectPage(
      database,
      {
        from: 'chat_message',
        columns: '*',
        where: ['content_id = @contentId'],
        parameters: { contentId: contentOf(database, evidenceId) },
        sorts: { number: 'number', sender: 'sender COLLATE NOCASE', sentLocal: 'sent_local' },
        defaultSort: 'number',
        searched: ['text', 'sender', 'attachment'],
        hiddenColumn: null,
        tieBreak: 'number',
      },
      page,
    );
    return { rows: rows.map(toMessage), total };
  },
};

const contentOf = (database: SqliteDatabase, evidenceId: string): string =>
  readEvidenceRow(database, evidenceId).content_id as string;

const toPage = (row: Row) => ({
  page: row.page as number,
  label: row.label as string,
  source: row.source as PageText['source'],
  confidence: row.confidence as number | null,
  characters: row.characters as number,
});

const toMessage = (row: Row): ChatMessage => ({
  number: row.number as number,
  page: row.page as number,
  sender: row.sender as string,
  sentAsWritten: row.sent_as_written as string,
  sentLocal: row.sent_local as string | null,
  sentAt: row.sent_at as number | null,
  kind: row.kind as ChatMessage['kind'],
  text: row.text as string,
  attachment: row.attachment as string,
});
