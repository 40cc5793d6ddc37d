import { Button } from '@mantine/core';
import { IconEyeOff, IconRoute } from '@tabler/icons-react';
import { useState } from 'react';
import { confidences, type LinkKind, linkKinds } from '../../shared/domain/kinds.ts';
import { ListPage } from '../app/list-page.tsx';
import { casePath, useSelection } from '../app/places.ts';
import { type RowOf, useListState, useRows } from '../app/queries.ts';
import { RecordTable } from '../app/record-table.tsx';
import { useCommands } from '../app/use-commands.ts';
import { labelOf } from '../fields/choices.ts';
import { EntityName } from '../fields/entity-kind.tsx';
import { KindsFilter } from '../fields/kinds-filter.tsx';
import { WhenText } from '../fields/when-text.tsx';
import { Empty, NoMatch } from '../ui/empty.tsx';
import { IconToggle } from '../ui/icon-toggle.tsx';
import { SearchBox } from '../ui/search-box.tsx';
import type { Column } from '../ui/table/data-table.tsx';
import { LinkEditor } from './link-editor.tsx';

type Row = RowOf<'link.list'>;

const columns = (caseId: string): Column<Row>[] => {
  const end = (one: Row['from']) => (
    <a href={`#${casePath(caseId, 'entities', { id: one.id })}`} className="truncate">
      <EntityName kind={one.kind} display={one.display} />
    </a>
  );
  return [
    {
      key: 'from',
      header: 'From',
      width: 'minmax(170px, 1.6fr)',
      sort: 'from',
      cell: (row) => end(row.from),
    },
    {
      key: 'kind',
      header: 'Relation',
      width: '140px',
      sort: 'kind',
      cell: (row) => labelOf(linkKinds, row.kind),
    },
    { key: 'to', header: 'To', width: 'minmax(170px, 1.6fr)', sort: 'to', cell: (row) => end(row.to) },
    {
      key: 'began',
      header: 'Since',
      width: 'minmax(110px, 0.8fr)',
      sort: 'began',
      cell: (row) => <WhenText when={row.began} />,
    },
    {
      key: 'ended',
      header: 'Until',
      width: 'minmax(110px, 0.8fr)',
      cell: (row) => <WhenText when={row.ended} />,
    },
    {
      key: 'confidence',
      header: 'Confidence',
      width: '100px',
      sort: 'confidence',
      cell: (row) => labelOf(confidences, row.confidence),
    },
    {
      key: 'evidence',
      header: 'Evidence',
      width: '76px',
      align: 'number',
      cell: (row) => (row.evidenceIds.length ? row.evidenceIds.length : <span className="dim">none</span>),
    },
    {
      key: 'note',
      header: 'Note',
      width: 'minmax(90px, 1fr)',
      cell: (row) => <bdi className="truncate">{row.note}</bdi>,
    },
  ];
};

/** How the entities of a case hang together, one row for each relation. */
export function LinksPage({ caseId }: { caseId: string }) {
  const [selectedId, select] = useSelection(caseId, 'links');
  const list = useListState('from');
  const [kinds, setKinds] = useState<string[]>([]);
  const [creating, setCreating] = useState(false);
  const source = useRows('link.list', {
    caseId,
    ...list.input,
    ...(kinds.length ? { kinds: kinds as LinkKind[] } : {}),
  });
  useCommands([
    { id: 'link.new', title: 'New link', group: 'Links', shortcut: 'Mod+N', run: () => setCreating(true) },
  ]);
  const filtered = list.search !== '' || kinds.length > 0;
  return (
    <ListPage
      title="Links"
      total={source.total}
      error={source.error}
      tools={
        <>
          <KindsFilter
            label="Relations"
            all="All relations"
            words={linkKinds}
            width={190}
            value={kinds}
            onChange={setKinds}
          />
          <SearchBox label="Search links" value={list.search} onChange={list.setSearch} />
          <IconToggle icon={IconEyeOff} label="Show hidden" on={list.hidden} onChange={list.setHidden} />
          <Button leftSection={<IconRoute size={15} />} onClick={() => setCreating(true)}>
            New link
          </Button>
        </>
      }
    >
      <RecordTable
        label="Links"
        columns={columns(caseId)}
        source={source}
        list={list}
        selectedId={selectedId}
        onOpen={select}
        empty={
          filtered ? (
            <NoMatch icon={IconRoute} title="No link matches" />
          ) : (
            <Empty
              icon={IconRoute}
              title="No links yet"
              actions={<Button onClick={() => setCreating(true)}>New link</Button>}
            >
              Who used which number, which domain led to which host, whose account a payment reached: each
              with the evidence it rests on.
            </Empty>
          )
        }
      />
      <LinkEditor
        caseId={caseId}
        from={null}
        editing={creating ? 'new' : selectedId}
        onClose={() => {
          setCreating(false);
          select(null);
        }}
      />
    </ListPage>
  );
}
