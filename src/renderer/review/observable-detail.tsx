import { Button, Loader } from '@mantine/core';
import { type ObservableKind, observableKinds } from '../../shared/domain/observables/observable.ts';
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
const defanged = (host: string): string => host.replaceAll('.', '[.]').replace('*[.]', '*.');
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
  const host =
    row.facts.host ?? { domain: row.normal, email: row.normal.split('@').at(-1) }[row.kind as string];
  const facts: [string, string][] = [
    ...(row.facts.country ? [['Country', countryName(row.facts.country)] as [string, string]] : []),
    ...(row.facts.lineType ? [['Line', row.facts.lineType] as [string, string]] : []),
    ...(row.facts.chainName ? [['Chain', row.facts.chainName] as [string, string]] : []),
    ...(row.facts.unicode ? [['Written as', revealHidden(row.facts.unicode)] as [string, string]] : []),
    ...(row.facts.registrableDomain && row.facts.registrableDomain !== row.normal
      ? [['Registered name', defanged(row.facts.registrableDomain)] as [string, string]]
      : []),
  ];
  async function passOver(kind: ObservableKind, pattern: string) {
    try {
      await call('observable.addRule', { caseId, kind, pattern });
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
            size="compact-sm"
            variant="default"
            onClick={() => go(casePath(caseId, 'entities', { id: row.entityId ?? '' }))}
          >
            Open the record
          </Button>
        )}
        {row.state === 'open' && host && !/^[\d.:[\]]+$/.test(host) && (
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => void passOver('domain', `*.${row.facts.registrableDomain ?? host}`)}
          >
            Always pass over {defanged(`*.${row.facts.registrableDomain ?? host}`)}
          </Button>
        )}
        {row.state === 'open' && ['phone', 'email', 'ip'].includes(row.kind) && (
          <Button size="compact-sm" variant="default" onClick={() => void passOver(row.kind, row.normal)}>
            Always pass over this {labelOf(observableKinds, row.kind).toLowerCase()}
          </Button>
        )}
      </div>
    </div>
  );
}

const linesShown = 3;

/** The words around a find as far as they tell what it is about: a few lines, without blank ones. */
const linesBefore = (text: string): string =>
  text
    .replace(/\n\s*\n/g, '\n')
    .split('\n')
    .slice(-linesShown)
    .join('\n');
const linesAfter = (text: string): string =>
  text
    .replace(/\n\s*\n/g, '\n')
    .split('\n')
    .slice(0, linesShown)
    .join('\n');

function PlaceQuote({ caseId, place }: { caseId: string; place: Place }) {
  return (
    <div className="review-place">
      <div className="row wrap">
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
          {revealHidden(linesBefore(place.before))}
          <mark>{revealHidden(place.asFound)}</mark>
          {revealHidden(linesAfter(place.after))}
        </bdi>
      </blockquote>
    </div>
  );
}
