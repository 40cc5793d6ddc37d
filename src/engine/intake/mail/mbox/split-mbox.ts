import { ProfferError } from '../../../../shared/domain/errors.ts';
import type { SourceFinding } from '../../source-finding.ts';
import { limits } from '../limits.ts';
import { judgeSeparator } from './separator.ts';

/** One message of a mailbox. */
export interface MailboxMessage {
  /** From 1. */
  number: number;
  /** The `From …` line before it; '' where the mailbox begins without one. */
  envelope: string;
  /** Of the message in the mailbox, the `From …` line and the empty line after it not counted. */
  offset: number;
  length: number;
  /** All its bytes; of one that is too large only the beginning. */
  bytes: Buffer;
  /** Whether `>From ` at the start of a line stands for `From `. */
  quoted: boolean;
  findings: SourceFinding[];
}

/** Messages larger than this are read as far as their header. */
const messageLimit = limits.mailboxMessageBytes;

/** A window of the stream: bytes from `base` on, growing at the end and cut at the front. */
class Window {
  bytes = Buffer.alloc(1 << 20);
  length = 0;
  base = 0;
  complete = false;
  private readonly source: AsyncIterator<Uint8Array>;

  constructor(source: AsyncIterator<Uint8Array>) {
    this.source = source;
  }

  /** Adds the next piece; false at the end. */
  async more(): Promise<boolean> {
    const { done, value } = await this.source.next();
    if (done) {
      this.complete = true;
      return false;
    }
    if (this.length + value.length > this.bytes.length) {
      const larger = Buffer.alloc(Math.max(this.bytes.length * 2, this.length + value.length));
      this.bytes.copy(larger, 0, 0, this.length);
      this.bytes = larger;
    }
    this.bytes.set(value, this.length);
    this.length += value.length;
    return true;
  }

  /** Forgets what lies before `to`. */
  cut(to: number): void {
    this.bytes.copy(this.bytes, 0, to, this.length);
    this.length -= to;
    this.base += to;
    // After one very large message the window need not stay that large.
    if (this.bytes.length > 16 << 20 && this.length < 1 << 20)
      this.bytes = Buffer.from(this.bytes.subarray(0, 1 << 20));
  }

  get view(): Buffer {
    return this.bytes.subarray(0, this.length);
  }
}

/**
 * The messages of a mailbox, one after the other, in constant memory: the variants mboxo, mboxrd, mboxcl and mboxcl2 (RFC
 * 4155 names the family). A message ends at the next `From ` line, or where its Content-Length says if a `From ` line or the
 * end of the mailbox is there; nothing of the mailbox is left out between two messages but those lines and empty ones.
 */
