import { Button, Modal, Select } from '@mantine/core';
import { IconFilesOff } from '@tabler/icons-react';
import { useState } from 'react';
import type { Output } from '../../shared/contract/index.ts';
import { startJob } from '../app/client.ts';
import { ErrorNotice } from '../app/error-notice.tsx';
import { casePath } from '../app/places.ts';
import { type RowOf, useCall, useListState, useRows } from '../app/queries.ts';
import { toastError } from '../app/toasts.tsx';
import { Empty } from '../ui/empty.tsx';
import { formatBytes, formatCount, formatLocal } from '../ui/format.ts';
import { SearchBox } from '../ui/search-box.tsx';
import { type Column, DataTable } from '../ui/table/data-table.tsx';
import { useTicks } from '../ui/table/use-ticks.ts';

type Batch = Output<'evidence.batches'>['batches'][number];
type Row = RowOf<'evidence.leftOut'>;

const columnsOf = (caseId: string, onClose: () => void): Column<Row>[] => {
  const link = (piece: { id: string; exhibit: string }) => (
    <a className="mono" href={`#${casePath(caseId, 'evidence', { id: piece.id })}`} onClick={onClose}>
      {piece.exhibit}
    </a>
  );
  return [
    {
      key: 'path',
      header: 'File',
      width: 'minmax(180px, 2fr)',
      sort: 'path',
      cell: (row) => (
        <bdi className="truncate" title={row.originalPath}>
          {row.path}
        </bdi>
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
      key: 'heldBy',
      header: 'The case has it in',
      width: 'minmax(140px, 1.2fr)',
      sort: 'heldBy',
      cell: (row) => (
        <span className="evidence-name">
          {link(row.heldBy)}
          <bdi>{row.heldBy.name}</bdi>
          {row.heldBy.hidden && <span className="pill warn">Hidden</span>}
        </span>
      ),
    },
    {
      key: 'takenAs',
      header: 'Taken in as',
      width: '86px',
      cell: (row) => (row.takenAs ? link(row.takenAs) : <span className="dim">Left out</span>),
    },
  ];
};

/** What intakes left out because the case had it: which files, which pieces have them, and the way to have them all the same. */
export function LeftOutDialog(props: { caseId: string; batchId: string | null; onClose(): void }) {
  return (
    <Modal
      opened={props.batchId !== null}
      onClose={props.onClose}
      title="Left out, as the case has them"
      size={860}
    >
      {props.batchId && <Files caseId={props.caseId} batchId={props.batchId} onClose={props.onClose} />}
    </Modal>
  );
}

function Files(props: { caseId: string; batchId: string; onClose(): void }) {
  const { caseId, onClose } = props;
  const [batchId, setBatchId] = useState(props.batchId);
  const answer = useCall('evidence.batches', { caseId });
  const batches = (answer.data?.batches ?? []).filter(({ leftOut }) => leftOut > 0);
  const batch = batches.find(({ id }) => id === batchId);
  const list = useListState('path');
  const { hidden: _hidden, ...window } = list.input;
  const source = useRows('evidence.leftOut', { ...window, batchId });
  const ticks = useTicks();
  const [busy, setBusy] = useState(false);
  const take = async () => {
    setBusy(true);
    try {
      const ids = [...ticks.ids];
      await startJob('evidence.takeLeftOut', { batchId, ...(ids.length > 0 ? { ids } : {}) });
      onClose();
    } catch (error) {
      toastError(error);
      setBusy(false);
    }
  };
  return (
    <div className="form">
      <div className="form-row">
        <Select
          aria-label="Intake"
          allowDeselect={false}
          data={batches.map((one) => ({ value: one.id, label: wordsOf(one) }))}
          value={batchId}
          onChange={(id) => {
            if (!id) return;
            setBatchId(id);
            ticks.clear();
          }}
        />
        <SearchBox label="Search what was left out" value={list.search} onChange={list.setSearch} />
      </div>
      <ErrorNotice error={source.error} />
      <div className="left-out">
        <DataTable
          key={batchId}
          label="Files left out"
          columns={columnsOf(caseId, onClose)}
          source={source}
          rowId={(row) => row.id}
          order={{ sort: list.sort, setSort: list.setSort }}
          ticks={ticks}
          empty={<Empty icon={IconFilesOff} title="Nothing here was left out" />}
        />
      </div>
      <p className="dim">
        Their bytes were compared with those of the vault, which are the same. Taken in after all, each is a
        further copy with its own custody, as this intake brought it.
      </p>
      <div className="form-actions">
        <Button variant="default" onClick={onClose}>
          Close
        </Button>
        <Button
          variant={ticks.ids.size > 0 ? 'filled' : 'default'}
          loading={busy}
          disabled={!batch || batch.undone}
          onClick={() => void take()}
        >
          {ticks.ids.size > 0 ? `Take in ticked (${ticks.ids.size})` : 'Take all in after all'}
        </Button>
      </div>
    </div>
  );
}

const wordsOf = (batch: Batch): string =>
  `${formatLocal(batch.startedAt)}: ${formatCount(batch.leftOut, 'file')} of ${batch.roots.map((root) => root.split(/[\\/]/).pop()).join(', ')}`;
