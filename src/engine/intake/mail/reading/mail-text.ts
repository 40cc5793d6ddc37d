import type { SqliteDatabase } from '../../../database/sqlite.ts';
import type { MailDigest } from '../digest.ts';

/** Raised when messages are read better than before. */
const readerVersion = 1;
/** Characters of one message kept for the search. */
const pageCharacters = 1_000_000;

const storable = (text: string): string =>
  text.replaceAll('\0', '\u2400').replace(/\p{Surrogate}/gu, '\ufffd');

/** Takes away the text an earlier reading kept of a content. */
export function beginText(database: SqliteDatabase, contentId: string): void {
  for (const table of ['content_reading', 'evidence_text'])
    database.prepare(`DELETE FROM ${table} WHERE content_id = ?`).run(contentId);
}

/** One message is one page, numbered as it is in its mailbox. @returns characters kept. */
export function insertText(
  database: SqliteDatabase,
  contentId: string,
  { number, mail, text }: MailDigest,
): number {
  const kept = storable(text.slice(0, pageCharacters));
  database
    .cached(
      'INSERT OR REPLACE INTO evidence_text (content_id, page, label, source, confidence, text) VALUES (?, ?, ?, ?, NULL, ?)',
    )
    .run(contentId, number, storable((mail?.subject ?? '').slice(0, 500)), 'mail', kept);
  return kept.length;
}

/** `messages` of that table are those of chats; of mail each is a page. */
export function endText(
  database: SqliteDatabase,
  contentId: string,
  { format, messages, characters }: { format: string; messages: number; characters: number },
): void {
  database
    .prepare(
      `INSERT OR REPLACE INTO content_reading (content_id, reader_version, options, format, encoding, assumed, language, pages,
         characters, messages, metadata, places, outcome, read_at)
       VALUES (?, ?, '{}', ?, '', '[]', '', ?, ?, 0, '[]', '[]', '', ?)`,
    )
    .run(contentId, readerVersion, format, messages, characters, new Date().toISOString());
}
