import type { JobResult } from '../../shared/contract/index.ts';
import { countWords } from '../../shared/domain/import-count-words.ts';
import { revealHidden } from '../../shared/domain/text-safety.ts';
import { formatCount } from '../ui/format.ts';
import { Notice } from '../ui/notice.tsx';
import { SeverityPill } from './severity-pill.tsx';

/** What would come of the whole table: counts, and each kind of problem with its first rows. */
export function TrialResult({ result }: { result: JobResult<'import.table'> }) {
  const errors = result.problems
    .filter(({ severity }) => severity === 'error')
    .reduce((sum, { rows }) => sum + rows, 0);
  return (
    <div className="stack">
      <Notice
        tone={result.undeclared.length > 0 || errors > 0 ? 'warn' : 'good'}
        title="What would be made of it"
      >
        {formatCount(result.rows, 'row')} read: {countWords(result.counts)}.
        {result.undeclared.length > 0 && ' Some rows need more to be declared; they would be left out.'}
      </Notice>
      {result.problems.length > 0 && (
        <table className="plain-table" aria-label="Problems in all rows">
          <thead>
            <tr>
              <th>Severity</th>
              <th>What</th>
              <th className="number">Rows</th>
              <th>First</th>
            </tr>
          </thead>
          <tbody>
            {result.problems.map(({ severity, code, message, rows, firstRows }) => (
              <tr key={code}>
                <td>
                  <SeverityPill severity={severity} />
                </td>
                <td>
                  <bdi>{revealHidden(message)}</bdi>
                </td>
                <td className="number">{rows.toLocaleString('en')}</td>
                <td className="dim">{firstRows.join(', ')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}
