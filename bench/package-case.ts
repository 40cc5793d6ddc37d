import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Context } from './benchmark.ts';
import type { Desk } from './desk.ts';
import { shippedDesk } from './shipped.ts';
import { resources, writeLargeFiles } from './sources.ts';

/** A case with `count` large pieces of evidence that is ready to be exported, and the plain files it was made from. */
export async function packageCase(
  context: Context,
  evidence: { count: number; size: number },
): Promise<{ desk: Desk; plain: string; vault: string }> {
  const { addParties, openNewVault, takeIn } = await shippedDesk();
  const plain = join(context.folder, 'plain');
  const vault = join(context.folder, 'vault');
  for (const folder of [plain, vault]) rmSync(folder, { recursive: true, force: true });
  writeLargeFiles(plain, evidence.count, evidence.size);
  const desk = await openNewVault(vault, resources);
  await addParties(desk);
  await takeIn(desk, plain);
  return { desk, plain, vault };
}
