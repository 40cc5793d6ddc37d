import { ProfferError } from '../../../shared/domain/errors.ts';
import type { Row, SqliteDatabase } from '../../database/sqlite.ts';
import type { ContentReader } from '../../store/types.ts';
import type { VaultSession } from '../../vault/session.ts';
import { limits } from './limits.ts';
import { mailColumns, mailTables } from './mail-rows.ts';

/** @throws ProfferError `not-found` when the piece holds no such message or was not read yet. */
export function readStoredMail(database: SqliteDatabase, evidenceId: string, number: number): Row {
  const row = database
    .prepare(
      `SELECT ${mailColumns}, content.sha256 AS content_sha256, content.size_bytes AS content_bytes
       FROM ${mailTables} JOIN content ON content.id = evidence.content_id WHERE evidence_id = ? AND mail.number = ?`,
    )
    .get(evidenceId, number) as Row | undefined;
  if (!row)
    throw new ProfferError(
      'not-found',
      `No message ${number} is known of this evidence. If it is mail, have it read first.`,
      { evidenceId, number },
    );
  return row;
}

/** Bytes of a message that a reader is given: of one that is too large only its beginning. */
export const readableBytes = ({ format, size_bytes }: Row): number => {
  const most = format === 'mailbox' ? limits.mailboxMessageBytes : limits.messageBytes;
  return (size_bytes as number) > most ? limits.headerBytes : (size_bytes as number);
};

/** Gives the caller a reader of the evidence a message lies in, and closes it afterwards. */
export async function withContent<T>(
  session: VaultSession,
  row: Row,
  work: (reader: ContentReader) => Promise<T>,
): Promise<T> {
  const reader = await session.store.open(row.content_sha256 as string, {
    size: row.content_bytes as number,
  });
  try {
    return await work(reader);
  } finally {
    await reader.close();
  }
}
