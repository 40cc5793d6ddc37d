import { normaliseIdentifier } from '../../../shared/domain/identifiers/index.ts';
import type { EntityKind } from '../../../shared/domain/kinds.ts';
import { hostOf } from '../../../shared/domain/observables/ignore.ts';
import { type ObservableKind, observableKinds } from '../../../shared/domain/observables/index.ts';
import type { SqliteDatabase } from '../../database/sqlite.ts';
import { caseCountries } from '../observables/case-countries.ts';
import { ruleFinder, rulesFor } from '../observables/ignore-rules.ts';
import type { ReadingPiece, ReadingStep, StepContext } from '../reading/reading-step.ts';
import { chatsOf, mostMessages } from './chats-of.ts';
import { isWorthALook, type ProposalText, type Proposed } from './proposed.ts';
import { storeProposals } from './store-proposals.ts';

/** Complaints in mails and texts, as records that a person can take or leave. */
export const proposalsStep: ReadingStep = { name: 'proposals', version: 4, run };

/** Messages of a mailbox given to the reader's thread at once. */
const together = 200;
/** Pages of a document beyond this are no complaint. */
const mostPages = 20;
/** Rows of tables are mapped by a person (imports), programs tell nothing. */
const tellsNothing =
  /^(?:text\/(?:csv|css|javascript|x-)|application\/(?:json|xml|javascript|vnd\.ms-excel|vnd\.openxmlformats-officedocument\.spreadsheet))/;

async function run(piece: ReadingPiece, context: StepContext): Promise<void> {
  const { database } = context.session;
  const { countries } = caseCountries(database, piece.caseId);
  const proposed: Proposed[] = [];
  let read = false;
  const chats = chatsOf(database, piece);
  if (chats.length > 0) {
    read = true;
    const found = await context.read(
      'chat-proposals',
      { chats, countries },
      { seconds: 120, megabytes: 512 },
    );
    if (!found) return;
    proposed.push(...found);
    tellCut(database, piece, context);
  }
  for (const texts of chats.length > 0 ? [] : textsOf(database, piece)) {
    read = true;
    const found = await context.read('proposals', { texts, countries }, { seconds: 120, megabytes: 512 });
    if (!found) return;
    proposed.push(...found);
  }
  const passed = proposed.map((one) => withoutIgnored(database, piece.caseId, one));
  const told = passed.filter(({ body }) => isWorthALook(body));
  storeProposals(database, piece, told);
  if (!read) context.nothing('');
  else if (told.length === 0) context.nothing('No complaint was found in its text.');
  else context.done(told.length === 1 ? 'One complaint' : `${told.length.toLocaleString('en')} complaints`);
}

function tellCut(database: SqliteDatabase, { contentId }: ReadingPiece, context: StepContext): void {
  const count = database
    .prepare("SELECT count(*) FROM chat_message WHERE content_id = ? AND kind = 'message' AND sender <> ''")
    .pluck()
    .get(contentId) as number;
  if (count > mostMessages)
    context.finding({
      severity: 'warning',
      code: 'chat-cut',
      message: `What is proposed comes from the first ${mostMessages.toLocaleString('en')} of its ${count.toLocaleString('en')} messages. All of them can be searched.`,
    });
}

interface MailText {
  number: number;
  text: string;
  subject: string;
  fromName: string | null;
  fromAddress: string | null;
  at: number | null;
  offsetMinutes: number | null;
}

/** Whether a piece is a message taken out of a mailbox: what it tells is proposed there. */
const isProposedInMailbox = (database: SqliteDatabase, { evidenceId }: ReadingPiece): boolean =>
  database
    .prepare(
      'SELECT 1 FROM mail JOIN evidence mailbox ON mailbox.id = taken_from WHERE evidence_id = ? AND mailbox.hidden_at IS NULL',
    )
    .get(evidenceId) !== undefined;

