import type { z } from 'zod';
import type { CheckedInput } from '../../../shared/contract/index.ts';
import { type proposal, proposalBody } from '../../../shared/contract/proposal.ts';
import { ProfferError } from '../../../shared/domain/errors.ts';
import { inList, selectPage } from '../../database/listing.ts';
import type { Row, SqliteDatabase } from '../../database/sqlite.ts';
import { isMessage, isOfPiece, onPage, shownPage, shownPiece } from './shown-place.ts';

export type Proposal = z.output<typeof proposal>;

const tables = `proposal JOIN evidence ON evidence.id = ${shownPiece}
  LEFT JOIN proposal_decision decision ON decision.case_id = proposal.case_id AND decision.fingerprint = proposal.fingerprint`;
const state = `coalesce(decision.state, 'open')`;
const columns = `proposal.*, evidence.id AS shown_id, ${shownPage} AS shown_page, ${isMessage} AS is_message, evidence.number AS evidence_number, evidence.name AS evidence_name,
  ${state} AS state, decision.body AS edited_body`;

export function listProposals(
  database: SqliteDatabase,
  { caseId, evidenceId, states, ...page }: CheckedInput<'proposal.list'>,
): { rows: Proposal[]; total: number } {
  const list = inList('state', states);
  const { rows, total } = selectPage(
    database,
    {
      from: tables,
      key: 'proposal.id',
      columns,
      where: [
        'proposal.case_id = @caseId',
        'evidence.hidden_at IS NULL',
        states.length > 0 ? `${state} IN ${list.sql}` : '0',
        ...(evidenceId ? [isOfPiece] : []),
      ],
      parameters: { caseId, ...list.parameters, ...(evidenceId ? { evidenceId } : {}) },
      sorts: {
        evidence: 'evidence.number',
        title: 'proposal.title COLLATE NOCASE',
        foundAt: 'proposal.found_at',
      },
      defaultSort: 'evidence',
      searched: ['proposal.title', 'proposal.body'],
      hiddenColumn: null,
      tieBreak: `${shownPage}, proposal.id`,
    },
    { ...page, hidden: 'without' },
  );
  return { rows: rows.map(toProposal), total };
}

/** Ids of what a list of open proposals shows with this search, in its order. */
export function openProposals(database: SqliteDatabase, caseId: string, search?: string): string[] {
  const ids: string[] = [];
  for (;;) {
    const { rows, total } = listProposals(database, {
      caseId,
      states: ['open'],
      offset: ids.length,
      limit: 500,
      ...(search ? { search } : {}),
    });
    ids.push(...rows.map(({ id }) => id));
    if (rows.length === 0 || ids.length >= total) return ids;
  }
}

/** @throws ProfferError `not-found`. */
export function readProposal(database: SqliteDatabase, id: string): Proposal & { fingerprint: string } {
  const row = database.cached(`SELECT ${columns} FROM ${tables} WHERE proposal.id = ?`).get(id) as
    | Row
    | undefined;
  if (!row)
    throw new ProfferError('not-found', 'This proposal is not there any more: its evidence was read again.', {
      id,
    });
  return { ...toProposal(row), fingerprint: row.fingerprint as string };
}

function toProposal(row: Row): Proposal {
  const page = row.shown_page as number;
  const body = proposalBody.parse(JSON.parse((row.edited_body ?? row.body) as string));
  return {
    id: row.id as string,
    caseId: row.case_id as string,
    evidence: {
      id: row.shown_id as string,
      number: row.evidence_number as number,
      name: row.evidence_name as string,
    },
    page,
    title: row.title as string,
    state: row.state as Proposal['state'],
    edited: row.edited_body !== null,
    // It was read, or edited, where the message lay then.
    body: row.is_message === 1 ? onPage(body, page) : body,
    foundAt: row.found_at as string,
  };
}
