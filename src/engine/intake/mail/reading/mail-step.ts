import { ProfferError } from '../../../../shared/domain/errors.ts';
import type { SqliteDatabase } from '../../../database/sqlite.ts';
import { type ChildFacts, evidenceDepth, takeInChildren } from '../../../evidence/child-evidence.ts';
import { indexEvidenceText } from '../../../search/search-index.ts';
import type { BytesSource } from '../../../store/types.ts';
import type { ReadingPiece, ReadingStep, StepContext } from '../../reading/reading-step.ts';
import { attachmentLocator, attachmentPieces, isMessageOf } from '../attachment-pieces.ts';
import type { MailDigest } from '../digest.ts';
import { limits } from '../limits.ts';
import { type MailKind, mailKind } from '../mail-kind.ts';
import { forgetMail, insertMail, type MailPlace, type StoredSpan } from '../mail-rows.ts';
import { digestBatch } from './digest-batch.ts';
import { type MailBatch, mailBatches } from './mail-batches.ts';
import { beginText, endText, insertText } from './mail-text.ts';

/** Mail into messages: rows for lists and conversations, text for the search, attachments as evidence of their own. */
export const mailStep: ReadingStep = { name: 'mail', version: 2, run: readMail };

/** Attachments taken in together, at most. */
const childrenTogether = 500;
const childrenBytes = 4 << 20;

const formatNames: Record<MailKind, string> = {
  message: 'Mail message',
  mailbox: 'Mailbox',
  outlook: 'Outlook message',
  tnef: 'TNEF (winmail.dat)',
  'apple-message': 'Apple Mail message',
  'outlook-data-file': 'Outlook data file',
};

async function readMail(piece: ReadingPiece, context: StepContext): Promise<void> {
  const { session } = context;
  if (piece.sizeBytes === 0) {
    context.nothing('');
    return;
  }
  const reader = await session.store.open(piece.sha256, { size: piece.sizeBytes });
  try {
    const head = await reader.read(0, Math.min(4096, piece.sizeBytes));
    const kind = mailKind(head, piece.name, piece.mediaType);
    if (kind === null) {
      context.nothing('');
      return;
    }
    if (kind === 'outlook-data-file') {
      context.finding({
        severity: 'warning',
        code: 'outlook-data-file',
        message:
          'It is an Outlook data file (PST or OST), which is not read here. Export its messages as .msg, .eml or .mbox and take those in.',
      });
      context.nothing('An Outlook data file is kept and not read.');
      return;
    }
    const taken = new MailTaker(piece, context);
    for await (const { batch, digests } of digested(mailBatches(reader, piece, kind, head), context))
      await taken.take(batch, digests);
    await taken.end(formatNames[kind]);
  } finally {
    await reader.close();
  }
}

/** The next batch is read in its thread while the caller keeps what the one before brought. */
async function* digested(
  batches: AsyncIterable<MailBatch>,
  context: StepContext,
): AsyncGenerator<{ batch: MailBatch; digests: MailDigest[] }, void, void> {
  let before: { batch: MailBatch; digests: Promise<MailDigest[]> } | null = null;
  for await (const batch of batches) {
    const digests = digestBatch(batch, context);
    // Its failure is met when its turn comes.
    digests.catch(() => undefined);
    if (before) yield { batch: before.batch, digests: await before.digests };
    before = { batch, digests };
  }
  if (before) yield { batch: before.batch, digests: await before.digests };
}

/** Keeps what was read of one piece, batch by batch. */
class MailTaker {
  private readonly piece: ReadingPiece;
  private readonly context: StepContext;
  private readonly place: MailPlace;
  private readonly known: Map<string, string>;
  private readonly tooDeep: boolean;
  private readonly textIsThere: boolean;
  private pending: (ChildFacts & BytesSource)[] = [];
  private messages = 0;
  private attachments = 0;
  private characters = 0;
  private unread = 0;

  constructor(piece: ReadingPiece, context: StepContext) {
    this.piece = piece;
    this.context = context;
    const { database } = context.session;
    this.known = attachmentPieces(database, piece.evidenceId);
    this.tooDeep = evidenceDepth(database, piece.evidenceId) >= limits.evidenceDepth;
    this.place = { caseId: piece.caseId, evidenceId: piece.evidenceId, takenFrom: mailboxOf(context, piece) };
    this.textIsThere = isReadElsewhere(database, piece);
    database.derive(() => {
      forgetMail(database, piece.evidenceId);
      if (this.textIsThere) return;
      beginText(database, piece.contentId);
      indexEvidenceText(database, piece.contentId);
    });
  }

