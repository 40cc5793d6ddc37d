import { ProfferError } from '../../../shared/domain/errors.ts';
import { readEvidenceRow } from '../../evidence/evidence-rows.ts';
import { readBytes } from '../../store/read-bytes.ts';
import type { VaultSession } from '../../vault/session.ts';
import { inReader } from '../readers/reader-host.ts';
import type { ParsedIntel, ReadingOptions } from './parsed-intel.ts';
import { largestIntelFile } from './read-intel.ts';

/** A tree of a large file takes some ten times its bytes. */
const megabytes = 3072;
const seconds = 300;

/**
 * Reads a piece of evidence as intelligence in a thread of its own.
 * @throws ProfferError `invalid-input` with `details.reason` when it is none, or too much for the limits.
 */
export async function readIntelEvidence(
  session: VaultSession,
  { caseId, evidenceId, ...options }: { caseId: string; evidenceId: string } & ReadingOptions,
  signal: AbortSignal,
): Promise<ParsedIntel> {
  const row = readEvidenceRow(session.database, evidenceId);
  if (row.case_id !== caseId) {
    throw new ProfferError('not-found', 'This piece of evidence is not in this case.', { evidenceId });
  }
  const size = row.size_bytes as number;
  if (size > largestIntelFile) {
    throw refusal(
      'too-large',
      `It is larger than ${largestIntelFile / 2 ** 20} MiB. Split it and import the parts.`,
    );
  }
  const result = await inReader(
    'intel',
    async () => ({ bytes: await contentOf(session, row.sha256 as string, size), options }),
    { signal, seconds, megabytes },
  );
  if (!result.ok) throw refusal(result.failure.code, result.failure.message);
  if ('refused' in result.value) throw refusal(result.value.refused.code, result.value.refused.message);
  return result.value.read;
}

const refusal = (reason: string, message: string): ProfferError =>
  new ProfferError('invalid-input', `This file was not imported. ${message}`, { reason });

async function contentOf(
  session: VaultSession,
  sha256: string,
  size: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const reader = await session.store.open(sha256, { size });
  try {
    return await readBytes(reader, 0, size);
  } finally {
    await reader.close();
  }
}
