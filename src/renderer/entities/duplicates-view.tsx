import './entities.css';
import { Button, Radio, SegmentedControl } from '@mantine/core';
import { IconCopyCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { type DuplicateVerdict, duplicateVerdicts, entityRoles } from '../../shared/domain/kinds.ts';
import { ErrorNotice } from '../app/error-notice.tsx';
import { casePath } from '../app/places.ts';
import { type RowOf, useCall, useListState, useRows } from '../app/queries.ts';
import { toastError } from '../app/toasts.tsx';
import { choicesOf, countryName, labelOf } from '../fields/choices.ts';
import { EntityName, KindIcon } from '../fields/entity-kind.tsx';
import { Empty } from '../ui/empty.tsx';
import { Facts } from '../ui/facts.tsx';
import { SearchBox } from '../ui/search-box.tsx';
import { SidePanel } from '../ui/side-panel.tsx';
import { type Column, DataTable } from '../ui/table/data-table.tsx';
import { makeOne, sayDifferent } from './duplicate-notice.tsx';
import { fieldsInForm } from './entity-draft.ts';
import { fieldFact } from './field-facts.tsx';

type Pair = RowOf<'duplicate.list'>;

const columns: Column<Pair>[] = [
  {
    key: 'first',
    header: 'Record',
    width: 'minmax(160px, 1.2fr)',
    sort: 'first',
    cell: (row) => <EntityName kind={row.first.kind} display={row.first.display} />,
  },
  {
    key: 'second',
    header: 'Perhaps the same as',
    width: 'minmax(160px, 1.2fr)',
    cell: (row) => <EntityName kind={row.second.kind} display={row.second.display} />,
  },
  {
    key: 'because',
    header: 'Because',
    width: 'minmax(180px, 2fr)',
    cell: (row) => <span className="truncate">{row.because}</span>,
  },
  {
    key: 'verdict',
    header: 'Decided',
    width: '150px',
    cell: (row) => labelOf(duplicateVerdicts, row.verdict),
  },
];

/** Pairs of records an import was not sure of, side by side, decided one after the other. */
export function DuplicatesView({ caseId }: { caseId: string }) {
  const list = useListState('createdAt');
  const [verdict, setVerdict] = useState<DuplicateVerdict>('open');
  const [selected, setSelected] = useState<Pair | null>(null);
  const { hidden: _hidden, ...input } = list.input;
  const source = useRows('duplicate.list', { caseId, ...input, verdict });
  return (
    <>
      <div className="row" style={{ padding: '8px 16px' }}>
        <SegmentedControl
          aria-label="Which pairs"
          value={verdict}
          onChange={(value) => {
            setVerdict(value as DuplicateVerdict);
            setSelected(null);
          }}
          data={choicesOf(duplicateVerdicts)}
        />
        <div className="spread" />
        <SearchBox label="Search pairs" value={list.search} onChange={list.setSearch} />
      </div>
      <ErrorNotice error={source.error} />
      <div className="split">
        <div className="main">
          <DataTable
            label="Possible duplicates"
            columns={selected ? columns.slice(0, 2) : columns}
            source={source}
            rowId={(row) => row.id}
            order={list}
            selectedId={selected?.id ?? null}
            onSelect={(row) => setSelected(row)}
            empty={
              <Empty icon={IconCopyCheck} title="Nothing to decide">
                Where an import is not sure whether two records are one, it keeps both and lays them here.
              </Empty>
            }
          />
        </div>
        {selected && (
          <Decide key={selected.id} caseId={caseId} pair={selected} onDone={() => setSelected(null)} />
        )}
      </div>
    </>
  );
}

function Decide(props: { caseId: string; pair: Pair; onDone(): void }) {
  const { pair } = props;
  const [keepId, setKeepId] = useState(pair.first.id);
  const open = pair.verdict !== 'same';
  return (
    <SidePanel label="Pair of records" title="One or two?" below={pair.because} onClose={props.onDone}>
      <fieldset className="pair" aria-label="Record that stays">
        {[pair.first, pair.second].map((one) => (
          <div key={one.id} className={keepId === one.id ? 'kept' : ''}>
            <Side caseId={props.caseId} id={one.id} />
            {open && (
              <Radio
                label="Keep this one"
                name="keep"
                checked={keepId === one.id}
                onChange={() => setKeepId(one.id)}
              />
            )}
          </div>
        ))}
      </fieldset>
      {open && (
        <div className="form-actions">
          <Button
            variant="default"
            disabled={pair.verdict === 'different'}
            onClick={() => void sayDifferent(pair).then(props.onDone, toastError)}
          >
            Two different ones
          </Button>
          <Button
            onClick={() =>
              void makeOne(pair, keepId).then((done) => {
                if (done) props.onDone();
              }, toastError)
            }
          >
            The same
          </Button>
        </div>
      )}
    </SidePanel>
  );
}

function Side(props: { caseId: string; id: string }) {
  const answer = useCall('entity.get', { id: props.id });
  const record = answer.data;
  if (answer.error) return <ErrorNotice error={answer.error} />;
  if (!record) return null;
  return (
    <>
      <div className="kind">
        <KindIcon kind={record.kind} />
        <strong>
          <bdi>{record.display}</bdi>
        </strong>
      </div>
      <Facts
        rows={[
          ['Roles', record.roles.map((role) => labelOf(entityRoles, role)).join(', ')],
          ['Country', record.country && countryName(record.country)],
          ...fieldsInForm(record).map((name) => fieldFact(name, record.fields[name])),
          ['Events', record.eventCount > 0 && String(record.eventCount)],
          ['Links', record.links.length > 0 && String(record.links.length)],
          [
            'Rests on',
            record.evidence.map((each) => `${each.number} ${each.because?.place ?? ''}`).join(', '),
          ],
        ]}
      />
      <a href={`#${casePath(props.caseId, 'entities', { id: record.id })}`}>Open</a>
    </>
  );
}
