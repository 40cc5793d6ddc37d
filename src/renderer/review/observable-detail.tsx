import { Button, Loader } from '@mantine/core';
import { observableKinds } from '../../shared/domain/observables/observable.ts';
import { revealHidden } from '../../shared/domain/text-safety.ts';
import { call } from '../app/client.ts';
import { ErrorNotice } from '../app/error-notice.tsx';
import { casePath, go } from '../app/places.ts';
import { type RowOf, useCall } from '../app/queries.ts';
import { toast, toastError } from '../app/toasts.tsx';
import { countryName, labelOf } from '../fields/choices.ts';
import { CopyValue } from '../fields/copy-value.tsx';
import { Facts } from '../ui/facts.tsx';
import { Section, SidePanel } from '../ui/side-panel.tsx';

type Row = RowOf<'observable.list'>;
type Place = Awaited<ReturnType<typeof placesOf>>['places'][number];
const placesOf = (id: string) => call('observable.places', { id, limit: 20 });

/** One find with the words around each of its places. */
export function ObservableDetail(props: { caseId: string; id: string; row: Row | null; onClose(): void }) {
  const { row, caseId } = props;
  const answer = useCall('observable.places', { id: props.id, limit: 20 });
  const places = answer.data?.places ?? [];
  return (
    <SidePanel
      label="Find"
      title={row ? <CopyValue value={row.display} what="what was found" /> : 'Find'}
      below={row && <span className="dim">{labelOf(observableKinds, row.kind)}</span>}
      onClose={props.onClose}
    >
      <ErrorNotice error={answer.error} onRetry={() => void answer.refetch()} />
      {answer.isLoading && <Loader aria-label="Reading" />}
      {row && <FindFacts row={row} caseId={caseId} />}
      <Section
        title={
          answer.data ? `Where it stands (${answer.data.total.toLocaleString('en')})` : 'Where it stands'
        }
      >
        {places.map((place) => (
          <PlaceQuote key={`${place.evidenceId} ${place.page}`} caseId={caseId} place={place} />
        ))}
      </Section>
    </SidePanel>
  );
}

function FindFacts({ row, caseId }: { row: Row; caseId: string }) {
  const host = row.facts.host ?? (row.kind === 'domain' ? row.normal : null);
  const facts: [string, string][] = [
    ...(row.facts.country ? [['Country', countryName(row.facts.country)] as [string, string]] : []),
    ...(row.facts.lineType ? [['Line', row.facts.lineType] as [string, string]] : []),
    ...(row.facts.chainName ? [['Chain', row.facts.chainName] as [string, string]] : []),
    ...(row.facts.unicode ? [['Written as', revealHidden(row.facts.unicode)] as [string, string]] : []),
    ...(row.facts.registrableDomain && row.facts.registrableDomain !== row.normal
      ? [['Registered name', row.facts.registrableDomain.replaceAll('.', '[.]')] as [string, string]]
      : []),
  ];
  async function passOver(pattern: string) {
    try {
      await call('observable.addRule', { caseId, kind: row.kind === 'url' ? 'domain' : row.kind, pattern });
      toast('Passed over from now on, and where it was found already.');
    } catch (error) {
      toastError(error);
    }
  }
  return (
    <div className="stack">
      {row.problems.map((problem) => (
        <p key={problem} className="dim">
          {problem}
        </p>
      ))}
      {facts.length > 0 && <Facts rows={facts} />}
      <div className="row wrap">
        {row.entityId && (
          <Button
            size="xs"
            variant="default"
            onClick={() => go(casePath(caseId, 'entities', { id: row.entityId ?? '' }))}
          >
            Open the record
          </Button>
        )}
        {row.state === 'open' && host && !/^[\d.:[\]]+$/.test(host) && (
          <Button
            size="xs"
            variant="subtle"
            onClick={() => void passOver(`*.${row.facts.registrableDomain ?? host}`)}
          >
            Always pass over this domain
          </Button>
        )}
        {row.state === 'open' && ['phone', 'email', 'ip'].includes(row.kind) && (
          <Button size="xs" variant="subtle" onClick={() => void passOver(row.normal)}>
            Always pass over
          </Button>
        )}
      </div>
    </div>
  );
}

function PlaceQuote({ caseId, place }: { caseId: string; place: Place }) {
  return (
    <div className="review-place">
      <div className="row">
        <button
          type="button"
          className="link-button"
          onClick={() => go(casePath(caseId, 'evidence', { id: place.evidenceId }))}
        >
          <bdi>{revealHidden(place.name)}</bdi>
        </button>
        <span className="dim">
          page {place.page}, line {place.line}
          {place.count > 1 ? `, ${place.count} times on this page` : ''}
        </span>
      </div>
      <blockquote className="review-quote">
        <bdi>
          {revealHidden(place.before)}
          <mark>{revealHidden(place.asFound)}</mark>
          {revealHidden(place.after)}
        </bdi>
      </blockquote>
    </div>
  );
}
