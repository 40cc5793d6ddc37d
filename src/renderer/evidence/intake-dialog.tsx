import { Button, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import {
  type AcquisitionMethod,
  acquisitionMethods,
  type CopyChoice,
  copyChoices,
} from '../../shared/domain/kinds.ts';
import type { TlpLevel } from '../../shared/domain/markings.ts';
import { parseUncertainDate } from '../../shared/domain/uncertain-date.ts';
import { asProfferError, startJob } from '../app/client.ts';
import { ErrorNotice } from '../app/error-notice.tsx';
import { Choice } from '../fields/choice.tsx';
import { MarkingSelect } from '../fields/marking.tsx';
import { WhenField, type WhenInput } from '../fields/when-field.tsx';
import { AndMore } from '../ui/and-more.tsx';
import { followIntake } from './intake-state.ts';

const mostPaths = 50;

/** How the files came: asked before the first byte is read, since it goes into each first custody entry. */
export function IntakeDialog(props: { caseId: string; paths: string[] | null; onClose(): void }) {
  return (
    <Modal opened={props.paths !== null} onClose={props.onClose} title="Take in evidence" size={600}>
      {props.paths && <Form caseId={props.caseId} paths={props.paths} onClose={props.onClose} />}
    </Modal>
  );
}

/** The instant of a time as written, for the custody entry, which wants one instant and no span. */
function instantOf(when: WhenInput): string {
  const read = parseUncertainDate({ text: when.text, zone: when.zone, dayOrder: when.dayOrder });
  return new Date(read.earliest ?? read.latest ?? Number.NaN).toISOString();
}

const copyReasons: Record<CopyChoice, string> = {
  'other-sources':
    'The same source: “how” and “from whom” are as they were. A copy from another source is evidence of its own. What is left out is listed.',
  none: 'Also what somebody else gave: that they had it, too, is then told by the list of what was left out alone.',
  all: 'Each becomes a piece with its own number and custody. What is read in copies stands once in reviews.',
};

function Form(props: { caseId: string; paths: string[]; onClose(): void }) {
  const [method, setMethod] = useState<AcquisitionMethod>('received');
  const [source, setSource] = useState('');
  const [place, setPlace] = useState('');
  const [acquiredBy, setAcquiredBy] = useState('');
  const [when, setWhen] = useState<WhenInput>({ text: '' });
  const [note, setNote] = useState('');
  const [marking, setMarking] = useState<TlpLevel>('amber');
  const [copies, setCopies] = useState<CopyChoice>('other-sources');
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const start = async () => {
    setBusy(true);
    setError(null);
    try {
      const jobId = await startJob('evidence.intake', {
        caseId: props.caseId,
        paths: props.paths,
        marking,
        copies,
        acquisition: {
          method,
          source,
          place,
          acquiredBy,
          note,
          ...(when.text.trim() ? { acquiredAt: instantOf(when) } : {}),
        },
      });
      followIntake(props.caseId, jobId);
      props.onClose();
    } catch (failure) {
      setError(asProfferError(failure));
      setBusy(false);
    }
  };
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        void start();
      }}
    >
      <section className="intake-paths" aria-label="What is taken in">
        {props.paths.slice(0, mostPaths).map((path) => (
          <div key={path}>
            <bdi>{path}</bdi>
          </div>
        ))}
        <AndMore all={props.paths.length} shown={mostPaths} />
      </section>
      <Choice
        label="How it was acquired"
        words={acquisitionMethods}
        value={method}
        onChange={(value) => setMethod(value)}
      />
      <div className="form-row">
        <TextInput
          label="From whom or what"
          data-autofocus
          placeholder="A person, an organisation, a system"
          value={source}
          onChange={(event) => setSource(event.currentTarget.value)}
        />
        <TextInput label="Where" value={place} onChange={(event) => setPlace(event.currentTarget.value)} />
      </div>
      <div className="form-row">
        <TextInput
          label="Acquired by"
          placeholder="If it was not you"
          value={acquiredBy}
          onChange={(event) => setAcquiredBy(event.currentTarget.value)}
        />
        <MarkingSelect value={marking} onChange={setMarking} />
      </div>
      <WhenField label="When, if not now" value={when} onChange={setWhen} />
      <TextInput label="Note" value={note} onChange={(event) => setNote(event.currentTarget.value)} />
      <Choice
        label="Files the case has already"
        description={copyReasons[copies]}
        words={copyChoices}
        value={copies}
        onChange={(value) => setCopies(value)}
      />
      <ErrorNotice error={error} />
      <div className="form-actions">
        <Button variant="default" onClick={props.onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={busy}>
          Start intake
        </Button>
      </div>
    </form>
  );
}
