import { createHash, randomBytes } from 'node:crypto';
import { link, lstat, mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { JobResult } from '../../shared/contract/index.ts';
import { ProfferError } from '../../shared/domain/errors.ts';
import type { JobContext } from '../rpc/handler.ts';
import { syncFolder } from '../store/sync-folder.ts';
import { requireOutside } from '../vault/outside.ts';
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
  if (await isTaken(path))
    throw new ProfferError(
      'conflict',
      `${path} exists already; nothing is overwritten. Choose another folder.`,
      { path },
    );
  const temporary = join(input.folder, `.${randomBytes(8).toString('hex')}.part`);
  const hash = createHash('sha256');
  try {
    const file = await open(temporary, 'wx', 0o600);
    let done = 0;
    try {
      for await (const chunk of session.store.streamVerified(sha256, { size })) {
        context.signal.throwIfAborted();
        await file.writeFile(chunk);
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
      await file.sync();
    } finally {
      await file.close();
    }
    await placeNew(temporary, path);
    await syncFolder(input.folder);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  session.write(
    {
      reason: 'custody',
      summary: `Copy of ${row.name} written outside the vault: ${input.purpose}`,
      caseId: row.case_id as string,
    },
    (transaction) => {
      appendCustody(session.database, transaction, input.id, {
        action: 'exported',
        purpose: 'Copy written outside the vault',
        details: { sizeBytes: size },
      });
    },
  );
  return { path, sha256: hash.digest('hex'), sizeBytes: size };
}

async function isTaken(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return false;
  }
}

/** `link` fails where the name is taken, `rename` would replace it; file systems without hard links get the rename. */
async function placeNew(temporary: string, path: string): Promise<void> {
  try {
    await link(temporary, path);
    await rm(temporary);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EEXIST')
      throw new ProfferError('conflict', `${path} exists already; nothing is overwritten.`, { path });
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'EOPNOTSUPP') throw error;
    await rename(temporary, path);
  }
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
