import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { JobResult } from '../../shared/contract/index.ts';
import type { Row } from '../database/sqlite.ts';
import { createNewFile } from '../new-file.ts';
import type { JobContext } from '../rpc/handler.ts';
import { faultPoint } from '../store/fault-point.ts';
import { requireOutside } from '../vault/outside.ts';
import type { VaultSession } from '../vault/session.ts';
import { appendCustody, stableExhibit } from './custody.ts';
import { readEvidenceRow } from './evidence-rows.ts';

/** Writes the decrypted content into a folder outside the vault, whole or not at all; overwrites nothing. */
export async function exportCopy(
  input: { id: string; folder: string; purpose: string },
  context: JobContext,
): Promise<JobResult<'evidence.export'>> {
  const session = context.session();
  const row = readEvidenceRow(session.database, input.id);
  const sha256 = row.sha256 as string;
  const size = row.size_bytes as number;
  await requireOutside(session.folder, input.folder);
  await mkdir(input.folder, { recursive: true });
  const path = join(input.folder, `${stableExhibit(row.number as number)}_${safeName(row.name as string)}`);
  const file = await createNewFile(path);
  const hash = createHash('sha256');
  try {
    let done = 0;
    for await (const chunk of session.store.streamVerified(sha256, { size })) {
      context.signal.throwIfAborted();
      await file.handle.writeFile(chunk);
      hash.update(chunk);
      done += chunk.length;
      context.progress({
        stage: 'Writing a copy',
        done,
        total: size,
        unit: 'bytes',
        current: row.name as string,
      });
    }
    await file.handle.sync();
    // What is not on record must not be in anybody's hands: the record comes first, whatever pulls the plug in between.
    recordCopy(session, row, input.purpose, size);
    faultPoint('copy-recorded');
    await file.keep();
  } catch (error) {
    await file.discard();
    throw error;
  }
  return { path, sha256: hash.digest('hex'), sizeBytes: size };
}

function recordCopy(session: VaultSession, row: Row, purpose: string, sizeBytes: number): void {
  session.write(
    {
      reason: 'custody',
      summary: `Copy of ${row.name} written outside the vault: ${purpose}`,
      caseId: row.case_id as string,
    },
    (transaction) => {
      appendCustody(session.database, transaction, row.id as string, {
        action: 'exported',
        purpose: 'Copy written outside the vault',
        details: { sizeBytes },
      });
    },
  );
}

/** A name any file system takes: evidence may be called anything. */
const safeName = (name: string): string => endOf(safeCharacters(name)) || 'evidence';

const safeCharacters = (name: string): string =>
  name
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
    .replace(/[\u0000-\u001f\u007f<>:"/\\|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '_')
    .replace(/^\.+|[. ]+$/g, '_');

/** File systems take 255 bytes, the exhibit's number included: as many of the last whole characters as stay far below. */
function endOf(name: string): string {
  const characters = [...name];
  while (Buffer.byteLength(characters.join('')) > 180) characters.shift();
  return characters.join('');
}
