import { Button } from '@mantine/core';
import { IconCheck, IconListCheck, IconX } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import type { Input } from '../../shared/contract/index.ts';
import { formatMoney, sumByCurrency } from '../../shared/domain/money.ts';
import { revealHidden } from '../../shared/domain/text-safety.ts';
import { call } from '../app/client.ts';
import { confirm } from '../app/confirm.tsx';
import { ListPage } from '../app/list-page.tsx';
import { useSelection } from '../app/places.ts';
import { type RowOf, useListState, useRows } from '../app/queries.ts';
import { RecordTable } from '../app/record-table.tsx';
import { runJob } from '../app/run-job.ts';
import { toast, toastError } from '../app/toasts.tsx';
import { useCommands } from '../app/use-commands.ts';
import { Choice } from '../fields/choice.tsx';
import { Empty } from '../ui/empty.tsx';
import { formatCount } from '../ui/format.ts';
import { SearchBox } from '../ui/search-box.tsx';
import type { Column } from '../ui/table/data-table.tsx';
import { ProposalDetail } from './proposal-detail.tsx';
import { AcceptAll, Decision, ReviewKeys } from './review-bar.tsx';
import { useReviewList } from './use-review-list.ts';

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
  const [selectedId, select] = useSelection(caseId, 'review', 'proposals');
  const list = useListState('evidence');
  const { hidden: _hidden, ...order } = list.input;
  const [state, setState] = useState<State>('open');
  const source = useRows('proposal.list', { caseId, ...order, states: [state] });
  const review = useReviewList({ label: listName, one: 'proposal' }, source, [selectedId, select]);
  const { ticks, isChosen } = review;
  const [acceptingAll, setAcceptingAll] = useState(false);
  const busy = review.busy || acceptingAll;
  const acceptThese = async (which: Pick<Input<'proposal.accept'>, 'ids' | 'all'>) => {
    const done = await runJob('proposal.accept', { caseId, ...which });
    if (done.accepted > 0)
      toast(
        `${formatCount(done.accepted, 'complaint')} accepted: ${formatCount(done.entities, 'person or thing', 'people and things')}, ${formatCount(done.events, 'event')}, ${formatCount(done.losses, 'loss', 'losses')} and ${formatCount(done.links, 'link')} added, ${done.matched.toLocaleString('en')} were there already.${done.takenOut > 0 ? ` ${formatCount(done.takenOut, 'message')} taken out of ${done.takenOut === 1 ? 'its' : 'their'} mailbox as evidence.` : ''} The import can be undone.`,
      );
    if (done.refused.length > 0)
      toast(
        done.refused
          .slice(0, 3)
          .map(({ title, message }) => `${revealHidden(title)}: ${message}`)
          .join('\n') +
          (done.refused.length > 3
            ? `\nand ${(done.refused.length - 3).toLocaleString('en')} more: the import lists them.`
            : ''),
        'warn',
      );
  };
  const accept = review.decide((ids) => acceptThese({ ids }));
  const total = source.total ?? 0;
  const acceptAll = async () => {
    const reason = await confirm({
      title: `Accept ${formatCount(total, 'complaint')}?`,
      body: 'Every complaint the list shows becomes records of the case, with your changes, each resting on the line it comes from. It is one import: one undo takes all of it back, now or later under Imports.',
      confirm: `Accept ${total.toLocaleString('en')}`,
    });
    if (reason === null || busy) return;
    setAcceptingAll(true);
    await acceptThese({ all: order.search ? { search: order.search } : {} })
      .then(ticks.clear)
      .catch(toastError)
      .finally(() => setAcceptingAll(false));
  };
  const decide = (next: 'open' | 'rejected') =>
    review.decide(async (ids) => {
      await call('proposal.decide', { caseId, ids, state: next });
    });
  useCommands([
    {
      id: 'review.accept',
      title: 'Accept the selected',
      group: 'Review',
      shortcut: 'a',
      run: () => state === 'open' && accept(),
    },
    {
      id: 'review.reject',
      title: 'Reject the selected',
      group: 'Review',
      shortcut: 'r',
      run: () => state !== 'accepted' && decide('rejected')(),
    },
  ]);
  const cannot = state !== 'open' || !isChosen || busy;
  return (
    <ListPage
      title="Review"
      views={views}
      error={source.error}
      tools={
        <>
          <Choice
            aria-label="State"
            w={130}
            words={states}
            value={state}
            onChange={(next) => {
              setState(next);
              ticks.clear();
            }}
          />
          <SearchBox label="Search proposals" value={list.search} onChange={list.setSearch} />
        </>
      }
      above={
        <div className="review-bar">
          <Decision icon={IconCheck} shortcut="A" first disabled={cannot} onDecide={accept}>
            Accept{ticks.ids.size > 0 ? ` ${ticks.ids.size}` : ''}
          </Decision>
          <Decision icon={IconX} shortcut="R" disabled={cannot} onDecide={decide('rejected')}>
            Reject
          </Decision>
          {state === 'rejected' && (
            <Button size="xs" variant="default" disabled={!isChosen || busy} onClick={decide('open')}>
              Open again
            </Button>
          )}
          <div className="spread" />
          <ReviewKeys />
          {state === 'open' && total > 1 && (
            <AcceptAll disabled={busy} onAccept={acceptAll}>
              Accept all {total.toLocaleString('en')}…
            </AcceptAll>
          )}
        </div>
      }
      side={
        selectedId && (
          <ProposalDetail key={selectedId} caseId={caseId} id={selectedId} onClose={() => select(null)} />
        )
      }
    >
      <RecordTable
        label={listName}
        columns={selectedId ? narrow : columns}
        source={source}
        list={list}
        selectedId={selectedId}
        onSelect={select}
        ticks={ticks}
        empty={
          <Empty icon={IconListCheck} title={state === 'open' ? 'No proposals to review' : 'None here'}>
            What complaints tell – who lost how much, who called from where, where the money went – is listed
            here with the line it comes from. Nothing is added before you accept it.
          </Empty>
        }
      />
    </ListPage>
  );
}
