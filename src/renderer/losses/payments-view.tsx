import './losses.css';
import { Button, Switch } from '@mantine/core';
import { IconArrowsExchange, IconEyeOff } from '@tabler/icons-react';
import { useState } from 'react';
import { lossMethods, type PaymentStage, paymentStages, paymentStatuses } from '../../shared/domain/kinds.ts';
import { ListPage } from '../app/list-page.tsx';
import { useSelection } from '../app/places.ts';
import { type RowOf, useListState, useRows } from '../app/queries.ts';
import { RecordTable } from '../app/record-table.tsx';
import { useCommands } from '../app/use-commands.ts';
import { labelOf } from '../fields/choices.ts';
import { KindsFilter } from '../fields/kinds-filter.tsx';
import { MoneyText, moneyText } from '../fields/money.tsx';
import { WhenText } from '../fields/when-text.tsx';
import { Empty, NoMatch } from '../ui/empty.tsx';
import { IconToggle } from '../ui/icon-toggle.tsx';
import { SearchBox } from '../ui/search-box.tsx';
import type { Column } from '../ui/table/data-table.tsx';
import { MoneyViews } from './money-views.tsx';
import { PaymentEditor } from './payment-editor.tsx';
import { Totals } from './totals.tsx';

type Row = RowOf<'payment.list'>;

const end = (one: Row['from']) =>
  one ? <bdi className="truncate">{one.display}</bdi> : <span className="dim">–</span>;

const columns: Column<Row>[] = [
  {
    key: 'when',
    header: 'When',
    width: 'minmax(140px, 1fr)',
    sort: 'when',
    cell: (row) => <WhenText when={row.when} />,
  },
  {
    key: 'amount',
    header: 'Amount',
    width: '120px',
    align: 'number',
    sort: 'amount',
    cell: (row) => <MoneyText money={row.amount} />,
  },
  {
    key: 'rail',
    header: 'Rail',
    width: '112px',
    sort: 'rail',
    cell: (row) => labelOf(lossMethods, row.rail),
  },
  {
    key: 'stage',
    header: 'Stage',
    width: '112px',
    sort: 'stage',
    cell: (row) => labelOf(paymentStages, row.stage),
  },
  {
    key: 'status',
    header: 'Status',
    width: '104px',
    cell: (row) =>
      row.status === 'unknown' ? (
        <span className="dim">Not known</span>
      ) : (
        <span className={`pill ${row.status === 'blocked' || row.status === 'reversed' ? 'good' : ''}`}>
          {labelOf(paymentStatuses, row.status)}
        </span>
      ),
  },
  {
    key: 'victim',
    header: 'Victim',
    width: 'minmax(96px, 1fr)',
    sort: 'victim',
    cell: (row) => end(row.victim),
  },
  { key: 'from', header: 'From', width: 'minmax(80px, 1fr)', cell: (row) => end(row.from) },
  { key: 'to', header: 'To', width: 'minmax(80px, 1fr)', cell: (row) => end(row.to) },
  {
    key: 'loss',
    header: 'Part of',
    width: '108px',
    align: 'number',
    cell: (row) =>
      row.loss ? (
        moneyText(row.loss.amount)
      ) : row.stage === 'from-victim' ? (
        <span className="pill warn">no loss</span>
      ) : (
        <span className="dim">–</span>
      ),
  },
  {
    key: 'reference',
    header: 'Reference',
    width: 'minmax(70px, 0.9fr)',
    cell: (row) => <span className="mono truncate">{row.reference}</span>,
  },
];

/** Each transfer once, from the victim to the cash-out. */
export function PaymentsView({ caseId }: { caseId: string }) {
  const [selectedId, select] = useSelection(caseId, 'losses', 'payments');
  const list = useListState('when');
  const [stages, setStages] = useState<string[]>([]);
  const [unassigned, setUnassigned] = useState(false);
  const [creating, setCreating] = useState(false);
  const source = useRows('payment.list', {
    caseId,
    ...list.input,
    ...(stages.length ? { stages: stages as PaymentStage[] } : {}),
    ...(unassigned ? { unassigned } : {}),
  });
  useCommands([
    {
      id: 'payment.new',
      title: 'New payment',
      group: 'Losses',
      shortcut: 'Mod+N',
      run: () => setCreating(true),
    },
  ]);
  return (
    <ListPage
      title="Payments"
      views={<MoneyViews caseId={caseId} view="payments" />}
      total={source.total}
      error={source.error}
      tools={
        <>
          <Switch
            label="Part of no loss"
            checked={unassigned}
            onChange={(event) => setUnassigned(event.currentTarget.checked)}
          />
          <KindsFilter
            label="Stages"
            all="All stages"
            words={paymentStages}
            width={170}
            value={stages}
            onChange={setStages}
          />
          <IconToggle icon={IconEyeOff} label="Show hidden" on={list.hidden} onChange={list.setHidden} />
          <SearchBox label="Search payments" value={list.search} onChange={list.setSearch} />
          <Button leftSection={<IconArrowsExchange size={15} />} onClick={() => setCreating(true)}>
            New payment
          </Button>
        </>
      }
      above={<Totals caseId={caseId} />}
    >
      <RecordTable
        label="Payments"
        columns={columns}
        source={source}
        list={list}
        selectedId={selectedId}
        onOpen={select}
        empty={
          list.search || stages.length || unassigned ? (
            <NoMatch icon={IconArrowsExchange} title="No payment matches" />
          ) : (
            <Empty
              icon={IconArrowsExchange}
              title="No payments yet"
              actions={<Button onClick={() => setCreating(true)}>New payment</Button>}
            >
              Each transfer with its rail, reference and both ends: what banks can still recall, and where the
              money went on to.
            </Empty>
          )
        }
      />
      <PaymentEditor
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
