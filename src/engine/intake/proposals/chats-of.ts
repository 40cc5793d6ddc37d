import type { SqliteDatabase } from '../../database/sqlite.ts';
import type { ReadingPiece } from '../reading/reading-step.ts';
import type { Chat, ChatLine } from './propose-chat.ts';

/** Messages of one piece that are looked at. */
export const mostMessages = 20_000;

interface MessageRow {
  number: number;
  page: number;
  label: string;
  sender: string;
  sentAsWritten: string;
  sentLocal: string | null;
  sentAt: number | null;
  text: string;
}

/** Labels that text readers give to pages of a chat that has no name of its own. */
const unnamed = /^Messages to \d+$/;
/** `WhatsApp Chat with Rosa.txt`, as telephones name the file in their language. */
const fileOfChat = /^WhatsApp[ -](?:Chat (?:with|mit|con|avec)|Chat-Verlauf mit) (.{1,100}?)(?:\.txt)?$/i;

/** The chats of a piece, message by message, each with its place in the text that was read. */
export function chatsOf(database: SqliteDatabase, piece: ReadingPiece): Chat[] {
  const rows = database
    .prepare(
      `SELECT message.number, message.page, text.label, sender, sent_as_written AS sentAsWritten, sent_local AS sentLocal,
         sent_at AS sentAt, message.text FROM chat_message message
       LEFT JOIN evidence_text text ON text.content_id = message.content_id AND text.page = message.page
       WHERE message.content_id = ? AND kind = 'message' AND sender <> '' ORDER BY message.number LIMIT ${mostMessages}`,
    )
    .all(piece.contentId) as MessageRow[];
  const lineOf = lineFinder(database, piece.contentId);
  const chats = new Map<string, Chat>();
  for (const row of rows) {
    const name = row.label === null || unnamed.test(row.label) ? '' : row.label;
    const chat = chats.get(name) ?? {
      title: name === '' ? piece.name : name,
      with: name === '' ? (fileOfChat.exec(piece.name)?.[1] ?? '') : name,
      lines: [],
    };
    chats.set(name, chat);
    chat.lines.push(toLine(row, lineOf(row)));
  }
  return [...chats.values()];
}

const toLine = ({ number, page, sender, sentLocal, sentAt, text }: MessageRow, line: number): ChatLine => ({
  number,
  page,
  line,
  sender,
  text,
  at: sentAt === null ? null : new Date(sentAt).toISOString(),
  day: sentLocal?.slice(0, 10) ?? null,
});

/** Finds the line a message begins in by its time as written, going down each page once. */
function lineFinder(database: SqliteDatabase, contentId: string): (row: MessageRow) => number {
  const read = database.prepare('SELECT text FROM evidence_text WHERE content_id = ? AND page = ?').pluck();
  let page = 0;
  let text = '';
  let at = 0;
  let line = 1;
  return (row) => {
    if (row.page !== page) {
      page = row.page;
      text = (read.get(contentId, page) as string | undefined) ?? '';
      at = 0;
      line = 1;
    }
    const found = text.indexOf(row.sentAsWritten, at);
    if (found < 0) return line;
    for (let next = text.indexOf('\n', at); next >= 0 && next < found; next = text.indexOf('\n', next + 1))
      line += 1;
    at = found;
    const begin = line;
    // The next one is looked for behind this, also where two were written in the same second.
    at += row.sentAsWritten.length;
    return begin;
  };
}
