import type { SqliteDatabase } from '../../../database/sqlite.ts';

/**
 * The conversation a message belongs to within its case: that of any message id it carries, answers or refers to. Where it
 * ties several together they become one. A message that names none has a conversation with its copies alone, which have the same
 * bytes. Inside a transaction.
 */
export function joinThread(
  database: SqliteDatabase,
  { caseId }: { caseId: string },
  message: { messageId: string; related: readonly string[]; sha256: string },
): number {
  const named = [message.messageId, ...message.related].filter((id) => id !== '');
  const ids = named.length > 0 ? [...new Set(named)] : [`none:${message.sha256}`];
  const find = database
    .cached('SELECT thread FROM mail_thread_key WHERE case_id = ? AND message_id = ?')
    .pluck();
  const found = new Set<number>();
  for (const id of ids) {
    const thread = find.get(caseId, id) as number | undefined;
    if (thread !== undefined) found.add(thread);
  }
  const thread = found.size === 0 ? nextThread(database, caseId) : largest(database, caseId, found);
  for (const other of found) {
    if (other === thread) continue;
    database
      .cached('UPDATE mail_thread_key SET thread = ? WHERE case_id = ? AND thread = ?')
      .run(thread, caseId, other);
    database.cached('UPDATE mail SET thread = ? WHERE case_id = ? AND thread = ?').run(thread, caseId, other);
  }
  const add = database.cached(
    'INSERT OR IGNORE INTO mail_thread_key (case_id, message_id, thread) VALUES (?, ?, ?)',
  );
  for (const id of ids) add.run(caseId, id, thread);
  return thread;
}

const nextThread = (database: SqliteDatabase, caseId: string): number =>
  database
    .cached('SELECT coalesce(max(thread), 0) + 1 FROM mail_thread_key WHERE case_id = ?')
    .pluck()
    .get(caseId) as number;

/** Of several the one with most message ids keeps its number: so each id is moved few times, however mails arrive. */
function largest(database: SqliteDatabase, caseId: string, threads: ReadonlySet<number>): number {
  if (threads.size === 1) return [...threads][0]!;
  const size = database
    .cached('SELECT count(*) FROM mail_thread_key WHERE case_id = ? AND thread = ?')
    .pluck();
  return [...threads].sort(
    (one, other) => (size.get(caseId, other) as number) - (size.get(caseId, one) as number),
  )[0]!;
}
