import type { SqliteDatabase } from '../../database/sqlite.ts';
import { childrenOf } from '../../evidence/child-evidence.ts';
import { readEvidenceRow } from '../../evidence/evidence-rows.ts';

/** Where an attachment lies in its evidence: the same words for whoever takes it out and whoever looks it up. */
export const attachmentLocator = (span: { format: string; number: number }, path: string): string =>
  span.format === 'mailbox' ? `${messageLocator(span.number)} part ${path || '0'}` : `part ${path || '0'}`;

/** Where a message lies in its mailbox. */
export const messageLocator = (number: number): string => `message ${number}`;

/**
 * What was taken out of a piece of mail, by locator, hidden ones too. A message of a mailbox can be a piece of its own: what
 * lies in it was then taken out of one of the two, mostly of the mailbox, and counts for both, so that none of it becomes
 * evidence twice.
 */
export function attachmentPieces(database: SqliteDatabase, evidenceId: string): Map<string, string> {
  const pieces = childrenOf(database, evidenceId);
  const { original_path, parent_id } = readEvidenceRow(database, evidenceId);
  const path = original_path as string;
  const taken = (id: string, found: string, from: number) => {
    const locator = found.slice(from).replace('#', ' ');
    if (!pieces.has(locator)) pieces.set(locator, id);
  };
  for (const [id, found] of throughMailbox(database, parent_id as string | null, path))
    taken(id, found, path.length + 1);
  for (const [id, found] of throughMessages(database, evidenceId)) taken(id, found, path.length + 1);
  return pieces;
}

type Found = [id: string, originalPath: string];

/** Of a message that was taken out of its mailbox: what the mailbox's own reading took out of it. */
const throughMailbox = (database: SqliteDatabase, mailboxId: string | null, path: string): Found[] =>
  mailboxId === null || !isMessageOf(path)
    ? []
    : (database
        .cached(
          "SELECT id, original_path FROM evidence WHERE parent_id = ? AND original_path > ? || ' ' AND original_path < ? || '!' ORDER BY number",
        )
        .raw()
        .all(mailboxId, path, path) as Found[]);

/** Of a mailbox: what was taken out of its messages that are pieces of their own. */
const throughMessages = (database: SqliteDatabase, mailboxId: string): Found[] =>
  database
    .cached(
      `SELECT part.id, part.original_path FROM evidence AS message JOIN evidence AS part ON part.parent_id = message.id
       WHERE message.parent_id = ? AND message.original_path GLOB '*#message [0-9]*' AND part.original_path GLOB '*#part *' ORDER BY part.number`,
    )
    .raw()
    .all(mailboxId) as Found[];

/** Whether a piece with this path is a message that was taken whole out of a mailbox. */
export const isMessageOf = (originalPath: string): boolean => /#message \d+$/.test(originalPath);
