import './evidence.css';
import { Button, Menu } from '@mantine/core';
import {
  IconChevronDown,
  IconEyeOff,
  IconFilePlus,
  IconFiles,
  IconFilesOff,
  IconFolderPlus,
  IconPaperclip,
  IconShieldCheck,
} from '@tabler/icons-react';
import { useState } from 'react';
import { startJob } from '../app/client.ts';
import { ListPage } from '../app/list-page.tsx';
import { casePath, go, replacePlace, usePlace, useSelection } from '../app/places.ts';
import { type RowOf, useCall, useListState, useRows } from '../app/queries.ts';
import { RecordTable } from '../app/record-table.tsx';
import { toastError } from '../app/toasts.tsx';
import { useCommands } from '../app/use-commands.ts';
import { MarkingBadge } from '../fields/marking.tsx';
import { ReadingStrip } from '../reading/reading-strip.tsx';
import { Empty } from '../ui/empty.tsx';
import { FileDrop } from '../ui/file-drop.tsx';
import { formatBytes, formatCount, formatInstant } from '../ui/format.ts';
import { IconToggle } from '../ui/icon-toggle.tsx';
import { SearchBox } from '../ui/search-box.tsx';
import type { Column } from '../ui/table/data-table.tsx';
import { useTicks } from '../ui/table/use-ticks.ts';
import { Batches } from './batches.tsx';
import { EvidenceDetail } from './evidence-detail.tsx';
import { IntakeDialog } from './intake-dialog.tsx';
import { LeftOutDialog } from './left-out-dialog.tsx';
import { typeWords } from './type-words.ts';
import { VerifyStrip } from './verify-strip.tsx';

type Row = RowOf<'evidence.list'>;

function CheckPill({ row }: { row: Row }) {
  if (row.check === 'failed') return <span className="pill bad">Failed</span>;
  if (row.check === 'ok') {
    return (
      <span className="pill good" title={`Verified ${formatInstant(row.checkedAt)} UTC`}>
        Verified
      </span>
    );
  }
  return <span className="dim">Not yet</span>;
}

/** What was taken out of another piece stands behind a mark that says of which; what holds others says how many. */
function NameCell({ row }: { row: Row }) {
  const held = row.children.shown;
  return (
    <span className="evidence-name">
      {row.parent && <span className="mark">↳ {row.parent.exhibit}</span>}
      {row.copyOf && (
        <span className="mark" title={`The same content as ${row.copyOf.exhibit}`}>
          = {row.copyOf.exhibit}
        </span>
      )}
      <bdi title={row.path}>{row.name}</bdi>
      {held > 0 && (
        <span className="mark" title={`${formatCount(held, 'piece')} taken out of it`}>
          <IconPaperclip size={11} aria-hidden /> {held.toLocaleString('en')}
        </span>
      )}
    </span>
  );
}

const columns: Column<Row>[] = [
  {
    key: 'number',
    header: 'Exhibit',
    width: '76px',
    sort: 'number',
    cell: (row) => <span className="mono">{row.exhibit}</span>,
  },
  {
    key: 'name',
    header: 'Name',
    width: 'minmax(180px, 2.4fr)',
    sort: 'name',
    cell: (row) => <NameCell row={row} />,
  },
  {
    key: 'description',
    header: 'Description',
    width: 'minmax(100px, 1.6fr)',
    cell: (row) => <bdi>{row.description}</bdi>,
  },
  {
    key: 'type',
    header: 'Type',
    width: 'minmax(90px, 0.9fr)',
    sort: 'mediaType',
    cell: (row) => (
      <span className="dim" title={[row.mediaType, row.mediaTypeNote].filter(Boolean).join('\n')}>
        {row.mediaTypeNote ? '⚠ ' : ''}
        {typeWords(row.mediaType)}
      </span>
    ),
  },
  {
    key: 'size',
    header: 'Size',
    width: '80px',
    align: 'number',
    sort: 'sizeBytes',
    cell: (row) => formatBytes(row.sizeBytes),
  },
  {
    key: 'acquired',
    header: 'Acquired (UTC)',
    width: '134px',
    sort: 'acquiredAt',
    cell: (row) => formatInstant(row.acquiredAt),
  },
  {
    key: 'sha256',
    header: 'SHA-256',
    width: '98px',
    cell: (row) => <span className="mono dim">{row.sha256.slice(0, 10)}…</span>,
  },
  {
    key: 'marking',
    header: 'Marking',
    width: '136px',
    cell: (row) => <MarkingBadge marking={row.marking} />,
  },
  { key: 'check', header: 'Check', width: '84px', sort: 'checkedAt', cell: (row) => <CheckPill row={row} /> },
];
const narrow = columns.filter(
  (column) => !['description', 'acquired', 'sha256', 'marking'].includes(column.key),
);

