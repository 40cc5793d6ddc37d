import type { CheckedInput } from '../../../shared/contract/index.ts';
import { ProfferError } from '../../../shared/domain/errors.ts';
import { newId } from '../../../shared/domain/ids.ts';
import { requireOpenCase } from '../../cases/case-rows.ts';
import type { SqliteDatabase } from '../../database/sqlite.ts';
import { guardedName } from '../../entities/identify.ts';
import type { Transaction } from '../../log/writer.ts';
import type { VaultSession } from '../../vault/session.ts';
import { type Proposal, readProposal } from './proposal-rows.ts';

/** Writes a person's word on one proposal. Kept by its fingerprint, so that reading again meets it. */
export function recordProposalDecision(
  database: SqliteDatabase,
  transaction: Transaction,
  { caseId, fingerprint }: { caseId: string; fingerprint: string },
  decision: { state?: Proposal['state']; body?: string },
): boolean {
  const before = database
    .cached('SELECT id FROM proposal_decision WHERE case_id = ? AND fingerprint = ?')
    .pluck()
    .get(caseId, fingerprint) as string | undefined;
  if (before !== undefined)
    return transaction.update('proposal_decision', before, {
      ...(decision.state ? { state: decision.state } : {}),
      ...(decision.body === undefined ? {} : { body: decision.body }),
    });
  transaction.insert('proposal_decision', {
    id: newId(),
    case_id: caseId,
    fingerprint,
    state: decision.state ?? 'open',
    body: decision.body ?? null,
    decided_at: transaction.at,
  });
  return true;
}

/** @throws ProfferError `not-found` for one of another case; `conflict` for one that is accepted: its import is what is undone. */
export function decideProposals(
  session: VaultSession,
  { caseId, ids, state }: CheckedInput<'proposal.decide'>,
): number {
  const { database } = session;
  requireOpenCase(database, caseId);
  const proposals = [...new Set(ids)].map((id) => readProposal(database, id));
  if (proposals.some((one) => one.caseId !== caseId))
    throw new ProfferError('not-found', 'A proposal named here is not of this case.', { caseId });
  const accepted = proposals.find((one) => one.state === 'accepted');
  if (accepted)
    throw new ProfferError(
      'conflict',
      `"${accepted.title}" is accepted. Undo its import to have it open again.`,
      { id: accepted.id },
    );
  const what = proposals.length === 1 ? proposals[0]!.title : `${proposals.length} proposals`;
  const summary = `Proposal ${state === 'open' ? 'opened again' : 'rejected'}: ${what}`.slice(0, 300);
  return session.write(
    { reason: 'edit', summary, caseId },
    (transaction) =>
      proposals.filter(
        (one) => one.state !== state && recordProposalDecision(database, transaction, one, { state }),
      ).length,
  );
}

/** Keeps what a person changed. @throws ProfferError `invalid-input` where parts name others that are not there. */
export function updateProposal(
  session: VaultSession,
  { id, body }: CheckedInput<'proposal.update'>,
): Proposal {
  const { database } = session;
  const before = readProposal(database, id);
  requireOpenCase(database, before.caseId);
  if (before.state !== 'open')
    throw new ProfferError(
      'conflict',
      `"${before.title}" is ${before.state}: it cannot be changed any more.`,
      { id },
    );
  requireWhole(body);
  const summary = `Proposal edited: ${before.title}`.slice(0, 300);
  session.write({ reason: 'edit', summary, caseId: before.caseId }, (transaction) =>
    recordProposalDecision(database, transaction, before, { body: JSON.stringify(guarded(body)) }),
  );
  return readProposal(database, id);
}

/** Names are typed in people's words: they go through the guard before the log has them. */
const guarded = (body: Proposal['body']): Proposal['body'] => ({
  ...body,
  entities: body.entities.map((one) => ({
    ...one,
    value: guardedName(one.kind, one.value),
    display: guardedName(one.kind, one.display),
  })),
});

function requireWhole(body: Proposal['body']): void {
  const keys = body.entities.map(({ key }) => key);
  const known = new Set(keys);
  const named = [
    ...body.events.flatMap(({ participants }) => participants.map(({ entity }) => entity)),
    ...body.losses.flatMap(({ victim, to }) => (to === null ? [victim] : [victim, to])),
    ...body.links.flatMap(({ from, to }) => [from, to]),
  ];
  const missing = named.find((key) => !known.has(key));
  if (missing !== undefined || known.size !== keys.length)
    throw new ProfferError('invalid-input', 'A part of the proposal names another that is not in it.', {
      key: missing ?? null,
    });
}
