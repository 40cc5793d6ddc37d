import { ProfferError } from '../../../shared/domain/errors.ts';
import { requireOpenCase } from '../../cases/case-rows.ts';
import { stableExhibit } from '../../evidence/custody.ts';
import { readEvidenceRow } from '../../evidence/evidence-rows.ts';
import type { ContentReader } from '../../store/types.ts';
import type { VaultSession } from '../../vault/session.ts';

export interface TableEvidence {
  id: string;
  caseId: string;
  exhibit: string;
  name: string;
  sizeBytes: number;
}

/** Opens the bytes of a piece of evidence for as long as `work` needs them. @throws ProfferError `not-found`, `conflict`. */
export async function withTable<T>(
  session: VaultSession,
  evidenceId: string,
  work: (content: ContentReader, evidence: TableEvidence) => Promise<T>,
): Promise<T> {
  const row = readEvidenceRow(session.database, evidenceId);
  if (row.hidden_at !== null)
    throw new ProfferError(
      'conflict',
      'This piece of evidence is hidden. Bring it back before it is imported.',
      { evidenceId },
    );
  const evidence: TableEvidence = {
    id: evidenceId,
    caseId: row.case_id as string,
    exhibit: stableExhibit(row.number as number),
    name: row.name as string,
    sizeBytes: row.size_bytes as number,
  };
  requireOpenCase(session.database, evidence.caseId);
  const content = await session.store.open(row.sha256 as string, { size: evidence.sizeBytes });
  try {
    return await work(content, evidence);
  } finally {
    await content.close();
  }
}
