import type { Proposal } from './proposal-rows.ts';

/**
 * A proposal is kept with one piece of evidence and shown with one that is in sight: the piece itself, else one with the same content, else one
 * in which the same message lies. So it neither stands twice where there are copies nor goes with the copy that is put aside.
 */

const sameMessage = `mail AS own JOIN mail AS copy
  ON copy.sha256 = own.sha256 AND copy.size_bytes = own.size_bytes AND copy.case_id = own.case_id`;
const told = 'own.evidence_id = proposal.evidence_id AND own.number = proposal.page';
const sameContent = `evidence AS own JOIN evidence AS piece ON piece.content_id = own.content_id AND piece.case_id = own.case_id
  WHERE own.id = proposal.evidence_id`;

/** SQL of the id of the piece a `proposal` is shown with. */
export const shownPiece = `coalesce(
  (SELECT id FROM evidence AS own WHERE own.id = proposal.evidence_id AND hidden_at IS NULL),
  (SELECT piece.id FROM ${sameContent} AND piece.hidden_at IS NULL ORDER BY piece.number LIMIT 1),
  (SELECT piece.id FROM ${sameMessage} JOIN evidence AS piece ON piece.id = copy.evidence_id
    WHERE ${told} AND piece.hidden_at IS NULL ORDER BY piece.number, copy.number LIMIT 1),
  proposal.evidence_id)`;

/** SQL of the page it stands on there. `evidence`: the piece it is shown with. */
export const shownPage = `CASE WHEN evidence.id = proposal.evidence_id THEN proposal.page ELSE coalesce(
  (SELECT copy.number FROM ${sameMessage} WHERE ${told} AND copy.evidence_id = evidence.id
    ORDER BY copy.number <> own.number, copy.number LIMIT 1), proposal.page) END`;

/** SQL that tells whether a `proposal` is what one message tells, which is one page wherever it lies. */
export const isMessage = `EXISTS (SELECT 1 FROM mail AS own WHERE ${told})`;

/** SQL that tells whether a `proposal` is one of the piece `@evidenceId`, as it is shown or as a copy. */
export const isOfPiece = `(evidence.id = @evidenceId OR @evidenceId IN (SELECT piece.id FROM ${sameContent}))`;

/** What one message proposes, as it stands on another page: each `because` in it names that page. */
export function onPage(body: Proposal['body'], page: number): Proposal['body'] {
  return moved(body) as Proposal['body'];
  function moved(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(moved);
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, part]) => [
        name,
        name === 'because' && part !== null ? { ...(part as object), page } : moved(part),
      ]),
    );
  }
}
