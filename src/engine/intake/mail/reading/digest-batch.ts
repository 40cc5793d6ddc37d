import { inReader } from '../../readers/reader-host.ts';
import type { StepContext } from '../../reading/reading-step.ts';
import type { MailDigest } from '../digest.ts';
import type { StoredSpan } from '../mail-rows.ts';
import { type MailBatch, mailboxBatchBytes } from './mail-batches.ts';

/** For a batch; one message alone may take as long. */
const seconds = 60;
const aloneMegabytes = 512;
/** For a batch: little, so that its thread clears up soon; a message that wants more gets it alone. */
const batchMegabytes = 48;

/** Reads a batch in a reader thread. Where that fails each message is read alone, so that one costs only itself. */
export async function digestBatch(batch: MailBatch, { signal }: StepContext): Promise<MailDigest[]> {
  const read = (bytes: Uint8Array, spans: StoredSpan[], megabytes: number) =>
    inReader('mail-digests', () => ({ bytes: new Uint8Array(bytes), spans: spans.map(spanOf) }), {
      signal,
      seconds,
      megabytes,
    });
  const few = batch.bytes.length <= mailboxBatchBytes;
  const together = await read(batch.bytes, batch.spans, few ? batchMegabytes : aloneMegabytes);
  if (together.ok) return together.value;
  const digests: MailDigest[] = [];
  for (const span of batch.spans) {
    const { length } = span;
    const bytes = batch.bytes.slice(span.start, span.start + length);
    const alone =
      !few && batch.spans.length === 1
        ? together
        : await read(bytes, [{ ...span, start: 0 }], aloneMegabytes);
    if (alone.ok) digests.push(...alone.value);
    else digests.push(await failed(span, bytes, alone.failure));
  }
  return digests;
}

const spanOf = ({ number, format, start, length, envelope, quoted }: StoredSpan) => ({
  number,
  format,
  start,
  length,
  envelope,
  quoted,
});

/** A message no reader could read still has its place and its hash. */
async function failed(
  span: StoredSpan,
  bytes: Uint8Array<ArrayBuffer>,
  failure: { code: string; message: string },
): Promise<MailDigest> {
  const hash = Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex');
  return {
    number: span.number,
    sha256: hash,
    mail: null,
    text: '',
    links: 0,
    attachments: [],
    findings: [{ place: 'message', severity: 'error', ...failure }],
  };
}
