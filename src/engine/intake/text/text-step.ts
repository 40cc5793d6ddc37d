import type { SqliteDatabase } from '../../database/sqlite.ts';
import { readDeclaration } from '../reading/declaration.ts';
import type { ReadingPiece, ReadingStep, StepContext } from '../reading/reading-step.ts';
import type { ContentText } from './content-text.ts';
import { recognisePages } from './recognise-pages.ts';
import { storeText, textReaderVersion } from './store-text.ts';
import { takeOutFiles } from './take-out-files.ts';

/** Bytes of a file that are held in memory to read it. */
const mostBytes = 256 << 20;

/** Text and metadata of each kind of file, into the tables that search and the views read. */
export const textStep: ReadingStep = {
  name: 'text',
  version: textReaderVersion,
  run: readTextOf,
};

async function readTextOf(piece: ReadingPiece, context: StepContext): Promise<void> {
  const { database } = context.session;
  if (isMail(piece)) {
    context.nothing('');
    return;
  }
  if (piece.sizeBytes === 0) {
    context.nothing('The file is empty.');
    return;
  }
  const declared = readDeclaration(database, piece.contentId);
  const options = JSON.stringify(declared);
  if (readElsewhere(database, piece, options)) {
    describe(database, piece.contentId, context);
    return;
  }
  const { mediaType, name } = piece;
  const task = async () => ({
    bytes: await context.bytes(mostBytes),
    mediaType,
    name,
    declared: { dayOrder: declared.dayOrder, zone: declared.zone },
  });
  const read = await context.read('text', task);
  if (!read) return;
  const recognised = await recognisePages(
    read,
    declared.languages ?? ['eng'],
    () => context.bytes(mostBytes),
    context,
  );
  for (const finding of read.findings) context.finding(finding);
  await storeText(database, piece.contentId, read, options);
  await takeOutFiles(piece, read.embedded, context);
  // What was found out besides (metadata, other pages) is kept; the step still counts as failed.
  if (recognised) describe(database, piece.contentId, context);
}

/** Mail is read by the step before, saved pages (MHTML look like mail) here. */
const isMail = ({ mediaType, name }: ReadingPiece): boolean =>
  ['message/rfc822', 'application/mbox', 'application/vnd.ms-outlook'].includes(mediaType) &&
  !/\.mht(ml)?$/i.test(name);

/**
 * Whether the same bytes were read as another piece of evidence: then there is nothing to read again, unless there are files
 * in them, which each piece has for its own.
 */
const readElsewhere = (database: SqliteDatabase, piece: ReadingPiece, options: string): boolean =>
  database
    .prepare(
      `SELECT 1 FROM content_reading WHERE content_id = @contentId AND reader_version = @version AND options = @options
         AND NOT EXISTS (SELECT 1 FROM evidence AS child JOIN evidence AS parent ON child.parent_id = parent.id
                         WHERE parent.content_id = @contentId)
         AND EXISTS (SELECT 1 FROM evidence JOIN reading ON evidence_id = evidence.id AND step = 'text' AND state IN ('done', 'nothing')
                     WHERE evidence.content_id = @contentId AND evidence.id <> @evidenceId)`,
    )
    .get({
      contentId: piece.contentId,
      version: textReaderVersion,
      options,
      evidenceId: piece.evidenceId,
    }) !== undefined;

/** Says what stands in the tables for a content. */
function describe(database: SqliteDatabase, contentId: string, context: StepContext): void {
  const row = database
    .prepare(
      'SELECT format, pages, characters, messages, importable, outcome FROM content_reading WHERE content_id = ?',
    )
    .get(contentId) as {
    format: string;
    pages: number;
    characters: number;
    messages: number;
    importable: ContentText['importable'];
    outcome: string;
  };
  if (row.importable !== '')
    context.finding({
      severity: 'info',
      code: `importable-as-${row.importable}`,
      message: `It can be imported as ${row.importable === 'table' ? 'a table' : 'intelligence'}, so that what it lists becomes records.`,
    });
  if (row.characters === 0) {
    context.nothing(row.outcome);
    return;
  }
  const counted = (count: number, what: string) =>
    `${count.toLocaleString('en')} ${what}${count === 1 ? '' : 's'}`;
  const parts = [counted(row.pages, 'page'), counted(row.characters, 'character')];
  if (row.messages > 0) parts.unshift(counted(row.messages, 'message'));
  context.done(`${row.format}: ${parts.join(', ')}`);
}
