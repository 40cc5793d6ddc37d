import './search.css';
import { Button, CloseButton, SegmentedControl, TextInput } from '@mantine/core';
import { IconRefresh, IconSearch } from '@tabler/icons-react';
import { Fragment, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { startJob } from '../app/client.ts';
import { ErrorNotice } from '../app/error-notice.tsx';
import { lastCase, replacePlace, usePlace } from '../app/places.ts';
import { useCall } from '../app/queries.ts';
import { toast, toastError } from '../app/toasts.tsx';
import { useCommands } from '../app/use-commands.ts';
import { HitIcon } from '../fields/hit-icon.tsx';
import { type Hit, type HitKind, hitKindWords, pathOfHit, wordsOfHit } from '../fields/hit-words.ts';
import { MarkedText } from '../fields/marked-text.tsx';
import { Empty } from '../ui/empty.tsx';
import { formatDay } from '../ui/format.ts';
import { Notice } from '../ui/notice.tsx';
import { useStore } from '../ui/store.ts';

const pageSize = 50;

const searchPath = (state: Record<string, string>): string =>
  `/search?${new URLSearchParams(Object.entries(state).filter(([, value]) => value !== ''))}`;

/** Text of the address; numbers and the like are read from it as other types. */
const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : value === undefined ? '' : String(value);

/** Everything in every case, or in one, by words, phrases, filters or an identifier in any written form. */
export function SearchPage() {
  const { search: address } = usePlace();
  const [text, setText] = useState(textOf(address.q));
  const [kind, setKind] = useState<HitKind | null>((textOf(address.kind) || null) as HitKind | null);
  const [scope, setScope] = useState(textOf(address.in));
  const [offset, setOffset] = useState(0);
  const last = useStore(lastCase);
  const within = scope || last;
  const asked = useLate(text);
  useEffect(() => {
    replacePlace(searchPath({ q: asked, kind: kind ?? '', in: scope }));
  }, [asked, kind, scope]);
  const input = { text: asked, asTyped: true, ...(scope ? { caseId: scope } : {}) };
  const enabled = asked.trim() !== '';
  const all = useCall(
    'search.find',
    { ...input, limit: pageSize, offset: kind ? 0 : offset },
    { enabled, keepPrevious: true },
  );
  const some = useCall(
    'search.find',
    { ...input, limit: pageSize, offset, kinds: kind ? [kind] : [] },
    { enabled: enabled && kind !== null, keepPrevious: true },
  );
  const answer = kind ? some : all;
  const shown = enabled ? answer.data : undefined;
  const restart =
    <T,>(set: (value: T) => void) =>
    (value: T) => {
      setOffset(0);
      set(value);
    };
  useCommands([
    {
      id: 'search.rebuild',
      title: 'Rebuild the search index',
      group: 'Search',
      run: () =>
        void startJob('search.rebuild', {}).then(
          () => toast('The index is being rebuilt.', 'info'),
          toastError,
        ),
    },
  ]);
  return (
    <div className="page">
      <header className="page-head">
        <h1>Search</h1>
        <TextInput
          className="search-box"
          type="search"
          aria-label="Search everything"
          placeholder="Words, “a phrase”, a number, an address in any form"
          data-search-box
          autoFocus
          value={text}
          leftSection={<IconSearch size={14} aria-hidden />}
          rightSection={
            text ? (
              <CloseButton size="xs" aria-label="Clear search" onClick={() => restart(setText)('')} />
            ) : null
          }
          onChange={(event) => restart(setText)(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'ArrowDown') return;
            event.preventDefault();
            document.querySelector<HTMLElement>('.search-hit')?.focus();
          }}
        />
        {within && (
          <SegmentedControl
            aria-label="Where to search"
            size="xs"
            value={scope ? 'case' : 'all'}
            onChange={(value) => restart(setScope)(value === 'case' ? within : '')}
            data={[
              { value: 'all', label: 'All cases' },
              { value: 'case', label: 'This case' },
            ]}
          />
        )}
      </header>
      {enabled && all.data && all.data.total > 0 && (
        <KindChoice
          counts={all.data.counts}
          total={all.data.total}
          exact={all.data.totalExact}
          value={kind}
          onChange={restart(setKind)}
        />
      )}
      <ErrorNotice error={answer.error} onRetry={() => void answer.refetch()} />
      {shown && <Notes answer={shown} />}
      {!enabled && <Help />}
      {shown && shown.hits.length === 0 && (
        <Empty icon={IconSearch} title="Nothing was found">
          Fewer words, the beginning of one with a star, or all cases instead of one.
        </Empty>
      )}
      {shown && shown.hits.length > 0 && (
        <>
          <Hits hits={shown.hits} inCase={scope !== ''} />
          <div className="search-more">
            <span className="dim small spread">
              {(offset + 1).toLocaleString('en')} to {(offset + shown.hits.length).toLocaleString('en')} of{' '}
              {shown.totalExact ? '' : 'more than '}
              {shown.total.toLocaleString('en')}
              {shown.order === 'newest' && ', the newest first: too many to weigh them'}
            </span>
            <Button
              variant="default"
              size="compact-sm"
              disabled={offset === 0}
              onClick={() => setOffset(Math.max(0, offset - pageSize))}
            >
              Before
            </Button>
            <Button
              variant="default"
              size="compact-sm"
              disabled={offset + shown.hits.length >= shown.total}
              onClick={() => setOffset(offset + pageSize)}
            >
              Next
            </Button>
          </div>
        </>
      )}
    </div>
  );
}

