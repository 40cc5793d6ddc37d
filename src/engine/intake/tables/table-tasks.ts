/** What the thread that reads tables is asked, and what it answers. */
import type { TableFormat, TableMapping } from '../../../shared/contract/import-table.ts';
import type { ErrorData } from '../../../shared/domain/errors.ts';
import type { RowDraft } from './drafting/draft.ts';
import type { Inspection } from './looking/inspect-table.ts';

export type TableTask =
  | { does: 'inspect'; size: number; format?: TableFormat | undefined; headerRow?: number | undefined }
  | { does: 'preview'; size: number; mapping: TableMapping; rows: number }
  | { does: 'read'; size: number; mapping: TableMapping };

/** A group of drafted rows, and how far the reading is. */
export interface DraftGroup {
  /** See `DraftLines`. */
  lines: string;
  /** Rows read so far, the empty ones too. */
  rows: number;
  /** Bytes of the file fetched so far. */
  bytes: number;
}

export type FromTableThread =
  | { fetch: { id: number; start: number; length: number } }
  | { group: DraftGroup }
  | { inspection: Inspection }
  | { preview: RowDraft[] }
  | { ended: { rows: number } }
  | { refused: ErrorData }
  | { defect: string };

/** Bytes that were asked for; leave to send another group. */
export type ToTableThread =
  | { fetched: { id: number; bytes: Uint8Array } }
  | { failed: { id: number } }
  | { goOn: true };
