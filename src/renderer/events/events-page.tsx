import './events.css';
import { Button, Select } from '@mantine/core';
import { IconCalendarEvent, IconCalendarPlus, IconEyeOff, IconTimeline } from '@tabler/icons-react';
import { useState } from 'react';
import { type EventKind, eventKinds } from '../../shared/domain/kinds.ts';
import { ListPage } from '../app/list-page.tsx';
import { useSelection } from '../app/places.ts';
import { type RowOf, useListState, useRows } from '../app/queries.ts';
import { RecordTable } from '../app/record-table.tsx';
import { useCommands } from '../app/use-commands.ts';
import { CaseTimeline, type TimelineLanes } from '../fields/case-timeline.tsx';
import { labelOf } from '../fields/choices.ts';
import { KindsFilter } from '../fields/kinds-filter.tsx';
import { MarkingBadge } from '../fields/marking.tsx';
import { WhenText } from '../fields/when-text.tsx';
import { Empty, NoMatch } from '../ui/empty.tsx';
import { IconToggle } from '../ui/icon-toggle.tsx';
import { SearchBox } from '../ui/search-box.tsx';
import type { Column } from '../ui/table/data-table.tsx';
import { EventDetail } from './event-detail.tsx';
import { EventEditor } from './event-editor.tsx';

type Row = RowOf<'event.list'>;

const columns: Column<Row>[] = [
  {
    key: 'when',
    header: 'When',
    width: 'minmax(232px, 1.1fr)',
    sort: 'earliest',
    cell: (row) => <WhenText when={row.when} />,
  },
  {
    key: 'kind',
    header: 'Kind',
    width: 'minmax(110px, 0.8fr)',
    sort: 'kind',
    cell: (row) => labelOf(eventKinds, row.kind),
  },
  {
    key: 'title',
    header: 'Title',
    width: 'minmax(180px, 2.2fr)',
    sort: 'title',
    cell: (row) => <bdi>{row.title}</bdi>,
  },
  {
    key: 'participants',
    header: 'Taking part',
    width: 'minmax(140px, 1.6fr)',
    cell: (row) => (
      <span title={row.participants.map((each) => each.display).join('\n')}>
        {row.participants.map((each, index) => (
          <span key={`${each.entityId} ${each.part}`}>
            {index > 0 && ', '}
            <bdi>{each.display}</bdi>
          </span>
        ))}
      </span>
    ),
  },
  {
    key: 'evidence',
    header: 'Evidence',
    width: '76px',
    align: 'number',
    cell: (row) => (row.evidenceCount ? row.evidenceCount : <span className="dim">none</span>),
  },
  {
    key: 'marking',
    header: 'Marking',
    width: '136px',
    cell: (row) => <MarkingBadge marking={row.marking} />,
  },
];
const narrow = columns.filter((column) => !['participants', 'marking', 'evidence'].includes(column.key));

/** What happened: the picture above, the table below, one event at the side. */
export function EventsPage({ caseId }: { caseId: string }) {
  const [selectedId, select] = useSelection(caseId, 'events');
  const list = useListState('earliest');
  const [kinds, setKinds] = useState<string[]>([]);
  const [lanes, setLanes] = useState<TimelineLanes>('kind');
  const [picture, setPicture] = useState(true);
  const [editing, setEditing] = useState<'new' | string | null>(null);
  const source = useRows('event.list', {
    caseId,
    ...list.input,
    ...(kinds.length ? { kinds: kinds as EventKind[] } : {}),
  });
  useCommands([
    { id: 'event.new', title: 'New event', group: 'Events', shortcut: 'Mod+N', run: () => setEditing('new') },
    ...(selectedId
      ? [
          {
            id: 'event.edit',
            title: 'Edit the selected event',
            group: 'Events',
            shortcut: 'F2',
            run: () => setEditing(selectedId),
          },
        ]
      : []),
  ]);
  const filtered = list.search !== '' || kinds.length > 0;
  const empty = source.total === 0 && !filtered;
  return (
    <ListPage
      title="Events"
      total={source.total}
      error={source.error}
      tools={
        <>
          <IconToggle icon={IconTimeline} label="Timeline" on={picture} onChange={setPicture} />
          <Select
            aria-label="Lanes of the timeline"
            w={124}
            allowDeselect={false}
            disabled={!picture}
            value={lanes}
            onChange={(value) => value && setLanes(value as TimelineLanes)}
            data={[
              { value: 'kind', label: 'By kind' },
              { value: 'role', label: 'By role' },
              { value: 'entity', label: 'By entity' },
              { value: 'country', label: 'By country' },
            ]}
          />
          <KindsFilter
            label="Kinds of events"
            all="All kinds"
            words={eventKinds}
            width={190}
            value={kinds}
            onChange={setKinds}
          />
          <SearchBox label="Search events" value={list.search} onChange={list.setSearch} />
          <IconToggle icon={IconEyeOff} label="Show hidden" on={list.hidden} onChange={list.setHidden} />
          <Button leftSection={<IconCalendarPlus size={15} />} onClick={() => setEditing('new')}>
            New event
          </Button>
        </>
      }
      side={
        selectedId && (
          <EventDetail
            key={selectedId}
            caseId={caseId}
            id={selectedId}
            onClose={() => select(null)}
            onEdit={() => setEditing(selectedId)}
          />
        )
      }
    >
      {picture && !empty && (
        <div className="events-timeline">
          <CaseTimeline caseId={caseId} lanes={lanes} selectedId={selectedId} onSelect={select} />
        </div>
      )}
      <RecordTable
        label="Events"
        columns={selectedId ? narrow : columns}
        source={source}
        list={list}
        selectedId={selectedId}
        onSelect={select}
        onOpen={setEditing}
        empty={
          filtered ? (
            <NoMatch icon={IconCalendarEvent} title="No event matches" />
          ) : (
            <Empty
              icon={IconCalendarEvent}
              title="No events yet"
              actions={<Button onClick={() => setEditing('new')}>New event</Button>}
            >
              A call, a pop-up, a payment, a site going live: each with its time as it was told, who took part
              and what it rests on.
            </Empty>
          )
        }
      />
      <EventEditor
        caseId={caseId}
        editing={editing}
        onClose={() => setEditing(null)}
        onSaved={(id) => select(id)}
      />
    </ListPage>
  );
}
