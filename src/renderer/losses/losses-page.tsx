import './losses.css';
import { Button } from '@mantine/core';
import { IconCoins, IconEyeOff } from '@tabler/icons-react';
import { useState } from 'react';
import { lossMethods } from '../../shared/domain/kinds.ts';
import { ListPage } from '../app/list-page.tsx';
import { usePlace, useSelection } from '../app/places.ts';
import { type RowOf, useListState, useRows } from '../app/queries.ts';
import { RecordTable } from '../app/record-table.tsx';
import { useCommands } from '../app/use-commands.ts';
import { labelOf } from '../fields/choices.ts';
import { MoneyText } from '../fields/money.tsx';
import { WhenText } from '../fields/when-text.tsx';
import { Empty } from '../ui/empty.tsx';
import { IconToggle } from '../ui/icon-toggle.tsx';
import { SearchBox } from '../ui/search-box.tsx';
import type { Column } from '../ui/table/data-table.tsx';
import { LossEditor } from './loss-editor.tsx';
import { fits } from './loss-payments.tsx';
import { MoneyViews } from './money-views.tsx';
import { PaymentsView } from './payments-view.tsx';
import { Totals } from './totals.tsx';

type Row = RowOf<'loss.list'>;

const columns: Column<Row>[] = [
  {
    key: 'when',
    header: 'When',
    width: 'minmax(170px, 1fr)',
    sort: 'when',
    cell: (row) => <WhenText when={row.when} />,
  },
  {
    key: 'victim',
    header: 'Victim',
    width: 'minmax(120px, 1.4fr)',
    sort: 'victim',
    cell: (row) => <bdi>{row.victim.display}</bdi>,
  },
  {
    key: 'amount',
    header: 'Amount',
    width: '126px',
    align: 'number',
    sort: 'amount',
    cell: (row) => <MoneyText money={row.amount} />,
  },
  {
    key: 'recovered',
    header: 'Recovered',
    width: '112px',
    align: 'number',
    cell: (row) => <MoneyText money={row.recovered} />,
  },
  {
    key: 'method',
    header: 'How',
    width: 'minmax(110px, 0.9fr)',
    sort: 'method',
    cell: (row) => labelOf(lossMethods, row.method),
  },
  {
    key: 'from',
    header: 'From',
    width: 'minmax(90px, 1fr)',
    cell: (row) => (row.from ? <bdi>{row.from.display}</bdi> : <span className="dim">–</span>),
  },
  {
    key: 'to',
    header: 'To',
    width: 'minmax(90px, 1fr)',
    cell: (row) => (row.to ? <bdi>{row.to.display}</bdi> : <span className="dim">–</span>),
  },
  {
    key: 'reference',
    header: 'Reference',
    width: 'minmax(80px, 0.8fr)',
    cell: (row) => <span className="mono">{row.reference}</span>,
  },
  {
    key: 'payments',
    header: 'Payments',
    width: '84px',
    cell: (row) =>
      row.payments === 0 ? (
        <span className="dim">–</span>
      ) : (
        <span className={`pill ${row.fit === 'whole' ? 'good' : 'warn'}`} title={fits[row.fit]}>
          {row.payments}
          {row.fit === 'whole' ? ', all' : row.fit === 'part' ? ', part' : row.fit === 'more' ? ', more' : ''}
        </span>
      ),
  },
  {
    key: 'evidence',
    header: 'Evidence',
    width: '76px',
    align: 'number',
    cell: (row) => (row.evidenceIds.length ? row.evidenceIds.length : <span className="dim">none</span>),
  },
];

/** Money that went: what victims state as lost, and the payments it consisted of. */
export function LossesPage({ caseId }: { caseId: string }) {
  const { search } = usePlace();
  return search.view === 'payments' ? <PaymentsView caseId={caseId} /> : <LossesView caseId={caseId} />;
}

function LossesView({ caseId }: { caseId: string }) {
  const [selectedId, select] = useSelection(caseId, 'losses');
  const list = useListState('when');
  const source = useRows('loss.list', { caseId, ...list.input });
  const [creating, setCreating] = useState(false);
  useCommands([
    { id: 'loss.new', title: 'New loss', group: 'Losses', shortcut: 'Mod+N', run: () => setCreating(true) },
  ]);
  return (
    <ListPage
      title="Losses"
      views={<MoneyViews caseId={caseId} view="losses" />}
      total={source.total}
      error={source.error}
      tools={
        <>
          <IconToggle icon={IconEyeOff} label="Show hidden" on={list.hidden} onChange={list.setHidden} />
          <SearchBox label="Search losses" value={list.search} onChange={list.setSearch} />
          <Button leftSection={<IconCoins size={15} />} onClick={() => setCreating(true)}>
            New loss
          </Button>
        </>
      }
      above={<Totals caseId={caseId} />}
    >
      <RecordTable
        label="Losses"
        columns={columns}
        source={source}
        list={list}
        selectedId={selectedId}
        onOpen={select}
        empty={
          list.search ? (
            <Empty icon={IconCoins} title="No loss matches">
              Search for something else.
            </Empty>
          ) : (
            <Empty
              icon={IconCoins}
              title="No losses yet"
              actions={<Button onClick={() => setCreating(true)}>New loss</Button>}
            >
              Each loss with its victim, amount, rail and account. Agencies act on these first.
            </Empty>
          )
        }
      />
      <LossEditor
        caseId={caseId}
        editing={creating ? 'new' : selectedId}
        onClose={() => {
          setCreating(false);
          select(null);
        }}
      />
    </ListPage>
  );
}
