import { newId } from '../../shared/domain/ids.ts';
import type { SqliteDatabase } from '../database/sqlite.ts';
import type { Transaction } from '../log/writer.ts';
import type { MediaType } from '../store/media-type.ts';
import type { StagedContent } from '../store/types.ts';

/** The record of a content that is in the store: the one there is, else a new one. @returns its id. */
export function ensureContent(
  database: SqliteDatabase,
  transaction: Transaction,
  content: StagedContent,
  type: MediaType = content.type,
): string {
  const known = database.cached('SELECT id FROM content WHERE sha256 = ?').pluck().get(content.sha256) as
    | string
    | undefined;
  if (known !== undefined) return known;
  const id = newId();
  transaction.insert('content', {
    id,
    sha256: content.sha256,
    sha1: content.sha1,
    md5: content.md5,
    size_bytes: content.size,
    media_type: type.mediaType,
    media_type_note: type.note,
  });
  return id;
}
