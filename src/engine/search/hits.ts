import type { z } from 'zod';
import type { searchHit } from '../../shared/contract/search.ts';
import type { SqliteDatabase, SqlValue } from '../database/sqlite.ts';
import { showRecord } from '../shown-record.ts';
import { markTitle, snippetOf } from './mark-text.ts';
import type { Term } from './search-query.ts';
import { type HitKind, kindOfCode, readSource } from './sources.ts';

export type SearchHit = z.output<typeof searchHit>;

/** A find as the index answers it. */
export interface Find {
  number: number;
  kind: number;
  record: string;
  part: number;
}

/** Records as hits, in the order given. One that is no longer to be seen is left out. */
export function toHits(
  database: SqliteDatabase,
  finds: readonly Find[],
  context: { terms: readonly Term[]; caseIds: readonly string[] | null; exact: ReadonlySet<string> },
): SearchHit[] {
  const references = new Map<string, string>();
  const reference = (caseId: string): string => {
    let known = references.get(caseId);
    if (known === undefined) {
      known = database.cached('SELECT reference FROM cases WHERE id = ?').pluck().get(caseId) as string;
      references.set(caseId, known);
    }
    return known;
  };
  const hits: SearchHit[] = [];
  for (const find of finds) {
    const kind = kindOfCode(find.kind);
    const hit = kind === 'text' ? textHit(database, find, context) : recordHit(database, kind, find, context);
    if (hit) hits.push({ ...hit, caseReference: reference(hit.caseId) });
  }
  return hits;
}

type BareHit = Omit<SearchHit, 'caseReference'>;

function recordHit(
  database: SqliteDatabase,
  kind: Exclude<HitKind, 'text'>,
  { record, kind: code }: Find,
  { terms, exact }: { terms: readonly Term[]; exact: ReadonlySet<string> },
): BareHit | null {
  const shown = showRecord(database, kind, record);
  const source = readSource(database, code, record, 0);
  if (!shown || !source) return null;
  return {
    ...shown,
    kind,
    id: record,
    title: markTitle(shown.title, terms),
    snippet: snippetOf(source.body, terms),
    place: null,
    copies: 0,
    exact: exact.has(record),
  };
}

/** Text belongs to a content; the hit is the first visible piece of evidence that has it. */
function textHit(
  database: SqliteDatabase,
  { record, part }: Find,
  { terms, caseIds }: { terms: readonly Term[]; caseIds: readonly string[] | null },
): BareHit | null {
  const text = database
    .cached('SELECT label, text FROM evidence_text WHERE content_id = ? AND page = ?')
    .get(record, part) as { label: string; text: string } | undefined;
  const parameters: SqlValue[] = [record, ...(caseIds ?? [])];
  const pieces = database
    .prepare(
      `SELECT evidence.id, case_id, name, media_type, unixepoch(acquired_at) * 1000 AS at
       FROM evidence JOIN content ON content.id = content_id JOIN cases ON cases.id = case_id
       WHERE content_id = ? AND evidence.hidden_at IS NULL AND cases.hidden_at IS NULL
       ${caseIds ? `AND case_id IN (${caseIds.map(() => '?').join(', ')})` : ''} ORDER BY evidence.id LIMIT 1000`,
    )
    .all(parameters) as { id: string; case_id: string; name: string; media_type: string; at: number }[];
  const [first] = pieces;
  if (!text || !first) return null;
  return {
    kind: 'text',
    id: first.id,
    caseId: first.case_id,
    aboutId: null,
    sort: first.media_type,
    title: markTitle(first.name, terms),
    snippet: snippetOf(text.text, terms),
    place: { page: part, label: text.label },
    at: first.at,
    copies: pieces.length - 1,
    exact: false,
  };
}
