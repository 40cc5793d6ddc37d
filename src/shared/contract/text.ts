import { z } from 'zod';
import { query } from './call.ts';
import { id, page, pii, rows } from './common.ts';

/** Where a page of text comes from: written in the file, recognised in a picture, or put together from messages. */
export const textSources = ['text', 'ocr', 'mail', 'chat'] as const;

export const textPage = z.object({
  page: z.int(),
  /** Name of the sheet, slide, page or message, where it has one. */
  label: pii(z.string(), 'free-text'),
  source: z.enum(textSources),
  /** Of recognised text, 0 to 100; null for text that was written. */
  confidence: z.number().nullable(),
  characters: z.int(),
});

export const chatMessage = z.object({
  number: z.int(),
  page: z.int(),
  sender: pii(z.string(), 'name'),
  /** As the export has it. */
  sentAsWritten: z.string(),
  /** ISO 8601 without zone, on the clock of the export; null where the order of day and month is not known. */
  sentLocal: z.string().nullable(),
  /** Milliseconds since 1970 UTC; null where the zone is not known. */
  sentAt: z.int().nullable(),
  kind: z.enum(['message', 'system']),
  text: pii(z.string(), 'free-text'),
  /** Name of the file the message came with, as the export names it. */
  attachment: z.string(),
});

export const textCalls = {
  /** Pages of text of one piece of evidence. */
  'text.pages': query(page(['page', 'characters']).extend({ evidenceId: id }), rows(textPage)),
  /** The text of one page, from a character on. */
  'text.page': query(
    z.object({
      evidenceId: id,
      page: z.int().min(1),
      offset: z.int().min(0).default(0),
      limit: z.int().min(1).max(200_000).default(100_000),
    }),
    textPage.extend({ text: pii(z.string(), 'free-text'), nextOffset: z.int().nullable() }),
  ),
  /** Messages of a chat export. */
  'text.messages': query(
    page(['number', 'sender', 'sentLocal']).extend({ evidenceId: id }),
    rows(chatMessage),
  ),
  /**
   * One page, from 1, of a picture that no window draws by itself (TIFF), drawn as PNG. Its bytes lie at
   * `evidence://preview/<previewId>` until the next page is asked for.
   */
  'text.picture': query(
    z.object({ evidenceId: id, page: z.int().min(1).default(1) }),
    z.object({ previewId: z.string(), page: z.int(), pages: z.int() }),
  ),
};