/** The evidence of a case: taken in by drop or dialog, looked at, verified, exported. */
export function EvidencePage({ caseId }: { caseId: string }) {
  const { search: address } = usePlace();
  const within = typeof address.within === 'string' ? address.within : null;
  const [selectedId, selectOfAll] = useSelection(caseId, 'evidence');
  const select = within
    ? (id: string | null) => replacePlace(casePath(caseId, 'evidence', { within, ...(id ? { id } : {}) }))
    : selectOfAll;
  const list = useListState('number');
  const [originals, setOriginals] = useState(false);
  const source = useRows('evidence.list', {
    caseId,
    ...list.input,
    ...(within ? { parentId: within } : {}),
    ...(originals && !within ? { originals } : {}),
  });
  const lastWithout = useCall('evidence.batches', { caseId }).data?.batches.find(
    ({ leftOut }) => leftOut > 0,
  );
  const [leftOutOf, setLeftOutOf] = useState<string | null>(null);
  const [paths, setPaths] = useState<string[] | null>(null);
  const ticks = useTicks();
  const [verifyJob, setVerifyJob] = useState<string | null>(null);
  const pickFiles = () =>
    void window.proffer
      .openFiles({ title: 'Take in files' })
      .then((files) => files.length && setPaths(files))
      .catch(toastError);
  const pickFolder = () =>
    void window.proffer
      .openFolder({ title: 'Take in a folder' })
      .then((folder) => folder && setPaths([folder]))
      .catch(toastError);
  const verify = (ids?: string[]) =>
    void startJob('evidence.verify', { caseId, ...(ids ? { ids } : {}) }).then(setVerifyJob, toastError);
  useCommands([
    {
      id: 'evidence.files',
      title: 'Take in files',
      group: 'Evidence',
      shortcut: 'Mod+N',
      keywords: 'add intake',
      run: pickFiles,
    },
    {
      id: 'evidence.folder',
      title: 'Take in a folder',
      group: 'Evidence',
      keywords: 'add intake',
      run: pickFolder,
    },
    {
      id: 'evidence.verify',
      title: 'Verify all evidence',
      group: 'Evidence',
      keywords: 'check hash',
      run: () => verify(),
    },
  ]);
  const addButtons = (
    <>
      <Button leftSection={<IconFilePlus size={15} />} onClick={pickFiles}>
        Add files
      </Button>
      <Button variant="default" leftSection={<IconFolderPlus size={15} />} onClick={pickFolder}>
        Add folder
      </Button>
    </>
  );
  return (
    <FileDrop label="Take these in as evidence" onPaths={setPaths}>
      <ListPage
        title="Evidence"
        total={source.total}
        error={source.error}
        tools={
          <>
            <IconToggle
              icon={IconPaperclip}
              label="Only what was taken in, without attachments and the like"
              on={originals}
              onChange={setOriginals}
            />
            <IconToggle icon={IconEyeOff} label="Show hidden" on={list.hidden} onChange={list.setHidden} />
            {lastWithout && (
              <IconToggle
                icon={IconFilesOff}
                label="Files left out, as the case has them"
                on={leftOutOf !== null}
                onChange={() => setLeftOutOf(lastWithout.id)}
              />
            )}
            <SearchBox label="Search evidence" value={list.search} onChange={list.setSearch} />
            <Menu position="bottom-end">
              <Menu.Target>
                <Button
                  variant="default"
                  leftSection={<IconShieldCheck size={15} />}
                  rightSection={<IconChevronDown size={13} />}
                >
                  Verify
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item onClick={() => verify()}>All evidence</Menu.Item>
                <Menu.Item disabled={ticks.ids.size === 0} onClick={() => verify([...ticks.ids])}>
                  Ticked ({ticks.ids.size})
                </Menu.Item>
              </Menu.Dropdown>
            </Menu>
            {addButtons}
          </>
        }
        above={
          <>
            <Batches caseId={caseId} />
            <ReadingStrip caseId={caseId} />
            <VerifyStrip jobId={verifyJob} onClose={() => setVerifyJob(null)} />
            {within && <Within id={within} onClose={() => go(casePath(caseId, 'evidence'))} />}
            {ticks.ids.size > 0 && (
              <div className="selection-bar">
                <span className="spread">{ticks.ids.size} ticked</span>
                <Button variant="default" size="compact-xs" onClick={() => verify([...ticks.ids])}>
                  Verify ticked
                </Button>
                <Button variant="default" size="compact-xs" onClick={ticks.clear}>
                  Clear
                </Button>
              </div>
            )}
          </>
        }
        side={
          selectedId && (
            <EvidenceDetail
              key={selectedId}
              id={selectedId}
              onClose={() => select(null)}
              onVerify={(id) => verify([id])}
            />
          )
        }
      >
        <RecordTable
          label="Evidence"
          columns={selectedId ? narrow : columns}
          source={source}
          list={list}
          selectedId={selectedId}
          onSelect={select}
          ticks={ticks}
          empty={
            list.search ? (
              <Empty icon={IconFiles} title="No evidence matches">
                Nothing in names, paths or descriptions fits “{list.search}”.
              </Empty>
            ) : (
              <Empty icon={IconFiles} title="No evidence yet" actions={addButtons}>
                Drop files or folders anywhere on this page. Each is hashed and encrypted as it is read; the
                originals stay where they are.
              </Empty>
            )
          }
        />
        <IntakeDialog caseId={caseId} paths={paths} onClose={() => setPaths(null)} />
        <LeftOutDialog caseId={caseId} batchId={leftOutOf} onClose={() => setLeftOutOf(null)} />
      </ListPage>
    </FileDrop>
  );
}

/** Of which piece the list shows what was taken out, and the way back to all. */
function Within({ id, onClose }: { id: string; onClose(): void }) {
  const { data } = useCall('evidence.get', { id });
  return (
    <div className="selection-bar">
      <span className="spread">
        Taken out of {data && <span className="mono">{data.exhibit}</span>} <bdi>{data?.name}</bdi>
      </span>
      <Button variant="default" size="compact-xs" onClick={onClose}>
        Show all evidence
      </Button>
    </div>
  );
}
