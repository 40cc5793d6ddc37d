import { Button, Select } from '@mantine/core';
import { IconCheck, IconListCheck, IconX } from '@tabler/icons-react';
import { type ReactNode, useCallback, useState } from 'react';
import { formatMoney, sumByCurrency } from '../../shared/domain/money.ts';
import { revealHidden } from '../../shared/domain/text-safety.ts';
import { call, runJob } from '../app/client.ts';
import { ErrorNotice } from '../app/error-notice.tsx';
import { casePath, replacePlace, usePlace } from '../app/places.ts';
import { type RowOf, useListState, useRows } from '../app/queries.ts';
import { toast } from '../app/toasts.tsx';
import { useCommands } from '../app/use-commands.ts';
import { choicesOf } from '../fields/choices.ts';
import { Empty } from '../ui/empty.tsx';
import { SearchBox } from '../ui/search-box.tsx';
import { type Column, DataTable } from '../ui/table/data-table.tsx';
import { moveInList, neighbourOf, useNextOnLeave } from './list-keys.ts';
import { ProposalDetail } from './proposal-detail.tsx';
import { useDecisions } from './use-decisions.ts';

type Row = RowOf<'proposal.list'>;

const listName = 'Proposals';
const states = { open: 'Open', accepted: 'Accepted', rejected: 'Rejected' } as const;
type State = keyof typeof states;

const included = (parts: readonly { include: boolean }[]) => parts.filter(({ include }) => include).length;

const columns: Column<Row>[] = [
  {
    key: 'title',
    header: 'Complaint',
    width: 'minmax(220px, 2.4fr)',
    sort: 'title',
    cell: (row) => <bdi className="truncate">{revealHidden(row.title)}</bdi>,
  },
  {
    key: 'evidence',
    header: 'Evidence',
    width: 'minmax(140px, 1.2fr)',
    sort: 'evidence',
    cell: (row) => <bdi className="truncate dim">{revealHidden(row.evidence.name)}</bdi>,
  },
  {
    key: 'losses',
    header: 'Losses',
    width: '130px',
    align: 'number',
    cell: (row) =>
      sumByCurrency(row.body.losses.filter(({ include }) => include).map(({ amount }) => amount))
        .map((amount) => formatMoney(amount, 'en'))
        .join(', ') || <span className="dim">–</span>,
  },
  {
    key: 'entities',
    header: 'Things',
    width: '72px',
    align: 'number',
    cell: (row) => included(row.body.entities),
  },
  {
    key: 'events',
    header: 'Events',
    width: '72px',
    align: 'number',
    cell: (row) => included(row.body.events),
  },
  { key: 'links', header: 'Links', width: '64px', align: 'number', cell: (row) => included(row.body.links) },
];
const narrow = columns.filter(({ key }) => ['title', 'losses'].includes(key));

/** Complaints as records: looked through, changed where needed, taken or left. */
export function ProposalsView({ caseId, views }: { caseId: string; views: ReactNode }) {
  const { id: selectedId } = usePlace();
  const list = useListState('evidence');
  const { hidden: _hidden, ...order } = list.input;
  const [state, setState] = useState<State>('open');
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const source = useRows('proposal.list', { caseId, ...order, states: [state] });
  const select = useCallback(
    (id: string | null) =>
      replacePlace(casePath(caseId, 'review', { view: 'proposals', ...(id ? { id } : {}) })),
    [caseId],
  );
  useNextOnLeave(source, selectedId, select);
  const chosen = (): string[] => (ticked.size > 0 ? [...ticked] : selectedId ? [selectedId] : []);
  const decisions = useDecisions(chosen, () => {
    if (ticked.size > 0 || !selectedId) return;
    const next = neighbourOf(source, selectedId);
    if (next) select(next);
  });
  const { busy } = decisions;
  const accept = decisions.decide(async (ids) => {
    if (state !== 'open') return;
    const done = await runJob('proposal.accept', { caseId, ids });
    setTicked(new Set());
    if (done.accepted > 0)
      toast(
        `${done.entities} things, ${done.events} events, ${done.losses} losses and ${done.links} links added, ${done.matched} were there already. The import can be undone.`,
      );
    if (done.refused.length > 0)
      toast(
        done.refused
          .slice(0, 3)
          .map(({ message }) => message)
          .join('\n'),
        'warn',
      );
  });
  const decide = (next: 'open' | 'rejected') =>
    decisions.decide(async (ids) => {
      if (state === 'accepted') return;
      await call('proposal.decide', { caseId, ids, state: next });
      setTicked(new Set());
    });
  useCommands([
    {
      id: 'review.next',
      title: 'Next proposal',
      group: 'Review',
      shortcut: 'j',
      quiet: true,
      run: () => moveInList(listName, 'ArrowDown'),
    },
    {
      id: 'review.previous',
      title: 'Previous proposal',
      group: 'Review',
      shortcut: 'k',
      quiet: true,
      run: () => moveInList(listName, 'ArrowUp'),
    },
    { id: 'review.accept', title: 'Accept the selected', group: 'Review', shortcut: 'a', run: accept },
    {
      id: 'review.reject',
      title: 'Reject the selected',
      group: 'Review',
      shortcut: 'r',
      run: decide('rejected'),
    },
  ]);
  const isChosen = ticked.size > 0 || selectedId !== null;
  return (
    <div className="page">
      <header className="page-head">
        <h1>Review</h1>
        {views}
        <div className="spread" />
        <Select
          aria-label="State"
          w={130}
          allowDeselect={false}
          data={choicesOf(states)}
          value={state}
          onChange={(value) => {
            setState((value ?? 'open') as State);
            setTicked(new Set());
          }}
        />
        <SearchBox label="Search proposals" value={list.search} onChange={list.setSearch} />
      </header>
      <div className="review-bar">
        <Button
          size="xs"
          disabled={state !== 'open' || !isChosen || busy}
          leftSection={<IconCheck size={14} />}
          onClick={accept}
        >
          Accept{ticked.size > 0 ? ` ${ticked.size}` : ''} <kbd>A</kbd>
        </Button>
        <Button
          size="xs"
          variant="default"
          disabled={state !== 'open' || !isChosen || busy}
          leftSection={<IconX size={14} />}
          onClick={decide('rejected')}
        >
          Reject <kbd>R</kbd>
        </Button>
        {state === 'rejected' && (
          <Button size="xs" variant="default" disabled={!isChosen || busy} onClick={decide('open')}>
            Open again
          </Button>
        )}
        <div className="spread" />
        <span className="review-keys">
          next<kbd>J</kbd> previous<kbd>K</kbd> tick<kbd>Space</kbd>
        </span>
      </div>
      <ErrorNotice error={source.error} />
      <div className="split proposals">
        <div className="main">
          <DataTable
            label={listName}
            columns={selectedId ? narrow : columns}
            source={source}
            rowId={(row) => row.id}
            order={list}
            selectedId={selectedId}
            onSelect={(row) => select(row.id)}
            checked={ticked}
            onCheck={(id, on) =>
              setTicked((old) => {
                const next = new Set(old);
                if (on) next.add(id);
                else next.delete(id);
                return next;
              })
            }
            empty={
              <Empty icon={IconListCheck} title={state === 'open' ? 'No proposal waits' : 'None here'}>
                What complaints tell – who lost how much, who called from where, where the money went – is
                laid here with the line it comes from. Nothing is added before you accept it.
              </Empty>
            }
          />
        </div>
        {selectedId && (
          <ProposalDetail key={selectedId} caseId={caseId} id={selectedId} onClose={() => select(null)} />
        )}
      </div>
    </div>
  );
}
