import { z } from 'zod';
import { type BytesReply, bytesReferencePattern } from '../../shared/contract/shell.ts';
import { ProfferError } from '../../shared/domain/errors.ts';
import type { Engine } from '../engine.ts';
import { readEvidenceRow } from '../evidence/evidence-rows.ts';
import { reportIncident, toErrorData } from '../rpc/failure.ts';

const id = z.int();
const position = z.int().min(0).optional();
/** `BytesRequest` of the shell contract. */
const bytesRequest = z.union([
  z.object({
    id,
    open: z.object({
      kind: z.enum(['evidence', 'preview']),
      ref: z.string().regex(bytesReferencePattern),
      start: position,
      end: position,
    }),
  }),
  z.object({ id, pull: z.literal(true) }),
  z.object({ id, cancel: z.literal(true) }),
]);

/** The part of a MessagePort used here. What comes is checked, not believed. */
export interface BytesPort {
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
  on(event: 'close', listener: () => void): void;
  postMessage(reply: BytesReply): void;
  start(): void;
}

interface Content {
  size: number;
  mediaType: string;
  name: string;
  chunks(start: number, end: number): AsyncGenerator<Uint8Array, void, void>;
  close(): Promise<void>;
}

const chunkBytes = 1 << 20;

/**
 * Hands out bytes of evidence and of previews by id, a chunk for each `pull`: what a view does not ask for is
 * neither decrypted nor kept. Never by path.
 */
export function serveBytes(engine: Engine, port: BytesPort): void {
  const open = new Map<number, { content: Content; chunks: AsyncGenerator<Uint8Array, void, void> }>();
  const close = async (id: number) => {
    const one = open.get(id);
    open.delete(id);
    await one?.chunks.return();
    await one?.content.close();
  };
  const answer = async (request: z.output<typeof bytesRequest>): Promise<void> => {
    const { id } = request;
    try {
      if ('open' in request) {
        const { kind, ref, start, end } = request.open;
        const content =
          kind === 'evidence' ? await evidenceContent(engine, ref) : previewContent(engine, ref);
        open.set(id, {
          content,
          chunks: content.chunks(start ?? 0, Math.min(end ?? content.size, content.size)),
        });
        port.postMessage({
          id,
          head: { size: content.size, mediaType: content.mediaType, name: content.name },
        });
      } else if ('pull' in request) {
        const next = await open.get(id)?.chunks.next();
        if (!next || next.done) {
          await close(id);
          port.postMessage({ id, end: true });
        } else port.postMessage({ id, chunk: next.value });
      } else await close(id);
    } catch (error) {
      await close(id).catch(() => undefined);
      port.postMessage({ id, error: toErrorData(error) });
    }
  };
  // One request of an id at a time: a cancel waits for the chunk before it.
  const queues = new Map<number, Promise<void>>();
  port.on('message', ({ data }) => {
    const request = bytesRequest.safeParse(data);
    if (!request.success) {
      reportIncident(new Error('a request that is none came over the port of bytes'));
      return;
    }
    const { id } = request.data;
    const last = (queues.get(id) ?? Promise.resolve()).then(() => answer(request.data));
    queues.set(id, last);
    void last.then(() => {
      if (queues.get(id) === last && !open.has(id)) queues.delete(id);
    });
  });
  port.on('close', () => {
    for (const id of [...open.keys()]) void close(id);
  });
  port.start();
}

async function evidenceContent(engine: Engine, id: string): Promise<Content> {
  const session = engine.session();
  const row = readEvidenceRow(session.database, id);
  const reader = await session.store.open(row.sha256 as string, { size: row.size_bytes as number });
  return {
    size: reader.size,
    mediaType: row.media_type as string,
    name: row.name as string,
    chunks: (start, end) => reader.stream(start, end),
    close: () => reader.close(),
  };
}

function previewContent(engine: Engine, id: string): Content {
  const preview = engine.previews.get(id);
  if (!preview) throw new ProfferError('not-found', 'This preview is gone. Make it again.', { id });
  const { bytes, mediaType, name } = preview;
  return {
    size: bytes.length,
    mediaType,
    name,
    async *chunks(start, end) {
      for (let at = start; at < end; at += chunkBytes)
        yield bytes.subarray(at, Math.min(at + chunkBytes, end));
    },
    async close() {},
  };
}
