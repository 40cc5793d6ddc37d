/** Small contents: read whole, hashed, encrypted and written in one go by one thread. */
import { createHash } from 'node:crypto';
import { closeSync, readSync } from 'node:fs';
import { contentContext, contentFormat } from './content-keys.ts';
import { detectMediaType, type MediaType } from './media-type.ts';
import { openSource, refuseChanged, refuseError, sourceFacts } from './source-file.ts';
import { StagingFile } from './staging-file.ts';
import { type ContentKey, encryptSegment, segmentCapacity, startEncryption } from './streaming-aead.ts';
import type { FileSource, Refusal, SourceFacts, StagedContent } from './types.ts';
import type { InlineSource } from './worker-messages.ts';

/** Contents up to this size are staged inline. */
export const inlineLimit = 8 << 20;
export const headSize = 4096;

// One byte more than the limit shows a file that grew past it.
const buffer = new Uint8Array(inlineLimit + 1);

export type InlineResult =
  | { staging: StagingFile; content: Omit<StagedContent, 'type'>; type: MediaType | Promise<MediaType> }
  | { refusal: Refusal }
  | { large: number };

/** Stages one source; the caller still has to sync and close the staging file. */
export function stageInline(
  source: InlineSource,
  temporaryFolder: string,
  contentKey: ContentKey,
): InlineResult {
  const name = source.name ?? '';
  if ('bytes' in source) return stageBytes(source.bytes, name, null, temporaryFolder, contentKey);
  const read = readWhole(source);
  if ('plaintext' in read) return stageBytes(read.plaintext, name, read.facts, temporaryFolder, contentKey);
  return read;
}

function readWhole(
  source: FileSource,
): { plaintext: Uint8Array; facts: SourceFacts } | { refusal: Refusal } | { large: number } {
  const opened = openSource(source);
  if ('reason' in opened) return { refusal: opened };
  try {
    if (opened.before.size > BigInt(inlineLimit)) return { large: Number(opened.before.size) };
    const size = Number(opened.before.size);
    let length = 0;
    for (;;) {
      // Asked for one byte more than it should have, a file that gives just its size has said that it ends there.
      const count = readSync(opened.descriptor, buffer, length, size + 1 - length, null);
      length += count;
      if (count === 0 || length >= size) break;
    }
    const refused = refuseChanged(opened, length);
    if (refused) return { refusal: refused };
    return { plaintext: buffer.subarray(0, length), facts: sourceFacts(opened.before) };
  } catch (error) {
    return { refusal: refuseError(error) };
  } finally {
    closeSync(opened.descriptor);
  }
}

function stageBytes(
  plaintext: Uint8Array,
  name: string,
  file: SourceFacts | null,
  temporaryFolder: string,
  contentKey: ContentKey,
): InlineResult {
  const digest = (algorithm: string) => createHash(algorithm).update(plaintext).digest('hex');
  const content = {
    sha256: digest('sha256'),
    sha1: digest('sha1'),
    md5: digest('md5'),
    size: plaintext.length,
    file,
  };
  const type = detectMediaType(plaintext.subarray(0, headSize), name, plaintext.length);
  const { header, stream } = startEncryption(contentFormat, contentKey, contentContext);
  const staging = new StagingFile(temporaryFolder);
  try {
    let parts: Uint8Array[] = [header];
    let start = 0;
    for (let index = 0; ; index++) {
      const end = Math.min(plaintext.length, start + segmentCapacity(contentFormat, index));
      const last = end === plaintext.length;
      parts.push(...encryptSegment(stream, index, last, plaintext.subarray(start, end)));
      staging.write(parts);
      if (last) return { staging, content, type };
      parts = [];
      start = end;
    }
  } catch (error) {
    staging.discard();
    throw error;
  }
}
