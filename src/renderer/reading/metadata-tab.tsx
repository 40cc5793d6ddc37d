import './reading.css';
import { Button, Loader } from '@mantine/core';
import { IconMapPin } from '@tabler/icons-react';
import { revealHidden } from '../../shared/domain/text-safety.ts';
import { ErrorNotice } from '../app/error-notice.tsx';
import { useCall, useMutationCall } from '../app/queries.ts';
import { toast } from '../app/toasts.tsx';
import { Facts } from '../ui/facts.tsx';
import { formatCount, formatInstant } from '../ui/format.ts';
import { Section } from '../ui/side-panel.tsx';
import { FindingsList } from './findings-list.tsx';
import { ReadAgain } from './read-again.tsx';
import { type Reading, stateTone, stateWords, stepWords } from './reading-words.ts';

/** What reading found out about a piece: how each step went, the properties in the file, where it says it was made. */
export function MetadataTab(props: { caseId: string; evidenceId: string }) {
  const answer = useCall('reading.get', { evidenceId: props.evidenceId });
  if (answer.error) return <ErrorNotice error={answer.error} onRetry={() => void answer.refetch()} />;
  if (!answer.data) return <Loader aria-label="Reading" />;
  const reading = answer.data;
  return (
    <div className="stack reading-metadata">
      <Steps reading={reading} />
      <ReadAgain caseId={props.caseId} evidenceId={props.evidenceId} reading={reading} />
      {reading.content && <Content {...props} content={reading.content} />}
    </div>
  );
}

/** A step that has nothing to do with such a file is not worth a line. */
const concernsIt = ({ state, summary, findings }: Reading['steps'][number]): boolean =>
  state !== 'nothing' || summary !== '' || findings.length > 0;

function Steps({ reading }: { reading: Reading }) {
  return (
    <Section title="Reading">
      {reading.steps.length === 0 && <p className="dim">This piece has not been read yet.</p>}
      {reading.steps.filter(concernsIt).map((step) => (
        <div key={step.step} className="stack" style={{ gap: 4 }}>
          <div className="row">
            <span style={{ minWidth: 128 }}>{stepWords[step.step]}</span>
            <span className={`pill ${stateTone[step.state]}`}>{stateWords[step.state]}</span>
            <span className="dim small spread">{revealHidden(step.summary)}</span>
          </div>
          <FindingsList findings={step.findings} />
        </div>
      ))}
    </Section>
  );
}

function Content(props: { caseId: string; evidenceId: string; content: NonNullable<Reading['content']> }) {
  const { content } = props;
  return (
    <>
      <Section title="Content">
        <Facts
          rows={[
            ['Format', content.format],
            ['Encoding', content.encoding],
            ['Language', content.language],
            ['Text', content.characters > 0 && formatCount(content.pages, 'page')],
            ['Messages', content.messages > 0 && content.messages.toLocaleString('en')],
            ['No text', content.outcome],
            ['Assumed', content.assumed.join(' ')],
            ['Read', `${formatInstant(content.readAt, true)} UTC`],
          ]}
        />
      </Section>
      {content.places.map((place) => (
        <Place key={`${place.latitude} ${place.longitude}`} {...props} place={place} />
      ))}
      {content.metadata.map((group) => (
        <Section key={group.name} title={revealHidden(group.name)}>
          <Facts
            rows={group.entries.map(({ name, value }) => [
              revealHidden(name),
              <bdi key="v">{revealHidden(value)}</bdi>,
            ])}
          />
        </Section>
      ))}
    </>
  );
}

type PlaceFound = NonNullable<Reading['content']>['places'][number];

/** Where a device says it was. Offered, never added by itself: a picture may have been taken elsewhere or altered. */
function Place(props: { caseId: string; evidenceId: string; place: PlaceFound }) {
  const create = useMutationCall('entity.create');
  const { latitude, longitude, altitude, takenAt, from } = props.place;
  const value = `${latitude.toFixed(6)}, ${longitude.toFixed(6)}`;
  const note = [`From ${from}`, altitude !== null && `altitude ${altitude} m`, takenAt && `taken ${takenAt}`]
    .filter(Boolean)
    .join('; ');
  return (
    <Section title="Place">
      <Facts
        rows={[
          [
            'Position',
            <span key="p" className="mono">
              {value}
            </span>,
          ],
          ['Altitude', altitude !== null && `${altitude} m`],
          ['Taken', takenAt && `${takenAt} on the clock of the device`],
          ['Source', from],
        ]}
      />
      <ErrorNotice error={create.error} />
      <div className="row">
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconMapPin size={14} />}
          loading={create.isPending}
          disabled={create.isSuccess}
          onClick={() =>
            create.mutate(
              { caseId: props.caseId, kind: 'place', value, note, evidenceIds: [props.evidenceId] },
              { onSuccess: () => toast('The place stands among the entities of the case.') },
            )
          }
        >
          {create.isSuccess ? 'Added as a place' : 'Add as a place'}
        </Button>
      </div>
    </Section>
  );
}
