import { Button, Select } from '@mantine/core';
import {
  IconBan,
  IconCheck,
  IconClipboardPlus,
  IconEyeSearch,
  IconFilterOff,
  IconX,
} from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { entityRoles } from '../../shared/domain/kinds.ts';
import { type ObservableKind, observableKinds } from '../../shared/domain/observables/observable.ts';
import { call } from '../app/client.ts';
import { ListPage } from '../app/list-page.tsx';
import { useSelection } from '../app/places.ts';
import { useListState, useRows } from '../app/queries.ts';
import { RecordTable } from '../app/record-table.tsx';
import { toastError } from '../app/toasts.tsx';
import { useCommands } from '../app/use-commands.ts';
import { Choice } from '../fields/choice.tsx';
import { choicesOf } from '../fields/choices.ts';
import { KindsFilter } from '../fields/kinds-filter.tsx';
import { OwnContacts } from '../fields/own-contacts.tsx';
import { Empty } from '../ui/empty.tsx';
import { SearchBox } from '../ui/search-box.tsx';
import { acceptAllSure } from './accept-all.tsx';
import { type AcceptedRole, acceptFinds, byKind } from './accept-observables.ts';
import { columns, narrow } from './observable-columns.tsx';
import { ObservableDetail } from './observable-detail.tsx';
import { PasteDialog } from './paste-dialog.tsx';
import { AcceptAll, Decision, ReviewKeys } from './review-bar.tsx';
import { RulesDialog } from './rules-dialog.tsx';
import { useReviewList } from './use-review-list.ts';

type Decided = 'open' | 'rejected' | 'ignored';

const listName = 'Found in evidence';
const states = { open: 'Open', accepted: 'Accepted', rejected: 'Rejected', ignored: 'Passed over' } as const;
type State = keyof typeof states;

/** Everything found in the evidence of a case, each thing once, until a person has said what becomes of it. */
export function ObservablesView({ caseId, views }: { caseId: string; views: ReactNode }) {
  const [selectedId, select] = useSelection(caseId, 'review');
  const { hidden: _hidden, ...list } = useListState('kind');
  const [state, setState] = useState<State>('open');
  const [kinds, setKinds] = useState<string[]>([]);
  const [role, setRole] = useState<AcceptedRole>(byKind);
  const [dialog, setDialog] = useState<'paste' | 'rules' | null>(null);
  const [acceptingAll, setAcceptingAll] = useState(false);
  const { hidden: _without, ...order } = list.input;
  const selection = {
    states: [state],
    ...(kinds.length > 0 ? { kinds: kinds as ObservableKind[] } : {}),
    ...(order.search ? { search: order.search } : {}),
  };
  const source = useRows('observable.list', { caseId, ...order, ...selection });
  const review = useReviewList({ label: listName, one: 'find' }, source, [selectedId, select]);
  const busy = review.busy || acceptingAll;
  const rows = () => Array.from({ length: Math.min(source.total ?? 0, 600) }, (_, at) => source.row(at));
  const rowOf = (id: string) => rows().find((row) => row?.id === id) ?? null;

  const decide = (next: Decided) =>
    review.decide(async (ids) => {
      await call('observable.decide', { caseId, ids, state: next });
    });
  const acceptChosen = review.decide((ids) => acceptFinds(caseId, role, { ids }));
  const acceptAll = async () => {
    if (busy) return;
    setAcceptingAll(true);
    await acceptAllSure(caseId, role, selection)
      .then((done) => done && review.ticks.clear(), toastError)
      .finally(() => setAcceptingAll(false));
  };
  const isOpen = state !== 'accepted';
  const cannot = !isOpen || !review.isChosen || busy;

  useCommands([
    {
      id: 'review.accept',
      title: 'Accept the selected',
      group: 'Review',
      shortcut: 'a',
      run: () => isOpen && acceptChosen(),
    },
    {
      id: 'review.reject',
      title: 'Reject the selected',
      group: 'Review',
      shortcut: 'r',
      run: decide('rejected'),
    },
    {
      id: 'review.ignore',
      title: 'Pass the selected over',
      group: 'Review',
      shortcut: 'i',
      run: decide('ignored'),
    },
    {
      id: 'review.paste',
      title: 'Paste a list',
      group: 'Review',
      shortcut: 'p',
      run: () => setDialog('paste'),
    },
  ]);

  const filtered = order.search !== undefined || kinds.length > 0;
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
              review.ticks.clear();
            }}
          />
          <KindsFilter
            label="Kinds of finds"
            all="All kinds"
            words={observableKinds}
            width={180}
            value={kinds}
            onChange={setKinds}
          />
          <SearchBox label="Search finds" value={list.search} onChange={list.setSearch} />
          <Button leftSection={<IconClipboardPlus size={15} />} onClick={() => setDialog('paste')}>
            Paste a list
          </Button>
        </>
      }
      above={
        <>
          <div className="review-bar">
            <Decision icon={IconCheck} shortcut="A" first disabled={cannot} onDecide={acceptChosen}>
              Accept{review.ticks.ids.size > 0 ? ` ${review.ticks.ids.size}` : ''}
            </Decision>
            <Select
              aria-label="Role of what is accepted"
              size="xs"
              w={190}
              allowDeselect={false}
              data={[{ value: byKind, label: 'Role by kind' }, ...choicesOf(entityRoles)]}
              value={role}
              onChange={(value) => setRole((value ?? byKind) as AcceptedRole)}
            />
            <Decision icon={IconX} shortcut="R" disabled={cannot} onDecide={decide('rejected')}>
              Reject
            </Decision>
            <Decision icon={IconBan} shortcut="I" disabled={cannot} onDecide={decide('ignored')}>
              Pass over
            </Decision>
            {(state === 'rejected' || state === 'ignored') && (
              <Button
                size="xs"
                variant="default"
                disabled={!review.isChosen || busy}
                onClick={decide('open')}
              >
                Open again
              </Button>
            )}
            {state === 'open' && (source.total ?? 0) > 1 && (
              <AcceptAll disabled={busy} onAccept={acceptAll}>
                Accept all…
              </AcceptAll>
            )}
            <div className="spread" />
            <Button
              size="xs"
              variant="subtle"
              leftSection={<IconFilterOff size={14} />}
              onClick={() => setDialog('rules')}
            >
              Passed over…
            </Button>
            <ReviewKeys />
          </div>
          <div className="review-notice">
            <OwnContacts caseId={caseId} />
          </div>
        </>
      }
      side={
        selectedId && (
          <ObservableDetail
            key={selectedId}
            caseId={caseId}
            row={rowOf(selectedId)}
            id={selectedId}
            onClose={() => select(null)}
          />
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
        ticks={review.ticks}
        empty={
          filtered || state !== 'open' ? (
            <Empty icon={IconEyeSearch} title="Nothing matches">
              Remove a filter or look at another state.
            </Empty>
          ) : (
            <Empty
              icon={IconEyeSearch}
              title="Nothing to review"
              actions={<Button onClick={() => setDialog('paste')}>Paste a list</Button>}
            >
              Sites, numbers, addresses, wallets and accounts found in evidence are listed here. None becomes
              a record before you accept it.
            </Empty>
          )
        }
      />
      <PasteDialog caseId={caseId} opened={dialog === 'paste'} onClose={() => setDialog(null)} />
      <RulesDialog caseId={caseId} opened={dialog === 'rules'} onClose={() => setDialog(null)} />
    </ListPage>
  );
}
