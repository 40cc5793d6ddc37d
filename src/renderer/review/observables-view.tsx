import { Button, MultiSelect, Select } from '@mantine/core';
import {
  IconBan,
  IconCheck,
  IconClipboardPlus,
  IconEyeSearch,
  IconFilterOff,
  IconX,
} from '@tabler/icons-react';
import { type ReactNode, useCallback, useState } from 'react';
import type { Input } from '../../shared/contract/index.ts';
import { type EntityRole, entityRoles } from '../../shared/domain/kinds.ts';
import {
  entityKindOf,
  type ObservableKind,
  observableKinds,
} from '../../shared/domain/observables/observable.ts';
import { call, runJob } from '../app/client.ts';
import { confirm } from '../app/confirm.tsx';
import { ErrorNotice } from '../app/error-notice.tsx';
import { casePath, replacePlace, usePlace } from '../app/places.ts';
import { type RowOf, useListState, useRows } from '../app/queries.ts';
import { toast, toastError } from '../app/toasts.tsx';
import { useCommands } from '../app/use-commands.ts';
import { choicesOf, labelOf } from '../fields/choices.ts';
import { EntityName } from '../fields/entity-kind.tsx';
import { Empty } from '../ui/empty.tsx';
import { SearchBox } from '../ui/search-box.tsx';
import { type Column, DataTable } from '../ui/table/data-table.tsx';
import { moveInList, neighbourOf, useNextOnLeave } from './list-keys.ts';
import { ObservableDetail } from './observable-detail.tsx';
import { PasteDialog } from './paste-dialog.tsx';
import { RulesDialog } from './rules-dialog.tsx';
import { useDecisions } from './use-decisions.ts';

type Row = RowOf<'observable.list'>;
type Decided = 'open' | 'rejected' | 'ignored';

const listName = 'Found in evidence';
const states = { open: 'Open', accepted: 'Accepted', rejected: 'Rejected', ignored: 'Passed over' } as const;
type State = keyof typeof states;
const guessed = 'by kind';

/** Money goes to accounts and wallets; everything else found beside it serves the scheme. */
const roleOf = (kind: ObservableKind): EntityRole =>
  kind === 'bank-account' || kind === 'wallet' ? 'payment-destination' : 'scam-infrastructure';

const columns: Column<Row>[] = [
  {
    key: 'display',
    header: 'Found',
    width: 'minmax(200px, 2.4fr)',
    sort: 'display',
    cell: (row) => {
      const kind = entityKindOf(row.kind);
      return kind ? (
        <EntityName kind={kind} display={row.display} />
      ) : (
        <bdi className="truncate mono">{row.display}</bdi>
      );
    },
  },
  {
    key: 'kind',
    header: 'Kind',
    width: '132px',
    sort: 'kind',
    cell: (row) => labelOf(observableKinds, row.kind),
  },
  {
    key: 'form',
    header: 'Form',
    width: '96px',
    cell: (row) =>
      row.checked === 'invalid' ? (
        <span className="pill bad" title={row.problems.join('\n')}>
          Invalid
        </span>
      ) : row.checked === 'valid' ? (
        <span className="pill good">Valid</span>
      ) : (
        <span className="dim">Unchecked</span>
      ),
  },
  { key: 'count', header: 'Places', width: '76px', align: 'number', sort: 'count', cell: (row) => row.count },
  {
    key: 'evidence',
    header: 'Evidence',
    width: '84px',
    align: 'number',
    sort: 'evidenceCount',
    cell: (row) => row.evidenceCount,
  },
  {
    key: 'first',
    header: 'First in',
    width: 'minmax(140px, 1.2fr)',
    cell: (row) => <bdi className="truncate dim">{row.first.name}</bdi>,
  },
];
const narrow = columns.filter(({ key }) => ['display', 'kind', 'count'].includes(key));

