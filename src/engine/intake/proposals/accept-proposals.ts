import type { CheckedInput, JobResult } from '../../../shared/contract/index.ts';
import { ProfferError } from '../../../shared/domain/errors.ts';
import { requireOpenCase } from '../../cases/case-rows.ts';
import type { JobContext } from '../../rpc/handler.ts';
import { readWhen } from '../../when.ts';
import { ImportBatch } from '../imports/import-batch.ts';
import { NewOwnContacts } from '../observables/new-own-contacts.ts';
import { recordProposalDecision } from './decide-proposals.ts';
import { openProposals, type Proposal, readProposal } from './proposal-rows.ts';
import { takenOut } from './taken-out.ts';
import { ProposalWriter } from './write-proposal.ts';

type Result = JobResult<'proposal.accept'>;

/** Proposals made into records in one log entry. */
const together = 200;

/** Makes records of everything included in the chosen proposals: one import, so one undo. Messages come out of their mailbox. */
export async function acceptProposals(
  input: CheckedInput<'proposal.accept'>,
  context: JobContext,
): Promise<Result> {
  const session = context.session();
  const { database } = session;
  requireOpenCase(database, input.caseId);
  const ids = input.ids ? [...new Set(input.ids)] : openProposals(database, input.caseId, input.all?.search);
  if (ids.length === 0) throw new ProfferError('conflict', 'No open proposal is left that fits.', {});
  const proposals = ids.map((id) => readProposal(database, id));
  if (proposals.some(({ caseId }) => caseId !== input.caseId))
    throw new ProfferError('not-found', 'A proposal named here is not of this case.');
  const title =
    proposals.length === 1
      ? `Accepted: ${proposals[0]!.title}`
      : `${proposals.length.toLocaleString('en')} proposals accepted`;
  const batch = ImportBatch.begin(session, {
    caseId: input.caseId,
    evidenceId: proposals.length === 1 ? proposals[0]!.evidence.id : null,
    reader: 'proposals',
    title: title.slice(0, 200),
    options: {},
  });
  const result: Result = {
    importId: batch.id,
    accepted: 0,
    entities: 0,
    events: 0,
    losses: 0,
    links: 0,
    matched: 0,
    takenOut: 0,
    refused: [],
  };
  const ownContacts = new NewOwnContacts(database, {
    caseId: input.caseId,
    evidenceId: proposals.length === 1 ? proposals[0]!.evidence.id : null,
  });
  let state: 'complete' | 'cancelled' | 'failed' = 'failed';
  try {
    for (let at = 0; at < proposals.length; at += together) {
      if (context.signal.aborted) {
        state = 'cancelled';
        throw new ProfferError('cancelled', 'Cancelled.');
      }
      const part = proposals.slice(at, at + together).flatMap((proposal) => {
        const problem = problemOf(proposal);
        if (problem === null) return [proposal];
        result.refused.push({ id: proposal.id, title: proposal.title, message: problem });
        batch.finding({
          place: proposal.title.slice(0, 200),
          severity: 'warning',
          code: 'not-accepted',
          message: problem,
        });
        return [];
      });
      const resting = await takenOut(session, part, context.signal);
      result.takenOut += resting.fresh;
      if (part.length > 0)
        batch.write(title.slice(0, 200), (transaction) => {
          for (const proposal of resting.proposals) {
            new ProposalWriter(database, transaction, proposal, batch, result).write();
            recordProposalDecision(database, transaction, proposal, { state: 'accepted' });
            result.accepted += 1;
          }
        });
      context.progress({
        stage: 'Making records',
        done: at + part.length,
        total: proposals.length,
        unit: 'entries',
        current: null,
      });
      await new Promise((resolve) => setImmediate(resolve));
    }
    ownContacts.tell(batch);
    state = 'complete';
  } finally {
    batch.finish(state);
  }
  return result;
}

/** What keeps a proposal from being made whole, in words; null where nothing does. */
function problemOf({ state, body }: Proposal): string | null {
  if (state !== 'open') return `It is ${state} already.`;
  const present = new Set(body.entities.filter(({ include }) => include).map(({ key }) => key));
  for (const event of body.events)
    if (event.include && event.when === null)
      return `"${event.title}" has no date. Give one, as 2025-03 or ../2025-03-14, or leave the event out.`;
  for (const loss of body.losses)
    if (loss.include && !present.has(loss.victim))
      return 'A loss needs its victim: include the person, or leave the loss out.';
  try {
    for (const { include, when } of [...body.events, ...body.losses]) if (include && when) readWhen(when);
  } catch (error) {
    if (error instanceof ProfferError && error.code === 'invalid-input') return error.message;
    throw error;
  }
  return null;
}