export async function* splitMbox(
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<MailboxMessage, void, void> {
  const iterator = source[Symbol.asyncIterator]();
  try {
    yield* split(new Window(iterator));
  } finally {
    await iterator.return?.();
  }
}

interface Open {
  number: number;
  envelope: string;
  /** In the stream. */
  offset: number;
  quoted: boolean;
  findings: SourceFinding[];
  /** Beginning of a message that is too large to be held. */
  kept: Buffer | null;
}

async function* split(window: Window): AsyncGenerator<MailboxMessage, void, void> {
  let open = await firstMessage(window);
  if (!open) return;
  for (;;) {
    const place = `message ${open.number}`;
    let at = await contentEnd(window, open);
    let next: { envelope: string; messageStart: number } | null = null;
    for (;;) {
      const found = at === 0 ? -1 : window.view.indexOf('\nFrom ', Math.max(0, at - 1));
      if (found >= 0) {
        const verdict = judgeSeparator(window.view, found + 1, window.length, window.complete);
        if (verdict.is === 'separator') {
          if (verdict.noBlankLine)
            open.findings.push({
              place,
              severity: 'info',
              code: 'no-blank-line',
              message: 'No empty line parts it from the next message.',
            });
          next = verdict;
          at = found + 1;
          break;
        }
        if (verdict.is === 'text') {
          at = found + 2;
          continue;
        }
      } else at = Math.max(1, window.length - 6);
      if (window.length > messageLimit) at = drop(window, open, at);
      if (!(await window.more()) && found < 0) break;
    }
    const end = next ? at : window.length;
    yield toMessage(window, open, end);
    if (!next) return;
    const started: Open = {
      number: open.number + 1,
      envelope: next.envelope,
      offset: window.base + next.messageStart,
      quoted: true,
      findings: [],
      kept: null,
    };
    window.cut(next.messageStart);
    open = started;
  }
}

async function firstMessage(window: Window): Promise<Open | null> {
  while (window.length < 8192 && (await window.more()));
  if (window.length === 0) return null;
  const start =
    /^(?:\ufeff|\xef\xbb\xbf)?[\r\n]*/.exec(window.view.toString('latin1', 0, 64))?.[0].length ?? 0;
  const begins = window.view.toString('latin1', start, start + 5) === 'From ';
  const end = begins ? window.view.indexOf(0x0a, start) : -1;
  const open: Open = { number: 1, envelope: '', offset: 0, quoted: true, findings: [], kept: null };
  if (begins) {
    const lineEnd = end < 0 ? window.length : end;
    open.envelope = window.view.toString('latin1', start, Math.min(lineEnd, start + 1000)).replace(/\r$/, '');
    open.offset = end < 0 ? window.length : end + 1;
    window.cut(open.offset);
  } else
    open.findings.push({
      place: 'message 1',
      severity: 'warning',
      code: 'no-from-line',
      message: 'The mailbox does not begin with a “From ” line; what stands first is read as a message.',
    });
  return open;
}

/** Where to look for the end of the message in the window: behind its content, where its Content-Length can be believed. */
async function contentEnd(window: Window, open: Open): Promise<number> {
  let headerEnd = -1;
  for (;;) {
    const plain = window.view.indexOf('\n\n');
    const crlf = window.view.indexOf('\n\r\n');
    headerEnd = plain < 0 ? crlf + (crlf < 0 ? 0 : 3) : crlf >= 0 && crlf < plain ? crlf + 3 : plain + 2;
    if (headerEnd >= 0 || window.length > limits.headerBytes || !(await window.more())) break;
  }
  if (headerEnd < 0) return 1;
  const stated = /^Content-Length:[ \t]*(\d{1,12})[ \t]*\r?$/im.exec(
    window.view.toString('latin1', 0, headerEnd),
  )?.[1];
  const target = headerEnd + Number(stated ?? 0);
  if (stated === undefined || stated === '0' || target > messageLimit) return 1;
  while (window.length < target + 8192 && (await window.more()));
  if (target > window.length) return 1;
  const gap = /^(?:\r?\n){0,2}/.exec(window.view.toString('latin1', target, target + 4))?.[0].length ?? 0;
  const at = target + gap;
  const atEnd = window.complete && at >= window.length;
  const lineStart = at > 0 && window.view[at - 1] === 0x0a;
  const believed =
    atEnd ||
    (lineStart &&
      window.view.toString('latin1', at, at + 5) === 'From ' &&
      judgeSeparator(window.view, at, window.length, window.complete).is === 'separator');
  if (!believed) {
    open.findings.push({
      place: `message ${open.number}`,
      severity: 'info',
      code: 'content-length-wrong',
      message: 'Its Content-Length does not lead to the next message; the “From ” lines decide.',
    });
    return 1;
  }
  // mboxcl2 quotes nothing: there a `From ` line inside is the sender's own.
  const inner = window.view.subarray(headerEnd, target);
  if (inner.includes('\nFrom ')) {
    open.quoted = false;
    open.findings.push({
      place: `message ${open.number}`,
      severity: 'info',
      code: 'from-line-inside',
      message: 'By its Content-Length it holds lines that begin with “From ”; they are its own text.',
    });
  }
  return Math.max(1, at);
}

/** Lets go of the middle of a message that is too large, from its beginning up to `at`. */
function drop(window: Window, open: Open, at: number): number {
  open.kept ??= Buffer.from(window.view.subarray(0, limits.headerBytes));
  // A line end and the line after it stay: the next separator may begin there.
  const to = Math.max(0, Math.min(at, window.length - 8192));
  window.cut(to);
  return Math.max(1, at - to);
}

function toMessage(window: Window, open: Open, end: number): MailboxMessage {
  const { number, envelope, offset, quoted, findings, kept } = open;
  // The empty line before a separator belongs to the mailbox.
  let stop = end;
  const tail = window.view;
  if (stop >= 2 && tail[stop - 1] === 0x0a && tail[stop - 2] === 0x0a) stop -= 1;
  else if (stop >= 3 && tail[stop - 1] === 0x0a && tail[stop - 2] === 0x0d && tail[stop - 3] === 0x0a)
    stop -= 2;
  const length = window.base + stop - offset;
  if (length < 0) throw new ProfferError('corrupt', 'The mailbox cannot be divided into messages.');
  if (kept)
    findings.push({
      place: `message ${number}`,
      severity: 'error',
      code: 'message-too-large',
      message: `It has ${length} bytes, more than the ${messageLimit} that are read of one message: only its header was read. The whole is in the mailbox.`,
    });
  return {
    number,
    envelope,
    offset,
    length,
    bytes: kept ?? Buffer.from(tail.subarray(0, stop)),
    quoted,
    findings,
  };
}
