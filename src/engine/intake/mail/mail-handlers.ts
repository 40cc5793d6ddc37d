import type { Output } from '../../../shared/contract/index.ts';
import { readCase } from '../../cases/case-rows.ts';
import { selectPage } from '../../database/listing.ts';
import type { Row } from '../../database/sqlite.ts';
import type { Handlers } from '../../rpc/handler.ts';
import { mailColumns, mailTables, toMailRow } from './mail-rows.ts';
import { isNoMessageTakenOut, standsOnce } from './same-message.ts';
import { takeOutMessages } from './take-out.ts';
import { orderThread } from './threads/order-thread.ts';
import { openMailRecord } from './view-mail.ts';

/** Messages of one conversation that are laid out; longer ones are listed page by page. */
const shownTogether = 2000;
const shownParticipants = 6;

/** Where else a list looks for what is searched: every address, every host of every hop. */
const addressesOf =
  "(SELECT group_concat(name || ' ' || address, ' ') FROM mail_address WHERE mail_id = mail.id)";
const hopsOf =
  "(SELECT group_concat(from_host || ' ' || from_name || ' ' || from_ip || ' ' || by_host, ' ') FROM mail_hop WHERE mail_id = mail.id)";

export const mailHandlers: Handlers<
  'mail.list' | 'mail.get' | 'mail.threads' | 'mail.thread' | 'mail.takeOut'
> = {
  'mail.list'({ caseId, evidenceId, thread, warned, ...page }, { session }) {
    const where = ['mail.case_id = @caseId'];
    const parameters: Row = { caseId };
    if (evidenceId) {
      where.push('mail.evidence_id = @evidenceId');
      parameters.evidenceId = evidenceId;
    } else where.push(standsOnce);
    if (thread !== undefined) {
      where.push('mail.thread = @thread');
      parameters.thread = thread;
    }
    if (warned) where.push('mail.warning_count > 0');
    const { rows, total } = selectPage(
      session().database,
      {
        from: mailTables,
        key: 'mail.id',
        columns: mailColumns,
        where,
        parameters,
        sorts: {
          at: 'mail.at',
          subject: 'mail.subject COLLATE NOCASE',
          from: 'mail.from_text COLLATE NOCASE',
          number: 'evidence.number, mail.number',
          sizeBytes: 'mail.size_bytes',
          attachments: 'mail.attachments',
          warnings: 'mail.warning_count',
        },
        defaultSort: evidenceId ? 'number' : 'at',
        searched: [
          'mail.subject',
          'mail.from_text',
          'mail.to_text',
          'mail.message_id',
          'evidence.name',
          addressesOf,
          hopsOf,
        ],
        hiddenColumn: 'evidence.hidden_at',
        tieBreak: 'mail.id',
      },
      page,
    );
    return { rows: rows.map(toMailRow), total };
  },

  'mail.get': ({ evidenceId, number }, { session, signal }) =>
    openMailRecord(session(), evidenceId, number, signal),

  'mail.threads'({ caseId, ...page }, { session }) {
    const { database } = session();
    readCase(database, caseId);
    const visible =
      page.hidden === 'with' ? '' : `AND evidence.hidden_at IS ${page.hidden === 'only' ? 'NOT ' : ''}NULL`;
    const { rows, total } = selectPage(
      database,
      {
        from: `(SELECT thread, count(*) AS messages, min(at) AS first_at, max(at) AS last_at, sum(warning_count) AS warnings,
            (SELECT subject FROM mail AS first WHERE first.case_id = mail.case_id AND first.thread = mail.thread
              ORDER BY at NULLS LAST, in_reply_to <> '' OR EXISTS (SELECT 1 FROM mail_reference WHERE mail_id = first.id), id LIMIT 1) AS subject,
            ${page.search ? "group_concat(subject || ' ' || from_text || ' ' || to_text, ' ')" : "''"} AS words
          FROM ${mailTables} WHERE mail.case_id = @caseId AND ${standsOnce} ${visible} GROUP BY thread) AS conversation`,
        columns: 'thread, messages, first_at, last_at, warnings, subject',
        where: [],
        parameters: { caseId },
        sorts: {
          lastAt: 'last_at',
          firstAt: 'first_at',
          messages: 'messages',
          subject: 'subject COLLATE NOCASE',
        },
        defaultSort: 'lastAt',
        defaultDirection: 'descending',
        searched: ['words'],
        hiddenColumn: null,
        tieBreak: 'thread',
      },
      page,
    );
    const senders = database
      .prepare(
        `SELECT from_text FROM mail WHERE case_id = ? AND thread = ? AND from_text <> '' GROUP BY from_text ORDER BY min(id) LIMIT ${shownParticipants}`,
      )
      .pluck();
    const moment = (value: unknown) => (value === null ? null : new Date(value as number).toISOString());
    return {
      total,
      rows: rows.map((row) => ({
        thread: row.thread as number,
        subject: row.subject as string,
        messages: row.messages as number,
        participants: senders.all(caseId, row.thread) as string[],
        firstAt: moment(row.first_at),
        lastAt: moment(row.last_at),
        warnings: row.warnings as number,
      })),
    };
  },

  'mail.thread'({ caseId, thread }, { session }) {
    const { database } = session();
    const rows = database
      .prepare(
        `SELECT ${mailColumns} FROM ${mailTables} WHERE mail.case_id = ? AND thread = ? AND ${isNoMessageTakenOut} AND evidence.hidden_at IS NULL
         ORDER BY at NULLS LAST, mail.id LIMIT ${shownTogether + 1}`,
      )
      .all(caseId, thread) as Row[];
    const references = database
      .prepare('SELECT message_id FROM mail_reference WHERE mail_id = ? ORDER BY position')
      .pluck();
    const members = rows.slice(0, shownTogether).map((row) => ({
      row,
      // Copies of a message without an id are told by their bytes.
      messageId: (row.message_id as string) || `none:${row.sha256 as string}`,
      at: row.at as number | null,
      references: [
        ...(references.all(row.id) as string[]),
        ...(row.in_reply_to === '' ? [] : [row.in_reply_to as string]),
      ],
    }));
    const { ordered, missing } = orderThread(members);
    const messages: Output<'mail.thread'>['messages'] = ordered.map(({ member, depth, copy }) => ({
      ...toMailRow(member.row),
      depth,
      copy,
    }));
    return { messages, missing: missing.slice(0, 500), truncated: rows.length > shownTogether };
  },

  'mail.takeOut': async ({ evidenceId, numbers }, { session, signal }) => ({
    evidenceIds: await takeOutMessages(session(), evidenceId, numbers, signal),
  }),
};
