import { Loader } from '@mantine/core';
import type { Output } from '../../shared/contract/index.ts';
import { revealHidden } from '../../shared/domain/text-safety.ts';
import { ErrorNotice } from '../app/error-notice.tsx';
import { type CaseArea, casePath } from '../app/places.ts';
import { useCall } from '../app/queries.ts';
import { CopyValue } from '../fields/copy-value.tsx';
import { MarkingBadge } from '../fields/marking.tsx';
import { Facts } from '../ui/facts.tsx';
import { Section, SidePanel } from '../ui/side-panel.tsx';
import { StatePill } from './state-pill.tsx';

type Whole = Output<'intel.object'>;

const areas: Record<Whole['records'][number]['kind'], CaseArea> = {
  entity: 'entities',
  event: 'events',
  link: 'links',
};

/** One object of a source: what it is, which records it made, and its text as it was written. */
export function IntelObject(props: { caseId: string; id: string; onClose(): void }) {
  const answer = useCall('intel.object', { id: props.id });
  const object = answer.data;
  if (!object) {
    return (
      <SidePanel label="Object details" title="Object" onClose={props.onClose}>
        <ErrorNotice error={answer.error} onRetry={() => void answer.refetch()} />
        {answer.isLoading && <Loader aria-label="Reading" />}
      </SidePanel>
    );
  }
  const made = object.records.filter(({ relation }) => relation === 'made');
  const about = object.records.filter(({ relation }) => relation === 'about');
  return (
    <SidePanel
      label="Object details"
      title={<bdi>{revealHidden(object.title || object.type)}</bdi>}
      below={
        <div className="row wrap">
          <MarkingBadge marking={object.marking} />
          <StatePill state={object.state} />
        </div>
      }
      onClose={props.onClose}
    >
      <div className="intel-parts">
        <Facts
          rows={[
            [
              'Type',
              <span key="type" className="mono">
                {object.type}
              </span>,
            ],
            ['Source id', <CopyValue key="id" what="source id" value={object.sourceId} />],
            ['Made by', object.creator && <bdi key="by">{revealHidden(object.creator)}</bdi>],
            ['Version', object.version],
            [
              'File',
              object.evidence && (
                <a key="file" href={`#${casePath(props.caseId, 'evidence', { id: object.evidence.id })}`}>
                  <bdi>{revealHidden(object.evidence.name)}</bdi>
                </a>
              ),
            ],
            [
              'Place in it',
              <span key="place" className="mono">
                {object.pointer || '/'}
              </span>,
            ],
            ['Not in records', object.leftOver.length > 0 && revealHidden(object.leftOver.join(', '))],
          ]}
        />
        {object.tags.length > 0 && (
          <Section title="Tags, statements and sharing">
            <div className="intel-tags">
              {object.tags.map((tag) => (
                <span key={tag} className="pill">
                  {revealHidden(tag)}
                </span>
              ))}
            </div>
          </Section>
        )}
        <Records caseId={props.caseId} title="Records it made" records={made} />
        <Records caseId={props.caseId} title="Records it speaks of" records={about} />
        {object.json !== '' && (
          <Section title="As it was written">
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to take the keys */}
            <pre className="intel-json" role="document" aria-label="Text of the object" tabIndex={0}>
              {revealHidden(indented(object.json))}
            </pre>
          </Section>
        )}
      </div>
    </SidePanel>
  );
}

function Records(props: { caseId: string; title: string; records: Whole['records'] }) {
  if (props.records.length === 0) return null;
  return (
    <Section title={props.title}>
      <table className="plain-table" aria-label={props.title}>
        <tbody>
          {props.records.map((record) => (
            <tr key={`${record.kind}${record.id}`}>
              <td className="dim">{record.kind}</td>
              <td>
                <a href={`#${casePath(props.caseId, areas[record.kind], { id: record.id })}`}>
                  <bdi>{revealHidden(record.display)}</bdi>
                </a>
                {record.hidden && <span className="pill warn">Hidden</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

/** Lines and blanks for reading where the source has none; text that cannot be laid out stays as it is. */
function indented(json: string): string {
  if (json.includes('\n')) return json;
  try {
    return JSON.stringify(JSON.parse(json), null, 2);
  } catch {
    return json;
  }
}
