import { ProfferError } from '../../../shared/domain/errors.ts';
import { requireOpenCase } from '../../cases/case-rows.ts';
import type { Row } from '../../database/sqlite.ts';
import { type ChildSource, takeInChildren } from '../../evidence/child-evidence.ts';
import type { ContentReader } from '../../store/types.ts';
import type { VaultSession } from '../../vault/session.ts';
import { messageLocator } from './attachment-pieces.ts';
import { readStoredMail, withContent } from './stored-message.ts';

/**
 * Makes messages of a mailbox pieces of evidence of their own, byte for byte as they lie in it. One that is one already keeps
 * its number. @returns the ids in the order of `numbers`.
 * @throws ProfferError `not-found`, `conflict` when the evidence is no mailbox.
 */
export async function takeOutMessages(
  session: VaultSession,
  evidenceId: string,
  numbers: readonly number[],
  signal: AbortSignal,
): Promise<string[]> {
  const rows = numbers.map((number) => readStoredMail(session.database, evidenceId, number));
  const first = rows[0];
  if (!first) return [];
  requireOpenCase(session.database, first.case_id as string);
  if (first.format !== 'mailbox')
    throw new ProfferError('conflict', 'This message is a piece of evidence of its own already.', {
      evidenceId,
    });
  return withContent(session, first, async (reader) => {
    const ids = await takeInChildren(
      session,
      evidenceId,
      rows.map((row) => toChild(reader, row)),
      { signal },
    );
    return rows.map((row) => ids.get(locatorOf(row))!);
  });
}

const locatorOf = (row: Row): string => messageLocator(row.number as number);

function toChild(reader: ContentReader, row: Row): ChildSource {
  const offset = row.offset as number;
  const length = row.size_bytes as number;
  return {
    locator: locatorOf(row),
    name: `message-${String(row.number).padStart(4, '0')}.eml`,
    declaredType: 'message/rfc822',
    how: 'as-it-lies',
    place: { offset, length },
    stream: reader.stream(offset, offset + length),
    size: length,
  };
}
