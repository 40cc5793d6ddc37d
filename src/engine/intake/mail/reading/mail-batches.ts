import { readBytes } from '../../../store/read-bytes.ts';
import type { ContentReader } from '../../../store/types.ts';
import { limits } from '../limits.ts';
import { appleMessageSpan, type MailKind } from '../mail-kind.ts';
import type { StoredSpan } from '../mail-rows.ts';
import { splitMbox } from '../mbox/split-mbox.ts';

/** Messages that go to a reader thread together: a stretch of bytes and where each lies in it. */
export interface MailBatch {
  bytes: Uint8Array<ArrayBuffer>;
  spans: StoredSpan[];
}

/** Bytes of a batch of more than one message. */
export const mailboxBatchBytes = 512 << 10;
const batchMessages = 250;

/** The messages of a piece of evidence in batches, in constant memory whatever its size. */
export async function* mailBatches(
  reader: ContentReader,
  piece: { sizeBytes: number },
  kind: Exclude<MailKind, 'outlook-data-file'>,
  head: Uint8Array,
): AsyncGenerator<MailBatch, void, void> {
  if (kind === 'mailbox') {
    yield* mailboxBatches(reader);
    return;
  }
  const whole = { start: 0, length: piece.sizeBytes };
  const { start, length } = kind === 'apple-message' ? appleMessageSpan(head, piece.sizeBytes) : whole;
  const tooLarge = length > limits.messageBytes;
  // Of a message that is too large the header is read; of Outlook's nothing can be, for its parts lie anywhere.
  const read = tooLarge ? limits.headerBytes : length;
  const bytes = await readBytes(reader, start, read);
  const message = `It has ${length} bytes, more than the ${limits.messageBytes} that are read of one message: only its header was read. The whole is kept.`;
  const span: StoredSpan = {
    number: 1,
    format: kind === 'apple-message' ? 'message' : kind,
    start: 0,
    length: read,
    envelope: '',
    quoted: false,
    offset: start,
    sizeBytes: length,
    findings: tooLarge ? [{ place: 'message', severity: 'error', code: 'message-too-large', message }] : [],
  };
  yield { bytes, spans: [span] };
}

async function* mailboxBatches(reader: ContentReader): AsyncGenerator<MailBatch, void, void> {
  let parts: Buffer[] = [];
  let spans: StoredSpan[] = [];
  let size = 0;
  const batch = (): MailBatch => {
    const bytes = new Uint8Array(size);
    let at = 0;
    for (const part of parts) {
      bytes.set(part, at);
      at += part.length;
    }
    const made = { bytes, spans };
    parts = [];
    spans = [];
    size = 0;
    return made;
  };
  for await (const { number, envelope, offset, length, bytes, quoted, findings } of splitMbox(
    reader.stream(),
  )) {
    if (spans.length > 0 && (size + bytes.length > mailboxBatchBytes || spans.length >= batchMessages))
      yield batch();
    spans.push({
      number,
      format: 'mailbox',
      start: size,
      length: bytes.length,
      envelope,
      quoted,
      offset,
      sizeBytes: length,
      findings,
    });
    parts.push(bytes);
    size += bytes.length;
  }
  if (spans.length > 0) yield batch();
}
