import type { JobResult } from '../../shared/contract/index.ts';
import { ProfferError } from '../../shared/domain/errors.ts';
import type { JobContext } from '../rpc/handler.ts';
import type { Verification } from '../store/types.ts';
import type { VaultSession } from '../vault/session.ts';
import { appendCustody } from './custody.ts';

type VerifyResult = JobResult<'evidence.verify'>;

interface Piece {
  id: string;
  caseId: string;
  number: number;
  name: string;
  sha256: string;
  size: number;
}

/** Results are written this many at a time: each is a custody entry, and each write is on disk when it returns. */
const writtenTogether = 100;

/**
 * Re-reads stored bytes: authentication of each segment, then the SHA-256 over all. Without ids: all of a case, or of
 * the vault. Each outcome goes into the custody of its piece.
 */
export async function verifyEvidence(
  input: { caseId?: string | undefined; ids?: string[] | undefined; purpose?: string },
  context: JobContext,
): Promise<VerifyResult> {
  const session = context.session();
  const pieces = select(session, input);
  const total = pieces.reduce((sum, piece) => sum + piece.size, 0);
  const result: VerifyResult = { checked: 0, ok: 0, failed: [] };
  let done = 0;
  let pending: { piece: Piece; outcome: Verification }[] = [];
  const flush = () => {
    if (pending.length > 0) record(session, pending, input.purpose ?? 'Re-verified on demand');
    pending = [];
  };
  try {
    for (const piece of pieces) {
      context.signal.throwIfAborted();
      const report = (bytes: number) =>
        context.progress({
          stage: 'Re-reading and hashing',
          done: done + bytes,
          total,
          unit: 'bytes',
          current: piece.name,
        });
      report(0);
      const outcome = await session.store.verify(piece.sha256, {
        size: piece.size,
        signal: context.signal,
        onProgress: ({ bytes }) => report(bytes),
      });
      pending.push({ piece, outcome });
      result.checked += 1;
      if (outcome.result === 'ok') result.ok += 1;
      else {
        result.failed.push({
          evidenceId: piece.id,
          number: piece.number,
          name: piece.name,
          finding: outcome.result,
          message: explain(outcome.result, piece.name),
        });
      }
      done += piece.size;
      if (pending.length >= writtenTogether) flush();
    }
  } finally {
    if (session.database.open) flush();
  }
  return result;
}

function select(
  session: VaultSession,
  { caseId, ids }: { caseId?: string | undefined; ids?: string[] | undefined },
): Piece[] {
  const columns = `evidence.id, case_id AS caseId, number, name, sha256, size_bytes AS size FROM evidence JOIN content ON content.id = content_id`;
  if (ids) {
    const one = session.database.prepare(`SELECT ${columns} WHERE evidence.id = ?`);
    return ids.map((id) => {
      const piece = one.get(id) as Piece | undefined;
      if (!piece)
        throw new ProfferError('not-found', 'A piece of evidence named here is not in the vault.', { id });
      return piece;
    });
  }
  return caseId
    ? (session.database
        .prepare(`SELECT ${columns} WHERE case_id = ? AND hidden_at IS NULL ORDER BY number`)
        .all(caseId) as Piece[])
    : (session.database.prepare(`SELECT ${columns} ORDER BY case_id, number`).all() as Piece[]);
}

function record(
  session: VaultSession,
  outcomes: { piece: Piece; outcome: Verification }[],
  purpose: string,
): void {
  const byCase = new Map<string, typeof outcomes>();
  for (const one of outcomes) byCase.set(one.piece.caseId, [...(byCase.get(one.piece.caseId) ?? []), one]);
  for (const [caseId, some] of byCase) {
    session.write(
      {
        reason: 'custody',
        summary: `${some.length} piece${some.length === 1 ? '' : 's'} of evidence verified`,
        caseId,
      },
      (transaction) => {
        for (const { piece, outcome } of some) {
          const ok = outcome.result === 'ok';
          transaction.update('evidence', piece.id, {
            checked: ok ? 'ok' : 'failed',
            checked_at: transaction.at,
          });
          appendCustody(session.database, transaction, piece.id, {
            action: 'verified',
            purpose,
            details: { result: outcome.result },
          });
        }
      },
    );
  }
}

const explain = (result: Exclude<Verification['result'], 'ok'>, name: string): string => {
  switch (result) {
    case 'missing':
      return `The stored file of ${name} is gone from the vault. Restore it from a backup.`;
    case 'corrupt':
      return `The stored bytes of ${name} were altered or damaged: their authentication fails. Restore them from a backup.`;
    case 'truncated':
      return `The stored file of ${name} lost its end. Restore it from a backup.`;
    case 'hash-differs':
      return `The stored file of ${name} is whole, but not the content that was taken in. Restore it from a backup.`;
  }
};
