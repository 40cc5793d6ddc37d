import { randomUUID } from 'node:crypto';
import { ProfferError } from '../../../shared/domain/errors.ts';
import type { Engine } from '../../engine.ts';
import { readEvidenceRow } from '../../evidence/evidence-rows.ts';
import type { Handlers } from '../../rpc/handler.ts';
import { readBytes } from '../../store/read-bytes.ts';
import { inReader } from '../readers/reader-host.ts';

const mostBytes = 256 << 20;
const seconds = 60;
const megabytes = 1_024;
/** What the previews of pictures are called among the others. */
const called = 'picture-';

export const pictureHandlers = (engine: Engine): Handlers<'text.picture'> => ({
  async 'text.picture'({ evidenceId, page }, { session, signal }) {
    const row = readEvidenceRow(session().database, evidenceId);
    const size = row.size_bytes as number;
    if (row.media_type !== 'image/tiff' || size > mostBytes)
      throw new ProfferError(
        'invalid-input',
        size > mostBytes
          ? `Pictures are drawn up to ${mostBytes >> 20} MB. Export a copy to look at it elsewhere.`
          : 'Only TIFF pictures are drawn page by page.',
      );
    const drawn = await inReader(
      'tiff-page',
      async () => {
        const reader = await session().store.open(row.sha256 as string, { size });
        try {
          return { bytes: await readBytes(reader, 0, size), page };
        } finally {
          await reader.close();
        }
      },
      { signal, seconds, megabytes },
    );
    if (!drawn.ok) throw new ProfferError('corrupt', drawn.failure.message);
    // The vault may have been locked meanwhile: then nobody may see it any more.
    session();
    for (const id of engine.previews.keys()) if (id.startsWith(called)) engine.previews.delete(id);
    const previewId = `${called}${randomUUID()}`;
    const { png, pages } = drawn.value;
    engine.previews.set(previewId, { bytes: png, mediaType: 'image/png', name: row.name as string });
    return { previewId, page, pages };
  },
});
