import { useCall } from '../app/queries.ts';
import { moneyText } from '../fields/money.tsx';

/** Sums per currency, never across; each piece of money once, and what is not in them. */
export function Totals({ caseId }: { caseId: string }) {
  const currencies = useCall('loss.totals', { caseId }).data?.currencies ?? [];
  if (currencies.length === 0) return null;
  return (
    <section className="totals" aria-label="Totals per currency">
      {currencies.map((total) => {
        const open = total.unassigned.minor - total.counted.minor;
        return (
          <div key={total.currency} className="total">
            <strong>{moneyText(total.lost)}</strong>
            <span className="dim">
              {total.recovered.minor ? `${moneyText(total.recovered)} recovered` : 'nothing recovered'}
            </span>
            {open > 0 && (
              <span
                className="open"
                title="Payments of victims who also state losses. They are taken for the same money until they are made part of a loss."
              >
                {moneyText({ minor: open, currency: total.currency })} paid is part of no loss
              </span>
            )}
            {total.counted.minor > 0 && (
              <span className="dim" title="No stated loss covers these payments: they count themselves.">
                {moneyText(total.counted)} from payments alone
              </span>
            )}
            {total.preventedCount > 0 && (
              <span className="dim">{moneyText(total.prevented)} tried or stopped</span>
            )}
            {total.unattributedCount > 0 && (
              <span className="open" title="Left a victim who is not named: counted in no total.">
                {moneyText(total.unattributed)} of no named victim
              </span>
            )}
          </div>
        );
      })}
    </section>
  );
}
