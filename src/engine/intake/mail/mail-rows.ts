import type { z } from 'zod';
import type { mailRow } from '../../../shared/contract/mail.ts';
import { normaliseEmail } from '../../../shared/domain/identifiers/email.ts';
import type { Row, SqliteDatabase } from '../../database/sqlite.ts';
import { stableExhibit } from '../../evidence/custody.ts';
import type { SourceFinding } from '../source-finding.ts';
import type { MailDigest, MailSpan } from './digest.ts';
import { mailboxText } from './header/addresses.ts';
import type { MailDate } from './header/mail-date.ts';
import { copiesOf } from './same-message.ts';
import { joinThread } from './threads/join-thread.ts';

export type MailRow = z.output<typeof mailRow>;

/** The piece a message lies in. */
export interface MailPlace {
  caseId: string;
  evidenceId: string;
  /** The mailbox it was taken out of, where it is a message of one. */
  takenFrom: string | null;
}

/** Where a digest's bytes lie in the evidence, which can be more than what was read of them. */
export interface StoredSpan extends MailSpan {
  offset: number;
  sizeBytes: number;
  findings: SourceFinding[];
}

const milliseconds = (date: MailDate | null | undefined): number | null =>
  date?.at ? Date.parse(date.at) : null;
/** NUL stands in no text column that C programs read, and half a character in none at all. */
const storable = (text: string, most = 2000): string =>
  text
    .slice(0, most)
    .replaceAll('\0', '\u2400')
    .replace(/\p{Surrogate}/gu, '\ufffd');
const shortened = (list: readonly string[]): string =>
  list.slice(0, 5).join(', ') + (list.length > 5 ? ` and ${list.length - 5} more` : '');

/** Takes away what an earlier reading kept of a piece. */
export function forgetMail(database: SqliteDatabase, evidenceId: string): void {
  database.prepare('DELETE FROM mail WHERE evidence_id = ?').run(evidenceId);
}

/** Keeps one message, inside a transaction of the caller's. */
export function insertMail(
  database: SqliteDatabase,
  place: MailPlace,
  span: StoredSpan,
  digest: MailDigest,
): void {
  const { mail } = digest;
  const of = (name: string) =>
    (mail?.addresses ?? [])
      .filter(({ field }) => field.toLowerCase() === name)
      .flatMap(({ mailboxes }) => mailboxes);
  const findings = [...span.findings, ...digest.findings];
  const thread = joinThread(database, place, {
    messageId: mail?.messageId ?? '',
    related: mail ? [...mail.inReplyTo, ...mail.references] : [],
    sha256: digest.sha256,
  });
  const { lastInsertRowid: id } = database
    .cached(
      `INSERT INTO mail (case_id, evidence_id, number, format, taken_from, envelope, quoted, offset, size_bytes, sha256, message_id,
         in_reply_to, subject, from_text, to_text, date_text, at, offset_minutes, thread, hops, attachments, links, warning_count,
         warnings, finding_count, findings)
       VALUES (@caseId, @evidenceId, @number, @format, @takenFrom, @envelope, @quoted, @offset, @sizeBytes, @sha256, @messageId,
         @inReplyTo, @subject, @from, @to, @dateText, @at, @offsetMinutes, @thread, @hops, @attachments, @links, @warningCount,
         @warnings, @findingCount, @findings)`,
    )
    .run({
      ...place,
      number: span.number,
      format: span.format,
      envelope: storable(mail?.envelope ?? span.envelope, 1000),
      quoted: span.quoted ? 1 : 0,
      offset: span.offset,
      sizeBytes: span.sizeBytes,
      sha256: digest.sha256,
      messageId: storable(mail?.messageId ?? ''),
      inReplyTo: storable(mail?.inReplyTo[0] ?? mail?.references.at(-1) ?? ''),
      subject: storable(mail?.subject ?? ''),
      from: storable(shortened(of('from').map(mailboxText))),
      to: storable(shortened(of('to').map(mailboxText))),
      dateText: storable(mail?.date?.asWritten ?? '', 200),
      at: milliseconds(mail?.date),
      offsetMinutes: mail?.date?.offsetMinutes ?? null,
      thread,
      hops: mail?.hops.length ?? 0,
      attachments: digest.attachments.length,
      links: digest.links,
      warningCount: mail?.warnings.length ?? 0,
      warnings: storable(JSON.stringify(mail?.warnings ?? []), 200_000),
      findingCount: findings.length,
      findings: storable(JSON.stringify(findings), 200_000),
    });
  if (mail) insertParts(database, id, mail);
}

function insertParts(
  database: SqliteDatabase,
  id: number | bigint,
  mail: NonNullable<MailDigest['mail']>,
): void {
  const address = database.cached(
    'INSERT OR IGNORE INTO mail_address (mail_id, field, position, name, address, normal) VALUES (?, ?, ?, ?, ?, ?)',
  );
  for (const { field, mailboxes } of mail.addresses) {
    for (const [index, mailbox] of mailboxes.entries()) {
      const normal = mailbox.address.includes('@') ? normaliseEmail(mailbox.address).normal : '';
      address.run(
        id,
        storable(field, 200),
        index + 1,
        storable(mailbox.name),
        storable(mailbox.address),
        storable(normal),
      );
    }
  }
  const hop = database.cached(
    `INSERT INTO mail_hop (mail_id, position, from_host, from_name, from_ip, by_host, with_protocol, date_text, at, offset_minutes,
       delay_seconds, problems) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  for (const one of mail.hops) {
    const { date } = one;
    const texts = [one.from, one.fromName, one.fromIp, one.by, one.with, date?.asWritten ?? ''].map((text) =>
      storable(text, 500),
    );
    hop.run(
      id,
      one.position,
      ...texts,
      milliseconds(date),
      date?.offsetMinutes ?? null,
      one.delaySeconds,
      JSON.stringify(one.problems),
    );
  }
  const reference = database.cached(
    'INSERT INTO mail_reference (mail_id, position, message_id) VALUES (?, ?, ?)',
  );
  for (const [index, messageId] of mail.references.entries())
    reference.run(id, index + 1, storable(messageId));
}

export const mailTables = 'mail JOIN evidence ON evidence.id = mail.evidence_id';
export const mailColumns = `mail.*, evidence.number AS exhibit_number, evidence.name AS evidence_name, ${copiesOf} AS copies`;

export const toMailRow = (row: Row): MailRow => ({
  evidenceId: row.evidence_id as string,
  number: row.number as number,
  caseId: row.case_id as string,
  exhibit: stableExhibit(row.exhibit_number as number),
  evidenceName: row.evidence_name as string,
  format: row.format as MailRow['format'],
  subject: row.subject as string,
  from: row.from_text as string,
  to: row.to_text as string,
  dateAsWritten: row.date_text as string,
  at: row.at === null ? null : new Date(row.at as number).toISOString(),
  offsetMinutes: row.offset_minutes as number | null,
  messageId: row.message_id as string,
  thread: row.thread as number,
  hops: row.hops as number,
  attachments: row.attachments as number,
  links: row.links as number,
  warnings: JSON.parse(row.warnings as string),
  findings: row.finding_count as number,
  offset: row.offset as number,
  sizeBytes: row.size_bytes as number,
  sha256: row.sha256 as string,
  copies: row.copies as number,
});
