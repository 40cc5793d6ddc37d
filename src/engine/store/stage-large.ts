/** Large contents: one thread reads, encrypts and writes; others hash the same segments in shared memory. */
import { closeSync, readSync } from 'node:fs';
import type { MessagePort } from 'node:worker_threads';
import { contentContext, contentFormat } from './content-keys.ts';
import { LargeFileWriter, type WriteBuffers } from './large-file-writer.ts';
import { detectMediaType } from './media-type.ts';
import type { SegmentSlots } from './segment-slots.ts';
import { openSource, refusal, refuseChanged, refuseError, sourceFacts } from './source-file.ts';
import { headSize } from './stage-inline.ts';
import { StagingFile } from './staging-file.ts';
import { cancelled } from './store-failures.ts';
import { type ContentKey, encryptSegment, segmentCapacity, startEncryption } from './streaming-aead.ts';
import type { FileSource, Refusal, SourceFacts } from './types.ts';
import type { CancelFlag, LargeSource, Pulled, StageResult } from './worker-messages.ts';

/** Where plaintext comes from. `fill` writes as much as fits and returns less only at the end. */
interface Plaintext {
  fill(target: Uint8Array): number | Promise<number>;
  /** Called at the end: was all of it there, and unchanged? */
  check(size: number): Refusal | null;
  facts: SourceFacts | null;
  close(): void;
}

/** A source that turned out unreadable halfway. */
class SourceFailure extends Error {
  readonly refusal: Refusal;
  constructor(refused: Refusal) {
    super(refused.message);
    this.refusal = refused;
  }
}

function openFile(source: FileSource): Plaintext | Refusal {
  const opened = openSource(source);
  if ('reason' in opened) return opened;
  return {
    fill(target) {
      let length = 0;
      try {
        while (length < target.length) {
          const count = readSync(opened.descriptor, target, length, target.length - length, null);
          if (count === 0) break;
          length += count;
        }
      } catch (error) {
        throw new SourceFailure(refuseError(error));
      }
      return length;
    },
    check: (size) => refuseChanged(opened, size),
    facts: sourceFacts(opened.before),
    close: () => closeSync(opened.descriptor),
  };
}

function openPort(port: MessagePort, expectedSize: number | undefined): Plaintext {
  let rest: Uint8Array = new Uint8Array(0);
  let ended = false;
  const pull = (): Promise<Pulled> =>
    new Promise((resolve) => {
      port.once('message', resolve);
      port.postMessage('pull');
    });
  return {
    async fill(target) {
      let length = 0;
      while (length < target.length && !ended) {
        if (rest.length === 0) {
          const pulled = await pull();
          if ('failed' in pulled)
            throw new SourceFailure(
              refusal('unreadable', 'The bytes of this content could not all be read.', {
                cause: pulled.failed,
              }),
            );
          if ('end' in pulled) ended = true;
          else rest = pulled.bytes;
        }
        const taken = rest.subarray(0, target.length - length);
        target.set(taken, length);
        length += taken.length;
        rest = rest.subarray(taken.length);
      }
      return length;
    },
    check: (size) =>
      expectedSize === undefined || expectedSize === size
        ? null
        : refusal('changed-while-read', 'The content did not have the size it was announced with.', {
            expectedSize,
            size,
          }),
    facts: null,
    close: () => port.close(),
  };
}

export interface LargeContext {
  temporaryFolder: string;
  contentKey: ContentKey;
  slots: SegmentSlots;
  writeBuffers: WriteBuffers;
}

/** Stages one large content, synced and closed. `onBytes` hears the bytes read so far. */
export async function stageLarge(
  source: LargeSource,
  context: LargeContext,
  cancel: CancelFlag,
  onBytes: (bytes: number) => void,
): Promise<StageResult> {
  const plaintext = 'port' in source ? openPort(source.port, source.size) : openFile(source);
  if ('reason' in plaintext) return { refusal: plaintext };
  let staging: StagingFile | null = null;
  let writer: LargeFileWriter | null = null;
  try {
    staging = new StagingFile(context.temporaryFolder);
    writer = new LargeFileWriter(staging, context.writeBuffers);
    const { size, head } = await encryptThrough(plaintext, writer, context, cancel, onBytes);
    const refused = plaintext.check(size);
    if (refused) throw new SourceFailure(refused);
    await writer.finish();
    await writer.close();
    staging.close();
    const { sha256, sha1, md5 } = await context.slots.digests();
    if (!sha256 || !sha1 || !md5) throw new Error('a hashing thread left out its digest');
    const type = await detectMediaType(head, source.name ?? '', size);
    return {
      staged: { path: staging.path, content: { sha256, sha1, md5, size, type, file: plaintext.facts } },
    };
  } catch (error) {
    await writer?.close();
    await context.slots.reset();
    staging?.discard();
    if (error instanceof SourceFailure) return { refusal: error.refusal };
    throw error;
  } finally {
    plaintext.close();
  }
}

async function encryptThrough(
  plaintext: Plaintext,
  writer: LargeFileWriter,
  { contentKey, slots }: LargeContext,
  cancel: CancelFlag,
  onBytes: (bytes: number) => void,
): Promise<{ size: number; head: Uint8Array }> {
  const { header, stream } = startEncryption(contentFormat, contentKey, contentContext);
  let head: Uint8Array | null = null;
  let size = 0;
  let slot = await slots.acquire();
  let next: number | null = null;
  try {
    let length = await plaintext.fill(slots.view(slot).subarray(0, segmentCapacity(contentFormat, 0)));
    for (let index = 0; ; index++) {
      if (cancel[0] !== 0) throw cancelled();
      // A segment must know whether it is the last before it is encrypted: look one ahead.
      let nextLength = 0;
      if (length === segmentCapacity(contentFormat, index)) {
        next = await slots.acquire();
        nextLength = await plaintext.fill(
          slots.view(next).subarray(0, segmentCapacity(contentFormat, index + 1)),
        );
      }
      const segment = slots.view(slot).subarray(0, length);
      head ??= Uint8Array.from(segment.subarray(0, headSize));
      slots.hash(slot, length);
      const parts = encryptSegment(stream, index, nextLength === 0, segment);
      await writer.append(index === 0 ? [header, ...parts] : parts);
      size += length;
      onBytes(size);
      if (nextLength === 0) return { size, head };
      slots.release(slot);
      slot = next!;
      next = null;
      length = nextLength;
    }
  } finally {
    slots.release(slot);
    if (next !== null) slots.release(next);
  }
}
