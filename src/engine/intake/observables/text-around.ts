import type { z } from 'zod';
import type { observablePlace } from '../../../shared/contract/observable.ts';
import { maskSecrets } from '../../../shared/domain/identifiers/secrets/index.ts';
import type { SqliteDatabase } from '../../database/sqlite.ts';
import { notRepeated } from './same-content.ts';

/** Characters shown on either side. */
const reach = 160;
/** Looked at beyond that, so that no secret is shown because it was cut in two. */
const margin = 80;

/** Text with card numbers, national numbers, passwords and codes in it masked: what lies around a find is shown and kept too. */
export const withoutSecrets = (text: string): string => maskSecrets(text).text;

interface PageText {
  label: string;
  text: string;
  /** Where each line begins. */
  lines: number[];
}

/** Pages of text as they are asked for; the last few are kept, because many finds stand on one page. */
export class PageTexts {
  readonly #database: SqliteDatabase;
  readonly #kept = new Map<string, PageText>();

  constructor(database: SqliteDatabase) {
    this.#database = database;
  }

  get(contentId: string, page: number): PageText {
    const key = `${contentId} ${page}`;
    const known = this.#kept.get(key);
    if (known) return known;
    const row = this.#database
      .cached('SELECT label, text FROM evidence_text WHERE content_id = ? AND page = ?')
      .get(contentId, page) as { label: string; text: string } | undefined;
    const text = row?.text ?? '';
    const lines = [0];
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines.push(at + 1);
    const read = { label: row?.label ?? '', text, lines };
    const [oldest] = this.#kept.keys();
    if (this.#kept.size >= 8 && oldest !== undefined) this.#kept.delete(oldest);
    this.#kept.set(key, read);
    return read;
  }
}

/** Line of a place, from 1. */
function lineAt(lines: readonly number[], index: number): number {
  let low = 0;
  let high = lines.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lines[middle] ?? 0) <= index) low = middle;
    else high = middle - 1;
  }
  return low + 1;
}

interface PlaceRow {
  evidenceId: string;
  number: number;
  name: string;
  page: number;
  start: number;
  end: number;
  asFound: string;
  count: number;
  contentId: string;
}

/** The places of one find in visible evidence, with the words around them. `repeated`: also those that a copy repeats. */
export function placesOf(
  database: SqliteDatabase,
  observableId: string,
  limit: number,
  { repeated, texts = new PageTexts(database) }: { repeated: boolean; texts?: PageTexts },
): { places: z.output<typeof observablePlace>[]; total: number } {
  const from = `observable_place place JOIN evidence ON evidence.id = place.evidence_id
    WHERE place.observable_id = @observableId AND evidence.hidden_at IS NULL${repeated ? '' : ` AND ${notRepeated}`}`;
  const rows = database
    .cached(
      `SELECT evidence.id AS evidenceId, evidence.number, evidence.name, place.page, place.start, place.end,
         place.as_found AS asFound, place.count, evidence.content_id AS contentId FROM ${from}
       ORDER BY evidence.number, place.page LIMIT @limit`,
    )
    .all({ observableId, limit }) as PlaceRow[];
  const total = database.cached(`SELECT count(*) FROM ${from}`).pluck().get({ observableId }) as number;
  return { places: rows.map((row) => toPlace(row, texts.get(row.contentId, row.page))), total };
}

function toPlace(row: PlaceRow, { label, text, lines }: PageText): z.output<typeof observablePlace> {
  const { evidenceId, number, name, page, asFound, count } = row;
  return {
    evidenceId,
    number,
    name,
    page,
    pageLabel: label,
    line: lineAt(lines, row.start),
    before: withoutSecrets(text.slice(Math.max(0, row.start - reach - margin), row.start)).slice(-reach),
    asFound,
    after: withoutSecrets(text.slice(row.end, row.end + reach + margin)).slice(0, reach),
    count,
  };
}
