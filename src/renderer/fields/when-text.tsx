import './fields.css';
import type { Output } from '../../shared/contract/index.ts';
import type { UncertainDate } from '../../shared/domain/uncertain-date.ts';
import { describeUncertainDate } from '../../shared/domain/uncertain-date-display.ts';

export type When = Output<'event.previewWhen'>;

/** Our own clock style everywhere in the window. */
const locale = 'en-GB';

export function whenWords(when: When) {
  return describeUncertainDate(when as UncertainDate, { locale });
}

/** A time in a table cell: on the clock of the place, with a sign for what is not certain, the rest on hover. */
export function WhenText({ when }: { when: When | null }) {
  if (!when) return <span className="dim">–</span>;
  const words = whenWords(when);
  const title = [`As written: ${when.asWritten}`, words.text].join('\n');
  const assumed = when.assumed.length > 0;
  return (
    <span className="when" title={title}>
      {words.local}
      {when.uncertain && <span className="when-mark">?</span>}
      {assumed && (
        <span className="when-mark" role="img" aria-label={`Assumed: ${when.assumed.join('; ')}`}>
          *
        </span>
      )}
    </span>
  );
}
