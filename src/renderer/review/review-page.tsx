import './review.css';
import { SegmentedControl } from '@mantine/core';
import { casePath, replacePlace, usePlace } from '../app/places.ts';
import { useCall } from '../app/queries.ts';
import { ObservablesView } from './observables-view.tsx';
import { ProposalsView } from './proposals-view.tsx';

/** Not yet counted is not nought. */
const shown = (count: number | undefined): string => count?.toLocaleString('en') ?? '…';

/** What reading the evidence brought and nobody has said a word on yet: things that were found, and complaints as records. */
export function ReviewPage({ caseId }: { caseId: string }) {
  const { search } = usePlace();
  const proposals = search.view === 'proposals';
  const found = useCall('observable.counts', { caseId }).data?.counts;
  const open = found?.reduce((sum, { state, count }) => (state === 'open' ? sum + count : sum), 0);
  const waiting = useCall('proposal.list', { caseId, limit: 1 }).data?.total;
  const views = (
    <SegmentedControl
      aria-label="What is reviewed"
      value={proposals ? 'proposals' : 'found'}
      onChange={(view) => replacePlace(casePath(caseId, 'review', view === 'proposals' ? { view } : {}))}
      data={[
        { value: 'found', label: `Found ${shown(open)}` },
        { value: 'proposals', label: `Proposals ${shown(waiting)}` },
      ]}
    />
  );
  return proposals ? (
    <ProposalsView caseId={caseId} views={views} />
  ) : (
    <ObservablesView caseId={caseId} views={views} />
  );
}
