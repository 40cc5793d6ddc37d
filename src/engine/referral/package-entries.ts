import { custodyChainJson } from '../evidence/custody-chain.ts';
import type { VaultSession } from '../vault/session.ts';
import type { BagEntry } from './bag/bag-types.ts';
import { exhibitPath, type ReferralModel, type RenderedFile } from './model.ts';
import type { Selection } from './select/select-draft.ts';

/**
 * The payload of a package: documents, records and the custody chain from memory, exhibits streamed from the store and
 * compared with the SHA-256 of their intake while they are written.
 */
export function packageEntries(
  session: VaultSession,
  model: ReferralModel,
  selection: Selection,
  files: readonly RenderedFile[],
): BagEntry[] {
  const inMemory = [
    ...files.map(({ path, bytes }) => ({ path: `data/${path}`, bytes })),
    {
      path: 'data/custody/chain.json',
      bytes: Buffer.from(
        custodyChainJson(selection.draft.exhibits.flatMap((exhibit) => exhibit.custody)),
        'utf8',
      ),
    },
  ];
  const exhibits = model.exhibits.map(({ ref, payloadName }): BagEntry => {
    const { sha256, size } = selection.contents.get(ref)!;
    return {
      path: exhibitPath(payloadName),
      size,
      sha256,
      open: () => stored(session, sha256, size),
    };
  });
  return [
    ...inMemory.map(({ path, bytes }): BagEntry => ({ path, size: bytes.length, open: () => once(bytes) })),
    ...exhibits,
  ];
}

/** Every byte is authenticated as it is read; that the whole is the content of its intake, the bag writer compares. */
async function* stored(session: VaultSession, sha256: string, size: number): AsyncGenerator<Uint8Array> {
  const reader = await session.store.open(sha256, { size });
  try {
    yield* reader.stream();
  } finally {
    await reader.close();
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
