import type { z } from 'zod';
import type { observablePlace } from '../../../shared/contract/observable.ts';
import { findCards } from '../../../shared/domain/identifiers/secrets/card-numbers.ts';
import type { SqliteDatabase } from '../../database/sqlite.ts';

/** Characters shown on either side. */
const reach = 160;

/** Text with every card number in it masked: what lies around a find goes onto the screen too. */
export function withoutCards(text: string): string {
  let shown = '';
  let at = 0;
  for (const { start, end, masked } of findCards(text)) {
    shown += text.slice(at, start) + masked;
    at = end;
  }
  return shown + text.slice(at);
}

/** Line of a place, from 1. */
export const lineOf = (text: string, index: number): number => text.slice(0, index).split('\n').length;

interface PlaceRow {
  evidenceId: string;
  number: number;
  name: string;
  page: number;
  start: number;
  end: number;
  asFound: string;
  count: number;
  label: string | null;
  text: string | null;
}

/** The places of one find in visible evidence, with the words around them. */
export function placesOf(
  database: SqliteDatabase,
  observableId: string,
  limit: number,
): { places: z.output<typeof observablePlace>[]; total: number } {
  const from = `observable_place place JOIN evidence ON evidence.id = place.evidence_id
    LEFT JOIN evidence_text page ON page.content_id = evidence.content_id AND page.page = place.page
    WHERE place.observable_id = @observableId AND evidence.hidden_at IS NULL`;
  const rows = database
    .prepare(
      `SELECT evidence.id AS evidenceId, evidence.number, evidence.name, place.page, place.start, place.end,
         place.as_found AS asFound, place.count, page.label, page.text FROM ${from}
       ORDER BY evidence.number, place.page LIMIT @limit`,
    )
    .all({ observableId, limit }) as PlaceRow[];
  const total = database.prepare(`SELECT count(*) FROM ${from}`).pluck().get({ observableId }) as number;
  return { places: rows.map(toPlace), total };
}

function toPlace(row: PlaceRow): z.output<typeof observablePlace> {
  const text = row.text ?? '';
  const { evidenceId, number, name, page, asFound, count } = row;
  return {
    evidenceId,
    number,
    name,
    page,
    pageLabel: row.label ?? '',
    line: lineOf(text, row.start),
    before: withoutCards(text.slice(Math.max(0, row.start - reach), row.start)),
    asFound,
    after: withoutCards(text.slice(row.end, row.end + reach)),
    count,
  };
}