/** Everything found in the evidence of a case, each thing once, until a person has said what becomes of it. */
export function ObservablesView({ caseId, views }: { caseId: string; views: ReactNode }) {
  const { id: selectedId } = usePlace();
  const { hidden: _hidden, ...list } = useListState('kind');
  const [state, setState] = useState<State>('open');
  const [kinds, setKinds] = useState<string[]>([]);
  const [role, setRole] = useState<string>(guessed);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [dialog, setDialog] = useState<'paste' | 'rules' | null>(null);
  const [acceptingAll, setAcceptingAll] = useState(false);
  const { hidden: _without, ...order } = list.input;
  const selection = {
    states: [state],
    ...(kinds.length > 0 ? { kinds: kinds as ObservableKind[] } : {}),
    ...(order.search ? { search: order.search } : {}),
  };
  const source = useRows('observable.list', { caseId, ...order, ...selection });
  const select = useCallback(
    (id: string | null) => replacePlace(casePath(caseId, 'review', id ? { id } : {})),
    [caseId],
  );
  useNextOnLeave(source, selectedId, select);

  const rows = () => Array.from({ length: Math.min(source.total ?? 0, 600) }, (_, at) => source.row(at));
  const chosen = (): string[] => (ticked.size > 0 ? [...ticked] : selectedId ? [selectedId] : []);

  async function accept(
    target: Pick<Input<'observable.accept'>, 'ids' | 'all'>,
    kindsOfTarget: ObservableKind[],
  ) {
    const roles = role === guessed ? [...new Set(kindsOfTarget.map(roleOf))] : [role as EntityRole];
    // One bulk acceptance has one role: finds whose kinds want different ones are accepted kind by kind.
    const parts =
      role === guessed && roles.length > 1 && target.all
        ? roles.map((one) => ({
            all: { ...target.all, kinds: kindsOfTarget.filter((kind) => roleOf(kind) === one) },
            roles: [one],
          }))
        : role === guessed && roles.length > 1 && target.ids
          ? roles.map((one) => ({
              ids: target.ids!.filter(
                (id) => roleOf(rows().find((row) => row?.id === id)?.kind ?? 'domain') === one,
              ),
              roles: [one],
            }))
          : [{ ...target, roles }];
    let done = 0;
    const refused: string[] = [];
    for (const part of parts) {
      const result = await runJob('observable.accept', { caseId, ...part });
      done += result.added + result.matched + result.unsure;
      refused.push(...result.refused.map(({ display, message }) => `${display}: ${message}`));
    }
    setTicked(new Set());
    if (done > 0)
      toast(
        done === 1
          ? 'Accepted. The import can be undone.'
          : `${done.toLocaleString('en')} accepted. The import can be undone.`,
      );
    if (refused.length > 0)
      toast(
        refused.slice(0, 3).join('\n') + (refused.length > 3 ? `\nand ${refused.length - 3} more.` : ''),
        'warn',
      );
  }

  const decisions = useDecisions(chosen, () => {
    if (ticked.size > 0 || !selectedId) return;
    const next = neighbourOf(source, selectedId);
    if (next) select(next);
  });
  const busy = decisions.busy || acceptingAll;
  const decide = (next: Decided) =>
    decisions.decide(async (ids) => {
      await call('observable.decide', { caseId, ids, state: next });
      setTicked(new Set());
    });
  const acceptChosen = decisions.decide(async (ids) => {
    const kindsOfIds = ids.flatMap((id) => rows().find((row) => row?.id === id)?.kind ?? []);
    await accept({ ids }, kindsOfIds);
  });
  const acceptAll = async () => {
    const total = source.total ?? 0;
    const reason = await confirm({
      title: `Accept all ${total.toLocaleString('en')}?`,
      body: 'Everything the list shows becomes a record of the case, resting on the evidence it stands in. It is one import for each role, and can be undone.',
      confirm: 'Accept all',
    });
    if (reason === null || busy) return;
    setAcceptingAll(true);
    const every = (
      kinds.length > 0 ? kinds : Object.keys(observableKinds).filter((kind) => kind !== 'hash')
    ) as ObservableKind[];
    await accept({ all: { ...selection, kinds: every } }, every)
      .catch(toastError)
      .finally(() => setAcceptingAll(false));
  };
  const isOpen = state !== 'accepted';
  const isChosen = ticked.size > 0 || selectedId !== null;

  useCommands([
    {
      id: 'review.next',
      title: 'Next find',
      group: 'Review',
      shortcut: 'j',
      quiet: true,
      run: () => moveInList(listName, 'ArrowDown'),
    },
    {
      id: 'review.previous',
      title: 'Previous find',
      group: 'Review',
      shortcut: 'k',
      quiet: true,
      run: () => moveInList(listName, 'ArrowUp'),
    },
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
        <MultiSelect
          aria-label="Kinds of finds"
          placeholder={kinds.length ? '' : 'All kinds'}
          w={180}
          clearable
          searchable
          data={choicesOf(observableKinds)}
          value={kinds}
          onChange={setKinds}
        />
        <SearchBox label="Search finds" value={list.search} onChange={list.setSearch} />
        <Button leftSection={<IconClipboardPlus size={15} />} onClick={() => setDialog('paste')}>
          Paste a list
        </Button>
      </header>
      <div className="review-bar">
        <Button
          size="xs"
          disabled={!isOpen || !isChosen || busy}
          leftSection={<IconCheck size={14} />}
          onClick={acceptChosen}
        >
          Accept{ticked.size > 0 ? ` ${ticked.size}` : ''} <kbd>A</kbd>
        </Button>
        <Select
          aria-label="Role of what is accepted"
          size="xs"
          w={190}
          allowDeselect={false}
          data={[{ value: guessed, label: 'Role by kind' }, ...choicesOf(entityRoles)]}
          value={role}
          onChange={(value) => setRole(value ?? guessed)}
        />
        <Button
          size="xs"
          variant="default"
          disabled={!isOpen || !isChosen || busy}
          leftSection={<IconX size={14} />}
          onClick={decide('rejected')}
        >
          Reject <kbd>R</kbd>
        </Button>
        <Button
          size="xs"
          variant="default"
          disabled={!isOpen || !isChosen || busy}
          leftSection={<IconBan size={14} />}
          onClick={decide('ignored')}
        >
          Pass over <kbd>I</kbd>
        </Button>
        {(state === 'rejected' || state === 'ignored') && (
          <Button size="xs" variant="default" disabled={!isChosen || busy} onClick={decide('open')}>
            Open again
          </Button>
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
        <span className="review-keys">
          next<kbd>J</kbd> previous<kbd>K</kbd> tick<kbd>Space</kbd>
        </span>
        {isOpen && (source.total ?? 0) > 1 && (
          <Button size="xs" variant="subtle" disabled={busy} onClick={() => void acceptAll()}>
            Accept all {source.total?.toLocaleString('en')}
          </Button>
        )}
      </div>
      <ErrorNotice error={source.error} />
      <div className="split">
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
              filtered || state !== 'open' ? (
                <Empty icon={IconEyeSearch} title="Nothing matches">
                  Take a filter away or look at another state.
                </Empty>
              ) : (
                <Empty
                  icon={IconEyeSearch}
                  title="Nothing waits"
                  actions={<Button onClick={() => setDialog('paste')}>Paste a list</Button>}
                >
                  Sites, numbers, addresses, wallets and accounts found in evidence are laid here. None
                  becomes a record before you accept it.
                </Empty>
              )
            }
          />
        </div>
        {selectedId && (
          <ObservableDetail
            key={selectedId}
            caseId={caseId}
            row={rows().find((row) => row?.id === selectedId) ?? null}
            id={selectedId}
            onClose={() => select(null)}
          />
        )}
      </div>
      <PasteDialog caseId={caseId} opened={dialog === 'paste'} onClose={() => setDialog(null)} />
      <RulesDialog caseId={caseId} opened={dialog === 'rules'} onClose={() => setDialog(null)} />
    </div>
  );
}