/** What was typed, a moment behind the keys. */
function useLate(text: string): string {
  const [late, setLate] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setLate(text), 160);
    return () => clearTimeout(timer);
  }, [text]);
  return late;
}

function KindChoice(props: {
  counts: { kind: HitKind; count: number }[];
  total: number;
  exact: boolean;
  value: HitKind | null;
  onChange(kind: HitKind | null): void;
}) {
  const number = (count: number) => `${count.toLocaleString('en')}${props.exact ? '' : '+'}`;
  return (
    <fieldset className="search-kinds" aria-label="Kinds of hits">
      <button
        type="button"
        className="search-kind"
        aria-pressed={props.value === null}
        onClick={() => props.onChange(null)}
      >
        All<span className="count">{number(props.total)}</span>
      </button>
      {props.counts.map(({ kind, count }) => (
        <button
          key={kind}
          type="button"
          className="search-kind"
          aria-pressed={props.value === kind}
          onClick={() => props.onChange(props.value === kind ? null : kind)}
        >
          {hitKindWords[kind]}
          <span className="count">{number(count)}</span>
        </button>
      ))}
    </fieldset>
  );
}

function Notes({
  answer,
}: {
  answer: { problems: string[]; identifiers: { kind: string; display: string }[]; pending: number };
}) {
  if (answer.problems.length + answer.identifiers.length === 0 && answer.pending === 0) return null;
  return (
    <div className="search-notes">
      {answer.identifiers.length > 0 && (
        <span className="small dim">
          Read as{' '}
          <bdi className="mono">
            {[...new Set(answer.identifiers.map(({ display }) => display))].join(' · ')}
          </bdi>
          , whatever the form it is written in
        </span>
      )}
      {answer.problems.map((problem) => (
        <Notice key={problem} tone="warn">
          {problem}
        </Notice>
      ))}
      {answer.pending > 0 && (
        <Notice tone="info">
          <IconRefresh size={13} aria-hidden /> {answer.pending.toLocaleString('en')} records are still being
          indexed; they are not among the hits yet.
        </Notice>
      )}
    </div>
  );
}

function Hits({ hits, inCase }: { hits: Hit[]; inCase: boolean }) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (hits.length > 0) list.current?.scrollTo({ top: 0 });
  }, [hits]);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const links = [...(list.current?.querySelectorAll<HTMLElement>('.search-hit') ?? [])];
    const next = links.indexOf(document.activeElement as HTMLElement) + step;
    if (next < 0) document.querySelector<HTMLElement>('[data-search-box]')?.focus();
    else links[next]?.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the links inside hold the focus; the keys move it between them
    <div className="search-hits" ref={list} onKeyDown={onKeyDown}>
      {hits.map((hit) => (
        <a key={`${hit.id}:${hit.place?.page ?? ''}`} className="search-hit" href={`#${pathOfHit(hit)}`}>
          <HitIcon hit={hit} />
          <span className="search-hit-title">
            <MarkedText {...hit.title} />
          </span>
          <span className="search-hit-facts">
            {hit.exact && <span className="pill accent">Same identifier</span>}
            {hit.copies > 0 && <span>+{hit.copies} with this content</span>}
            {hit.at !== null && <span>{formatDay(hit.at)}</span>}
            <span>{wordsOfHit(hit)}</span>
            {!inCase && hit.kind !== 'case' && <span className="mono">{hit.caseReference}</span>}
          </span>
          {hit.snippet && (
            <span className="search-hit-snippet">
              <MarkedText {...hit.snippet} />
            </span>
          )}
        </a>
      ))}
    </div>
  );
}

const examples: [string, string][] = [
  ['refund anydesk', 'both words, anywhere in a record'],
  ['"read me the code"', 'these words in this order'],
  ['teamv*', 'words that begin like this'],
  ['anydesk OR teamviewer -invoice', 'either word, without the other'],
  ['0091-22-6555 0199', 'a number, account, wallet or address in any written form, defanged too'],
  ['kind:phone country:IN role:suspect', 'filters: kind, case, role, country, marking'],
  ['payment from:2025-03 to:2025-06', 'what happened between two dates'],
  ['name:smith', 'in what a record is called'],
];

function Help() {
  return (
    <div className="page-body">
      <Empty icon={IconSearch} title="Search every case">
        People, numbers, sites, events, losses, notes, file names, and the text of all evidence.
      </Empty>
      <dl className="search-help">
        {examples.map(([query, meaning]) => (
          <Fragment key={query}>
            <dt className="mono">{query}</dt>
            <dd>{meaning}</dd>
          </Fragment>
        ))}
      </dl>
    </div>
  );
}
