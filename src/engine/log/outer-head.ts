import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writeFileAtomically } from '../vault/atomic-write.ts';

export const outerHeadName = 'log-head.json';

const schema = z.strictObject({
  deviceId: z.string(),
  seq: z.int(),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});

/** Where the log stood, kept outside the database: tells when the whole database was put back to an older state. */
export type OuterHead = z.infer<typeof schema>;

export async function readOuterHead(folder: string): Promise<OuterHead | null> {
  try {
    return schema.parse(JSON.parse(await readFile(join(folder, outerHeadName), 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    // It proves nothing by itself (the signed head in the database does), so damage to it must not keep a vault shut.
    if (error instanceof SyntaxError || error instanceof z.ZodError) return null;
    throw error;
  }
}

export const writeOuterHead = (folder: string, head: OuterHead): Promise<void> =>
  writeFileAtomically(join(folder, outerHeadName), `${JSON.stringify(head)}\n`);
