import type { z } from 'zod';
import { readingDeclaration } from '../../../shared/contract/reading.ts';
import type { SqliteDatabase } from '../../database/sqlite.ts';

export type Declaration = z.output<typeof readingDeclaration>;

/** Where it lies among the settings, so that the log has who said it and when. */
export const declarationKey = (contentId: string): string => `reading/${contentId}`;

/** What a person said of a content that its bytes do not say. */
export function readDeclaration(database: SqliteDatabase, contentId: string): Declaration {
  const stored = database
    .prepare('SELECT value FROM setting WHERE key = ?')
    .pluck()
    .get(declarationKey(contentId)) as string | undefined;
  return stored === undefined ? {} : readingDeclaration.parse(JSON.parse(stored));
}
