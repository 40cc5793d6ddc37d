import type { Output } from '../../shared/contract/index.ts';
import { entityKinds } from '../../shared/domain/kinds.ts';
import { revealHidden } from '../../shared/domain/text-safety.ts';
import { Notice } from '../ui/notice.tsx';
import { SeverityPill } from './severity-pill.tsx';

type Preview = Output<'import.previewTable'>;

const words: Record<string, string> = {
  ...entityKinds,
  event: 'Event',
  loss: 'Loss',
  payment: 'Payment',
  link: 'Link',
};
/** The first rows as the records they would become, each problem below its row. */
export function PreviewRows({ preview }: { preview: Preview }) {
  return (
    <>
      {preview.undeclared.length > 0 && (
        <Notice tone="warn" title="To be declared before anything is imported">
          <ul className="undeclared">
            {preview.undeclared.map(({ declare, column, message, rows }) => (
              <li key={`${declare} ${column}`}>
                <bdi>{revealHidden(message)}</bdi> <span className="dim">({rows} of the first rows)</span>
              </li>
            ))}
          </ul>
        </Notice>
      )}
      <ol className="preview-rows">
        {preview.rows.map(({ row, records, problems }) => (
          <li key={row}>
            <div className="preview-number">Row {row}</div>
            <div className="preview-records">
              {records.map(({ what, text, details, known }, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: two records of a row may say the same
                <div key={at} className="preview-record">
                  <span className="pill">{words[what] ?? what}</span>
                  <span className="preview-text-cell">
                    <bdi>{revealHidden(text)}</bdi>
                    {details.length > 0 && (
                      <span className="dim"> {details.map(revealHidden).join(' · ')}</span>
                    )}
                  </span>
                  {known && <span className="pill accent">In the case already</span>}
                </div>
              ))}
              {records.length === 0 && problems.length === 0 && (
                <span className="dim">Nothing is imported from this row.</span>
              )}
              {/* What is to be declared stands above, once for all rows. */}
              {problems.some(({ declare }) => declare !== null) && (
                <span className="dim">Waiting for what is to be declared.</span>
              )}
              {problems
                .filter(({ declare }) => declare === null)
                .map(({ severity, code, message }) => (
                  <div key={`${code} ${message}`} className="preview-record">
                    <SeverityPill severity={severity} />
                    <span className="preview-text-cell">
                      <bdi>{revealHidden(message)}</bdi>
                    </span>
                  </div>
                ))}
            </div>
          </li>
        ))}
      </ol>
    </>
  );
}
