import type { Row, SqliteDatabase } from '../../database/sqlite.ts';
import type { VaultSession } from '../../vault/session.ts';
import { takeOutMessages } from '../mail/take-out.ts';
import type { Proposal } from './proposal-rows.ts';
import { onPage } from './shown-place.ts';

/**
 * Makes the messages that proposals come from pieces of evidence of their own where they lie in a mailbox: a record rests on
 * the complaint, not on a file with a thousand of them. A message that a person has put aside stays so; its records rest on
 * the mailbox. @returns the proposals, resting on the messages, and how many pieces are new.
 */
export async function takenOut<P extends Proposal>(
  session: VaultSession,
  proposals: readonly P[],
  signal: AbortSignal,
): Promise<{ proposals: P[]; fresh: number }> {
  const { database } = session;
  const mailboxes = new Map<string, Set<number>>();
  for (const { evidence, page } of proposals)
    if (liesInMailbox(database, evidence.id, page))
      mailboxes.set(evidence.id, (mailboxes.get(evidence.id) ?? new Set()).add(page));
  const before = countEvidence(database);
  const pieces = new Map<string, string>();
  for (const [mailbox, numbers] of mailboxes) {
    const ids = await takeOutMessages(session, mailbox, [...numbers], signal);
    for (const [index, number] of [...numbers].entries()) pieces.set(`${mailbox} ${number}`, ids[index]!);
  }
  const moved = proposals.map((proposal) => {
    const id = pieces.get(`${proposal.evidence.id} ${proposal.page}`);
    const evidence = id === undefined ? null : visiblePiece(database, id);
    // A message by itself has one page of text, the one it had in its mailbox.
    return evidence ? { ...proposal, evidence, page: 1, body: onPage(proposal.body, 1) } : proposal;
  });
  return { proposals: moved, fresh: countEvidence(database) - before };
}

const liesInMailbox = (database: SqliteDatabase, evidenceId: string, number: number): boolean =>
  database
    .cached("SELECT 1 FROM mail WHERE evidence_id = ? AND number = ? AND format = 'mailbox'")
    .get(evidenceId, number) !== undefined;

const countEvidence = (database: SqliteDatabase): number =>
  database.cached('SELECT count(*) FROM evidence').pluck().get() as number;

function visiblePiece(database: SqliteDatabase, id: string): Proposal['evidence'] | null {
  const row = database
    .cached('SELECT id, number, name FROM evidence WHERE id = ? AND hidden_at IS NULL')
    .get(id) as Row | undefined;
  return row ? { id: row.id as string, number: row.number as number, name: row.name as string } : null;
}
