import { Button } from '@mantine/core';
import { useState } from 'react';
import { revealHidden } from '../../shared/domain/text-safety.ts';
import { casePath, go } from '../app/places.ts';
import { type RowOf, useCall } from '../app/queries.ts';
import { formatCount } from '../ui/format.ts';

type Candidate = RowOf<'import.candidates'>;

const shownFirst = 3;
const mostShown = 200;

/** Evidence that was recognised as a table or as intelligence and not imported yet, each with its one next step. */
export function WaitingImports({ caseId }: { caseId: string }) {
  const [all, setAll] = useState(false);
  const answer = useCall(
    'import.candidates',
    { caseId, waiting: true, limit: all ? mostShown : shownFirst },
    { keepPrevious: true },
  );
  const { rows = [], total = 0 } = answer.data ?? {};
  if (total === 0) return null;
  return (
    <section className="waiting-imports" aria-label="Not imported yet">
      <div className="row">
        <strong className="spread">{formatCount(total, 'file')} can be imported</strong>
        {total > shownFirst && (
          <Button variant="subtle" size="compact-xs" onClick={() => setAll(!all)}>
            {all ? 'Show fewer' : 'Show all'}
          </Button>
        )}
      </div>
      <ul>
        {rows.map((row) => (
          <WaitingImport key={row.evidenceId} caseId={caseId} row={row} />
        ))}
      </ul>
      {all && total > rows.length && (
        <p className="dim small">{(total - rows.length).toLocaleString('en')} more are not listed here.</p>
      )}
    </section>
  );
}

function WaitingImport({ caseId, row }: { caseId: string; row: Candidate }) {
  const isTable = row.as === 'table';
  const target = isTable
    ? casePath(caseId, 'imports', { table: row.evidenceId })
    : casePath(caseId, 'intel', { import: row.evidenceId });
  return (
    <li className="row">
      <span className="mono dim">{row.exhibit}</span>
      <bdi className="spread">{revealHidden(row.name)}</bdi>
      <span className="dim small">{row.format}</span>
      <Button variant="default" size="compact-xs" onClick={() => go(target)}>
        Import as {isTable ? 'a table' : 'intelligence'}
      </Button>
    </li>
  );
}
