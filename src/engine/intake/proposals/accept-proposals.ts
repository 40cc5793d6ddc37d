import type { CheckedInput, JobResult } from '../../../shared/contract/index.ts';
import { ProfferError } from '../../../shared/domain/errors.ts';
import { requireOpenCase } from '../../cases/case-rows.ts';
import type { SqliteDatabase } from '../../database/sqlite.ts';
import { type Because, EntityWriter } from '../../entities/find-or-create.ts';
import type { Transaction } from '../../log/writer.ts';
import type { JobContext } from '../../rpc/handler.ts';
import { readWhen, type When } from '../../when.ts';
import { ImportBatch } from '../import-batch.ts';
import { recordProposalDecision } from './decide-proposals.ts';
import { type Proposal, readProposal } from './proposal-rows.ts';

type Result = JobResult<'proposal.accept'>;
type Body = Proposal['body'];

/** Proposals made into records in one log entry. */
const together = 200;

/** Makes records of everything included in the chosen proposals: one import, so one undo. */
export async function acceptProposals(
  input: CheckedInput<'proposal.accept'>,
  context: JobContext,
): Promise<Result> {
  const session = context.session();
  const { database } = session;
  requireOpenCase(database, input.caseId);
  const ids = [...new Set(input.ids)];
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
    refused: [],
  };
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
      if (part.length > 0)
        batch.write(title.slice(0, 200), (transaction) => {
          for (const proposal of part) acceptOne(database, transaction, proposal, batch, result);
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

function acceptOne(
  database: SqliteDatabase,
  transaction: Transaction,
  proposal: Proposal & { fingerprint: string },
  batch: ImportBatch,
  result: Result,
): void {
  const writer = new EntityWriter(database, transaction);
  const { caseId, body, evidence } = proposal;
  const provenance = (
    because: Body['entities'][number]['because'],
  ): { caseId: string; evidenceId: string; because: Because } => ({
    caseId,
    evidenceId: evidence.id,
    because: { place: `page ${because.page}, line ${because.line}`, ...because },
  });
  const count = (what: 'entities' | 'events' | 'losses' | 'links', outcome: string): void => {
    if (outcome === 'matched') result.matched += 1;
    else result[what] += 1;
    batch.count(outcome === 'matched' ? 'matched' : 'added');
  };
  const ids = new Map<string, string>();
  for (const entity of body.entities) {
    if (!entity.include) continue;
    const { id, outcome } = writer.ensure({
      ...provenance(entity.because),
      kind: entity.kind,
      value: entity.value,
      roles: entity.roles,
      country: entity.country,
      keepInvalid: true,
      ...(entity.phone || entity.email
        ? {
            fields: {
              ...(entity.phone ? { phone: entity.phone } : {}),
              ...(entity.email ? { email: entity.email } : {}),
            },
          }
        : {}),
    });
    ids.set(entity.key, id);
    count('entities', outcome);
  }
  const idOf = (key: string | null): string | null => (key === null ? null : (ids.get(key) ?? null));
  for (const event of body.events) {
    if (!event.include || event.when === null) continue;
    const { outcome } = writer.addEvent({
      ...provenance(event.because),
      kind: event.kind,
      title: event.title,
      when: whenOf(event.when, event.assumed),
      participants: event.participants.flatMap(({ entity, part }) => {
        const entityId = idOf(entity);
        return entityId === null ? [] : [{ entityId, part }];
      }),
    });
    count('events', outcome);
  }
  for (const loss of body.losses) {
    const victimId = idOf(loss.victim);
    if (!loss.include || victimId === null) continue;
    const { outcome } = writer.addLoss({
      ...provenance(loss.because),
      victimId,
      amount: loss.amount,
      method: loss.method,
      toId: idOf(loss.to),
      when: loss.when ? whenOf(loss.when, loss.assumed) : null,
      note: loss.assumed.join(' '),
    });
    count('losses', outcome);
  }
  for (const link of body.links) {
    const [fromId, toId] = [idOf(link.from), idOf(link.to)];
    if (!link.include || fromId === null || toId === null || fromId === toId) continue;
    count('links', writer.addLink({ ...provenance(link.because), kind: link.kind, fromId, toId }).outcome);
  }
  for (const { field, count: masked } of writer.maskings)
    batch.finding({
      place: proposal.title.slice(0, 200),
      severity: 'info',
      code: 'masked',
      message: `${masked} secret number${masked === 1 ? ' was' : 's were'} masked in its ${field}.`,
    });
  recordProposalDecision(database, transaction, proposal, { state: 'accepted' });
  result.accepted += 1;
}

/** A time whose assumptions stand with it. */
function whenOf(given: NonNullable<Body['events'][number]['when']>, assumed: readonly string[]): When {
  const when = readWhen(given);
  return { ...when, assumed: [...when.assumed, ...assumed] };
}