  async take(batch: MailBatch, digests: readonly MailDigest[]): Promise<void> {
    const { signal, session } = this.context;
    if (signal.aborted) throw new ProfferError('cancelled', 'Cancelled.');
    const { database } = session;
    database.derive(() => {
      for (const [index, digest] of digests.entries()) {
        const span = batch.spans[index]!;
        insertMail(database, this.place, span, digest);
        if (!this.textIsThere) this.characters += insertText(database, this.piece.contentId, digest);
        this.tell(span, digest);
      }
    });
    this.messages += digests.length;
    for (const [index, digest] of digests.entries())
      this.pending.push(...childrenIn(batch.spans[index]!, digest));
    const bytes = this.pending.reduce((sum, child) => sum + child.bytes.length, 0);
    if (bytes >= childrenBytes || this.pending.length >= childrenTogether) await this.takeAttachments();
  }

  /** Many at once: each intake waits for the disk. A piece whose reading is cut off before is read again. */
  private async takeAttachments(): Promise<void> {
    const children = this.pending.filter(({ locator }) => !this.known.has(locator));
    this.attachments += this.pending.length;
    this.pending = [];
    if (children.length === 0) return;
    if (this.tooDeep) {
      this.context.finding({
        severity: 'error',
        code: 'too-deep',
        message: `Messages lie within messages deeper than ${limits.evidenceDepth}: what this one holds (${children.length}) stays in it and is not taken out.`,
      });
      return;
    }
    await takeInChildren(this.context.session, this.piece.evidenceId, children, {
      signal: this.context.signal,
      known: this.known,
    });
  }

  /** Of a mailbox only what is wrong is told here: each message has its own findings with it. */
  private tell(span: StoredSpan, digest: MailDigest): void {
    if (digest.mail === null) this.unread += 1;
    for (const finding of [...span.findings, ...digest.findings]) {
      if (span.format === 'mailbox' && finding.severity !== 'error') continue;
      this.context.finding(
        span.format === 'mailbox' ? { ...finding, place: `message ${span.number}` } : finding,
      );
    }
  }

  async end(format: string): Promise<void> {
    await this.takeAttachments();
    const { database } = this.context.session;
    const { messages, attachments, characters } = this;
    if (!this.textIsThere)
      database.derive(() => {
        endText(database, this.piece.contentId, { format, messages, characters });
        indexEvidenceText(database, this.piece.contentId);
      });
    const counted = (count: number, what: string) =>
      `${count.toLocaleString('en')} ${what}${count === 1 ? '' : 's'}`;
    const parts = [counted(messages, 'message'), counted(attachments, 'attachment')];
    if (this.unread > 0) parts.push(`${this.unread} could not be read`);
    this.context.done(`${format}: ${parts.join(', ')}`);
  }
}

/** Whether the same bytes were read as another piece, by this step as it is now: text belongs to a content, and stands. */
const isReadElsewhere = (database: SqliteDatabase, { contentId, evidenceId }: ReadingPiece): boolean =>
  database
    .prepare(
      `SELECT 1 FROM content_reading WHERE content_id = @contentId AND EXISTS (
         SELECT 1 FROM evidence JOIN reading ON evidence_id = evidence.id AND step = 'mail' AND state = 'done' AND step_version = @version
         WHERE evidence.content_id = @contentId AND evidence.id <> @evidenceId)`,
    )
    .get({ contentId, evidenceId, version: mailStep.version }) !== undefined;

/** The mailbox a message was taken out of whole; it stands in lists of the case only once. */
function mailboxOf({ session }: StepContext, piece: ReadingPiece): string | null {
  if (piece.parentId === null) return null;
  const path = session.database
    .prepare('SELECT original_path FROM evidence WHERE id = ?')
    .pluck()
    .get(piece.evidenceId);
  return isMessageOf(path as string) ? piece.parentId : null;
}

function childrenIn(span: StoredSpan, digest: MailDigest): (ChildFacts & BytesSource)[] {
  return digest.attachments.map(({ path, name, mediaType, bytes, how, place }) => ({
    locator: attachmentLocator(span, path),
    name,
    declaredType: mediaType,
    how,
    place: place && { offset: span.offset + place.offset, length: place.length },
    bytes,
  }));
}
