import { IconAlertTriangle, IconCircleCheck, IconCircleDashed, IconCircleX } from '@tabler/icons-react';
import type { Output } from '../../shared/contract/index.ts';
import { type CaseArea, casePath } from '../app/places.ts';
import { Notice } from '../ui/notice.tsx';

type Item = Output<'referral.readiness'>['readiness']['items'][number];

const mends: Record<Item['mend'], { area?: CaseArea; path?: string; label: string } | null> = {
  case: { area: 'overview', label: 'Edit the case' },
  entities: { area: 'entities', label: 'Go to entities' },
  events: { area: 'events', label: 'Go to events' },
  evidence: { area: 'evidence', label: 'Go to evidence' },
  losses: { area: 'losses', label: 'Go to losses' },
  vault: { path: '/settings', label: 'Vault settings' },
  referral: null,
  none: null,
};

const groups = [
  { level: 'block', title: 'Has to be there' },
  { level: 'warn', title: 'Will be missed' },
  { level: 'optional', title: 'Would help' },
] as const;

function Sign({ item }: { item: Item }) {
  if (item.satisfied) return <IconCircleCheck size={16} className="tone-good" aria-label="There" />;
  if (item.level === 'block')
    return <IconCircleX size={16} className="tone-bad" aria-label="Missing, blocks the export" />;
  if (item.level === 'warn')
    return <IconAlertTriangle size={16} className="tone-warn" aria-label="Missing" />;
  return <IconCircleDashed size={16} className="tone-dim" aria-label="Not given" />;
}

function Line({ item, caseId }: { item: Item; caseId: string }) {
  const mend = mends[item.mend];
  return (
    <div className="ready-item">
      <Sign item={item} />
      <div className="spread">
        <span className={item.satisfied ? 'dim' : undefined}>{item.message}</span>
        {item.source && !item.satisfied && <div className="source">Source: {item.source}</div>}
      </div>
      {!item.satisfied && mend && (
        <a href={`#${mend.area ? casePath(caseId, mend.area) : mend.path}`} style={{ whiteSpace: 'nowrap' }}>
          {mend.label}
        </a>
      )}
      {!item.satisfied && item.mend === 'referral' && <span className="dim small">below</span>}
    </div>
  );
}

/** What the agency's profile asks for, what is there and what is not. */
export function Readiness(props: { items: readonly Item[]; ready: boolean; caseId: string }) {
  const missing = props.items.filter((item) => !item.satisfied);
  const blocking = missing.filter((item) => item.level === 'block').length;
  const there = props.items.filter((item) => item.satisfied);
  return (
    <section className="card" aria-label="What is missing">
      <h2>What is missing</h2>
      {props.ready ? (
        <Notice tone="good">
          Nothing stands in the way of the export.
          {missing.length > 0 && ' What follows would still be missed.'}
        </Notice>
      ) : (
        <Notice tone="warn">
          {blocking === 1 ? 'One fact is' : `${blocking} facts are`} needed before this can be exported.
        </Notice>
      )}
      {groups.map(({ level, title }) => {
        const items = missing.filter((item) => item.level === level);
        if (items.length === 0) return null;
        return (
          <div key={level} style={{ marginTop: 10 }}>
            <div className="mantine-InputWrapper-label">{title}</div>
            {items.map((item) => (
              <Line key={item.field} item={item} caseId={props.caseId} />
            ))}
          </div>
        );
      })}
      {there.length > 0 && (
        <details style={{ marginTop: 10 }}>
          <summary className="dim">{there.length} there</summary>
          {there.map((item) => (
            <Line key={item.field} item={item} caseId={props.caseId} />
          ))}
        </details>
      )}
    </section>
  );
}
