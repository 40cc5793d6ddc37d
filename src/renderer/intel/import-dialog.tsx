import { Button, Modal, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import type { JobResult } from '../../shared/contract/index.ts';
import type { TlpLevel } from '../../shared/domain/markings.ts';
import { call, startJob } from '../app/client.ts';
import { ErrorNotice } from '../app/error-notice.tsx';
import { JobProgress } from '../app/job-progress.tsx';
import { useJob } from '../app/jobs.ts';
import { useCall } from '../app/queries.ts';
import { toastError } from '../app/toasts.tsx';
import { countryChoices } from '../fields/choices.ts';
import { MarkingSelect } from '../fields/marking.tsx';
import { formatCount } from '../ui/format.ts';
import { Notice } from '../ui/notice.tsx';
import { ImportPreview } from './import-preview.tsx';

interface Opened {
  caseId: string;
  /** Chosen before, where one comes from a piece of evidence. */
  evidenceId: string | null;
  onClose(): void;
}

/** Brings a STIX or MISP file in: choose it, see what would come, import. */
export function ImportDialog(props: Opened & { opened: boolean }) {
  return (
    <Modal opened={props.opened} onClose={props.onClose} title="Import STIX or MISP" size={760}>
      {props.opened && <Steps caseId={props.caseId} evidenceId={props.evidenceId} onClose={props.onClose} />}
    </Modal>
  );
}

function Steps(props: Opened) {
  const [evidenceId, setEvidenceId] = useState(props.evidenceId);
  const [marking, setMarking] = useState<TlpLevel>('amber');
  const [country, setCountry] = useState<string | null>(null);
  const [previewJob, setPreviewJob] = useState<string | null>(null);
  const [importJob, setImportJob] = useState<string | null>(null);
  const preview = useJob<'intel.preview'>(previewJob);
  const brought = useJob<'intel.import'>(importJob);
  const input = {
    caseId: props.caseId,
    evidenceId: evidenceId ?? '',
    marking,
    ...(country === null ? {} : { country }),
  };
  const look = () => void startJob('intel.preview', input).then(setPreviewJob, toastError);
  const bring = () => void startJob('intel.import', input).then(setImportJob, toastError);
  // What was looked at is what would be imported: another choice wants another look.
  const choose = (change: () => void) => {
    change();
    setPreviewJob(null);
  };
  const running =
    previewJob !== null && preview.running ? preview : importJob !== null && brought.running ? brought : null;
  if (brought.result) return <Brought result={brought.result} onClose={props.onClose} />;
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        if (preview.result) bring();
        else look();
      }}
    >
      <FileChoice
        caseId={props.caseId}
        value={evidenceId}
        disabled={running !== null}
        onChange={(id) => choose(() => setEvidenceId(id))}
      />
      <div className="form-row">
        <MarkingSelect
          label="Marking of what carries none"
          value={marking}
          onChange={(level) => choose(() => setMarking(level))}
        />
        <Select
          label="Country of national numbers"
          description="Telephone numbers and accounts without a country code; left open they stay unchecked."
          placeholder="Not declared"
          searchable
          clearable
          data={countryChoices}
          value={country}
          onChange={(code) => choose(() => setCountry(code))}
        />
      </div>
      {running?.record && <JobProgress job={running.record} />}
      <ErrorNotice error={importJob === null ? preview.error : brought.error} />
      {preview.result && <ImportPreview preview={preview.result} />}
      <div className="form-actions">
        <Button
          variant="default"
          onClick={() => {
            const jobId = running?.record?.jobId;
            if (jobId) void call('job.cancel', { jobId }).catch(toastError);
            else props.onClose();
          }}
        >
          {running ? 'Stop' : 'Cancel'}
        </Button>
        <Button type="submit" disabled={evidenceId === null} loading={running !== null}>
          {preview.result ? 'Import' : 'Look inside'}
        </Button>
      </div>
    </form>
  );
}

/** Files that reading has recognised as STIX or MISP first; any other is found by its name. */
function FileChoice(props: {
  caseId: string;
  value: string | null;
  disabled: boolean;
  onChange(id: string | null): void;
}) {
  const [search, setSearch] = useState('');
  const [settled] = useDebouncedValue(search.trim(), 140);
  const given = useCall('evidence.get', { id: props.value ?? '' }, { enabled: props.value !== null });
  const chosen = given.data && { value: given.data.id, label: `${given.data.exhibit}  ${given.data.name}` };
  const { caseId } = props;
  const searched = settled !== '' && settled !== chosen?.label;
  const recognised = useCall('import.candidates', { caseId, as: 'intelligence', limit: 50 });
  // Before anything was read, all that is known of a file is that it is JSON.
  const byType = !searched && recognised.data?.total === 0;
  const found = useCall(
    'evidence.list',
    {
      caseId,
      limit: 50,
      sort: 'number',
      direction: 'descending',
      ...(searched ? { search: settled } : { mediaType: 'application/json' }),
    },
    { keepPrevious: true, enabled: searched || byType },
  );
  const shown =
    searched || byType
      ? (found.data?.rows ?? [])
      : (recognised.data?.rows ?? []).map((row) => ({ id: row.evidenceId, ...row }));
  const rows = shown.map((row) => ({
    value: row.id,
    label: `${row.exhibit}  ${row.name}`,
  }));
  const data = chosen && !rows.some((row) => row.value === chosen.value) ? [chosen, ...rows] : rows;
  return (
    <Select
      label="File, taken in as evidence before"
      description="Files recognised as STIX or MISP; type to find any other."
      placeholder={rows.length > 0 ? 'Choose a file' : 'Type a number or part of a name'}
      data-autofocus
      searchable
      clearable
      disabled={props.disabled}
      data={data}
      value={props.value}
      searchValue={search}
      onSearchChange={setSearch}
      filter={({ options }) => options}
      nothingFoundMessage={found.isFetching ? 'Looking…' : 'No such evidence. Take the file in first.'}
      onChange={props.onChange}
    />
  );
}

function Brought(props: { result: JobResult<'intel.import'>; onClose(): void }) {
  const {
    added = 0,
    unsure = 0,
    matched = 0,
    hosts = 0,
    links = 0,
    events = 0,
    unchanged = 0,
  } = props.result.counts;
  const { partly, kept, revoked } = props.result.objects;
  return (
    <div className="form">
      <Notice tone="good" title={`${props.result.formatName} imported`}>
        <p>
          {formatCount(added + unsure, 'entity', 'entities')} added, {matched.toLocaleString('en')} in the
          case before, {hosts > 0 && `${formatCount(hosts, 'host')} of web addresses, `}
          {formatCount(links, 'link')}, {formatCount(events, 'event')}.
          {unchanged > 0 && ` ${formatCount(unchanged, 'object')} the case had already.`}
        </p>
        <p>
          {formatCount(kept + partly, 'object')} kept with what is not in records
          {revoked > 0 && `, ${revoked.toLocaleString('en')} revoked by their source`}. One undo takes all of
          it back.
        </p>
      </Notice>
      {unsure > 0 && (
        <Notice tone="warn">
          {formatCount(unsure, 'entity', 'entities')} may be in the case under the same name: decide whether
          they are the same.
        </Notice>
      )}
      <div className="form-actions">
        <Button onClick={props.onClose} data-autofocus>
          Done
        </Button>
      </div>
    </div>
  );
}
