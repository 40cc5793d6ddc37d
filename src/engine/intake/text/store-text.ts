import type { SqliteDatabase } from '../../database/sqlite.ts';
import { indexEvidenceText } from '../../search/search-index.ts';
import { type ContentText, limits, storable } from './content-text.ts';

/** Raised when contents are read better than before. */
export const textReaderVersion = 4;

/** Characters written in one transaction: other calls get their turn between two. */
const charactersTogether = 2_000_000;

/**
 * Keeps what was read of a content in place of what was read before: pages, messages, and last the row that says so. Not
 * logged: all of it can be read again from the evidence.
 */
export async function storeText(
  database: SqliteDatabase,
  contentId: string,
  read: ContentText,
  options: string,
): Promise<void> {
  forgetText(database, contentId);
  const page = database.prepare(
    'INSERT INTO evidence_text (content_id, page, label, source, confidence, text) VALUES (?, ?, ?, ?, ?, ?)',
  );
  await inParts(
    database,
    read.pages,
    ({ text }) => text.length,
    ({ label, source, confidence, text }, index) =>
      page.run(contentId, index + 1, storable(label), source, confidence, text),
  );
  const message = database.prepare(
    `INSERT INTO chat_message (content_id, number, page, sender, sent_as_written, sent_local, sent_at, kind, text, attachment)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  await inParts(
    database,
    read.messages,
    ({ text }) => text.length + 200,
    (one) =>
      message.run(
        contentId,
        one.number,
        one.page,
        storable(one.sender),
        storable(one.sentAsWritten),
        one.sentLocal,
        one.sentAt,
        one.kind,
        storable(one.text),
        storable(one.attachment),
      ),
  );
  const finish = database.prepare(
    `INSERT INTO content_reading (content_id, reader_version, options, format, encoding, assumed, language, pages,
         characters, messages, metadata, places, importable, outcome, read_at)
       VALUES (@contentId, @version, @options, @format, @encoding, @assumed, @language, @pages, @characters, @messages,
         @metadata, @places, @importable, @outcome, @at)`,
  );
  const facts = {
    contentId,
    version: textReaderVersion,
    options,
    format: read.format,
    encoding: read.encoding,
    assumed: JSON.stringify(read.assumed),
    language: read.language,
    pages: read.pages.length,
    characters: read.pages.reduce((sum, { text }) => sum + text.length, 0),
    messages: read.messages.length,
    metadata: JSON.stringify(boundMetadata(read)),
    places: JSON.stringify(read.places),
    importable: read.importable,
    outcome: read.outcome,
    at: new Date().toISOString(),
  };
  database.derive(() => {
    finish.run(facts);
    indexEvidenceText(database, contentId);
  });
}

/** Takes away what was read of a content. */
function forgetText(database: SqliteDatabase, contentId: string): void {
  database.derive(() => {
    for (const table of ['content_reading', 'evidence_text', 'chat_message'])
      database.prepare(`DELETE FROM ${table} WHERE content_id = ?`).run(contentId);
    indexEvidenceText(database, contentId);
  });
}

async function inParts<T>(
  database: SqliteDatabase,
  items: readonly T[],
  weight: (item: T) => number,
  write: (item: T, index: number) => void,
): Promise<void> {
  let index = 0;
  while (index < items.length) {
    database.derive(() => {
      let written = 0;
      while (index < items.length && written < charactersTogether) {
        const item = items[index]!;
        write(item, index);
        written += weight(item);
        index += 1;
      }
    });
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function boundMetadata({ metadata }: ContentText): ContentText['metadata'] {
  let left: number = limits.metadataEntries;
  return metadata.map(({ name, entries }) => {
    const kept = entries.slice(0, left).map((entry) => ({
      name: storable(entry.name.slice(0, 200)),
      value: storable(
        entry.value.length > limits.metadataCharacters
          ? `${entry.value.slice(0, limits.metadataCharacters)} … (${entry.value.length} characters)`
          : entry.value,
      ),
    }));
    left -= kept.length;
    return { name: storable(name.slice(0, 200)), entries: kept };
  });
}
