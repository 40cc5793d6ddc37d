import type { TableMapping } from '../../../../shared/contract/import-table.ts';
import { type EventKind, type EventPart, eventKinds } from '../../../../shared/domain/kinds.ts';
import type { UncertainDate } from '../../../../shared/domain/uncertain-date.ts';
import type { EntityDraft, RowDraft } from './draft.ts';
import { spanOf } from './read-time.ts';
import type { RowCells } from './row-cells.ts';

/** Titles are one line; what is longer stands whole in the details. */
const longestTitle = 500;

const fold = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
const kindsByWord = new Map<string, EventKind>(
  Object.entries(eventKinds).flatMap(([code, label]): [string, EventKind][] => [
    [fold(code), code as EventKind],
    [fold(label), code as EventKind],
  ]),
);

/** Whether the rows of a table tell of events at all. */
export const tellsEvents = (cells: RowCells, mapping: TableMapping): boolean =>
  mapping.rowsAre === 'events' ||
  mapping.eventKind !== undefined ||
  cells.has('event-kind') ||
  cells.has('event-title');

/** The event of a row, or null: it has none, or none with a time, which is told. */
export function readEvent(
  cells: RowCells,
  mapping: TableMapping,
  entities: readonly EntityDraft[],
  times: { start: UncertainDate | null; end: UncertainDate | null },
): RowDraft['event'] {
  if (!tellsEvents(cells, mapping)) return null;
  const when = timeOf(times);
  if (when === null) {
    const told = cells.problems.some(({ column }) =>
      ['event-start', 'event-end'].some((use) =>
        cells.columns(use as 'event-start').some(({ index }) => index === column),
      ),
    );
    // A cell that could not be read is told already.
    const expected = mapping.rowsAre === 'events' || cells.has('event-start') || cells.has('money-date');
    if (!told && expected)
      cells.problem({
        severity: mapping.rowsAre === 'events' ? 'error' : 'info',
        code: 'event-without-time',
        message: 'The row has no time: no event was made of it.',
      });
    return null;
  }
  const description: string[] = [];
  const kind = kindOf(cells, mapping, description);
  const title = titleOf(cells, mapping, kind, entities);
  if (title.length > longestTitle) description.unshift(title);
  const details = cells.joined('event-description', '\n');
  if (details !== '') description.push(details);
  description.push(...cells.labelled('note'));
  return {
    kind,
    title: title.length > longestTitle ? `${title.slice(0, longestTitle - 1)}…` : title,
    description: description.join('\n'),
    when,
    participants: entities.map((entity, index) => ({ entity: index, part: partOf(entity) })),
  };
}

const timeOf = ({
  start,
  end,
}: {
  start: UncertainDate | null;
  end: UncertainDate | null;
}): UncertainDate | null => (start && end && end.edtf !== start.edtf ? spanOf(start, end) : (start ?? end));

function kindOf(cells: RowCells, mapping: TableMapping, description: string[]): EventKind {
  const written = cells.text('event-kind');
  const kind = kindsByWord.get(fold(written));
  if (kind) return kind;
  if (written !== '') description.push(`Kind as written: ${written}`);
  return mapping.eventKind ?? 'other';
}

function titleOf(
  cells: RowCells,
  mapping: TableMapping,
  kind: EventKind,
  entities: readonly EntityDraft[],
): string {
  const written = cells.joined('event-title', ' · ').replace(/\s+/g, ' ');
  if (written !== '') return written;
  const stem = mapping.eventTitle ?? eventKinds[kind];
  const about = entities[0]?.identified.defanged;
  return about === undefined ? stem : `${stem}: ${about.slice(0, 200)}`;
}

function partOf({ kind, roles }: EntityDraft): EventPart {
  if (roles.includes('victim') || roles.includes('reporter')) return 'victim';
  if (roles.includes('witness')) return 'witness';
  if (roles.includes('impersonated-brand')) return 'target';
  return kind === 'person' || kind === 'organisation' ? 'actor' : 'instrument';
}
