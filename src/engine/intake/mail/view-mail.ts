import type { z } from 'zod';
import type { mailRecord } from '../../../shared/contract/mail.ts';
import { ProfferError } from '../../../shared/domain/errors.ts';
import { stableExhibit } from '../../evidence/custody.ts';
import { readBytes } from '../../store/read-bytes.ts';
import type { VaultSession } from '../../vault/session.ts';
import { inReader } from '../readers/reader-host.ts';
import { attachmentLocator, attachmentPieces, messageLocator } from './attachment-pieces.ts';
import type { MailFormat } from './digest.ts';
import { toMailRow } from './mail-rows.ts';
import { readableBytes, readStoredMail, withContent } from './stored-message.ts';

type MailRecord = z.output<typeof mailRecord>;

/** What a view is given of one message; the whole is in the evidence. */
const shown = { characters: 1_000_000, blocks: 20_000, fields: 2000, links: 2000, parts: 2000 };
const seconds = 60;

/**
 * One message, read again from the stored bytes in a reader thread: header as received, hops, body in safe form, parts with
 * the evidence they became. @throws ProfferError `not-found`, `corrupt` with what the reader said.
 */
export async function openMailRecord(
  session: VaultSession,
  evidenceId: string,
  number: number,
  signal: AbortSignal,
): Promise<MailRecord> {
  const { database } = session;
  const row = readStoredMail(database, evidenceId, number);
  const format = row.format as MailFormat;
  const quoted = row.quoted === 1;
  const result = await withContent(session, row, (reader) =>
    inReader(
      'mail-view',
      async () => ({
        bytes: await readBytes(reader, row.offset as number, readableBytes(row)),
        format,
        quoted,
      }),
      { signal, seconds },
    ),
  );
  if (!result.ok)
    throw new ProfferError('corrupt', result.failure.message, {
      evidenceId,
      number,
      code: result.failure.code,
    });
  const mail = result.value;
  const children = attachmentPieces(database, evidenceId);
  const exhibit = database.prepare('SELECT number FROM evidence WHERE id = ?').pluck();
  const reference = (id: string | undefined) =>
    id === undefined ? null : { id, exhibit: stableExhibit(exhibit.get(id) as number) };
  const { text, charset, charsetAssumed, blocks, truncated } = mail.body;
  return {
    ...toMailRow(row),
    takenOutAs: format === 'mailbox' ? reference(children.get(messageLocator(number))) : null,
    envelope: row.envelope as string,
    header: mail.header.slice(0, shown.fields),
    addresses: mail.addresses,
    date: mail.date,
    inReplyTo: mail.inReplyTo,
    references: mail.references,
    hopList: mail.hops,
    authentication: mail.authentication,
    body: {
      text: text.slice(0, shown.characters),
      charset,
      charsetAssumed,
      blocks: blocks?.slice(0, shown.blocks) ?? null,
      truncated: truncated || text.length > shown.characters || (blocks?.length ?? 0) > shown.blocks,
    },
    linkList: mail.links.slice(0, shown.links),
    parts: mail.parts.slice(0, shown.parts).map((part) => {
      const child =
        part.role === 'attachment'
          ? reference(children.get(attachmentLocator({ format, number }, part.path)))
          : null;
      return { ...part, evidenceId: child?.id ?? null, exhibit: child?.exhibit ?? null };
    }),
    findingList: JSON.parse(row.findings as string),
  };
}