/** Each message of mail, or the first pages of another text, in portions. */
function* textsOf(database: SqliteDatabase, piece: ReadingPiece): Generator<ProposalText[]> {
  if (isProposedInMailbox(database, piece)) return;
  const mails = database.prepare(
    `SELECT mail.number, mail.subject, mail.at, mail.offset_minutes AS offsetMinutes, text.text,
         (SELECT name FROM mail_address WHERE mail_id = mail.id AND lower(field) = 'from' ORDER BY position LIMIT 1) AS fromName,
         (SELECT address FROM mail_address WHERE mail_id = mail.id AND lower(field) = 'from' ORDER BY position LIMIT 1) AS fromAddress
       FROM mail JOIN evidence_text text ON text.content_id = @contentId AND text.page = mail.number
       WHERE mail.evidence_id = @evidenceId AND mail.number > @after ORDER BY mail.number LIMIT ${together}`,
  );
  let after = -1;
  for (;;) {
    const batch = mails.all({
      contentId: piece.contentId,
      evidenceId: piece.evidenceId,
      after,
    }) as MailText[];
    const last = batch.at(-1);
    if (!last) break;
    after = last.number;
    yield batch.map(mailText);
  }
  if (after >= 0 || tellsNothing.test(piece.mediaType)) return;
  const pages = database
    .prepare(`SELECT page, text FROM evidence_text WHERE content_id = ? ORDER BY page LIMIT ${mostPages}`)
    .all(piece.contentId) as { page: number; text: string }[];
  if (pages.length > 0)
    yield pages.map(({ page, text }) => ({
      page,
      text,
      bodyAt: 0,
      from: null,
      written: null,
      title: piece.name,
    }));
}

function mailText(mail: MailText): ProposalText {
  return {
    page: mail.number,
    text: mail.text,
    bodyAt: Math.max(0, mail.text.indexOf('\n\n')),
    from: mail.fromAddress === null ? null : { name: mail.fromName ?? '', address: mail.fromAddress },
    written: mail.at === null ? null : writtenAt(mail.at, mail.offsetMinutes),
    title: mail.subject,
  };
}

/** The day on the writer's own calendar. */
function writtenAt(at: number, offsetMinutes: number | null): { date: string; offset: string | null } {
  const minutes = offsetMinutes ?? 0;
  const date = new Date(at + minutes * 60_000).toISOString().slice(0, 10);
  if (offsetMinutes === null) return { date, offset: null };
  const size = Math.abs(minutes);
  const two = (number: number) => String(number).padStart(2, '0');
  return { date, offset: `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}` };
}

/** Whether a rule goes for an entity as it is proposed. */
function isPassedOver(ruleOf: ReturnType<typeof ruleFinder>, kind: EntityKind, value: string): boolean {
  if (!Object.hasOwn(observableKinds, kind)) return false;
  const { normal, facts } = normaliseIdentifier(kind, value, {});
  const found = kind as ObservableKind;
  return ruleOf({ kind: found, normal, host: hostOf(found, normal, facts) }) !== null;
}

/** Leaves out what the house has on its list, and what joined it to the rest. */
function withoutIgnored(database: SqliteDatabase, caseId: string, proposed: Proposed): Proposed {
  const ruleOf = ruleFinder(rulesFor(database, caseId));
  const { body } = proposed;
  const gone = new Set(
    body.entities.flatMap(({ key, kind, value }) => (isPassedOver(ruleOf, kind, value) ? [key] : [])),
  );
  if (gone.size === 0) return proposed;
  return {
    ...proposed,
    body: {
      entities: body.entities.filter(({ key }) => !gone.has(key)),
      events: body.events
        .map((event) => ({
          ...event,
          participants: event.participants.filter(({ entity }) => !gone.has(entity)),
        }))
        .filter(
          ({ participants, kind }) =>
            participants.some(({ part }) => part !== 'victim') ||
            kind === 'payment' ||
            kind === 'remote-session',
        ),
      losses: body.losses.map((loss) =>
        loss.to !== null && gone.has(loss.to) ? { ...loss, to: null } : loss,
      ),
      links: body.links.filter(({ from, to }) => !gone.has(from) && !gone.has(to)),
    },
  };
}
