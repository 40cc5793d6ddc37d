import type { Output } from '../../shared/contract/index.ts';
import { formatBytes, formatCount } from '../ui/format.ts';

type Disclosure = Output<'referral.readiness'>['disclosures'][number];

const actions: Record<Disclosure['action'], { label: string; tone: string }> = {
  kept: { label: 'Goes out', tone: 'warn' },
  masked: { label: 'Masked', tone: '' },
  pseudonym: { label: 'Pseudonym', tone: '' },
  'year-only': { label: 'Year only', tone: '' },
  withheld: { label: 'Kept back', tone: 'good' },
};

/** What the recipient will see of people, and what is kept back, with why. */
export function Disclosures(props: {
  disclosures: readonly Disclosure[];
  exhibits: number;
  exhibitBytes: number;
}) {
  return (
    <section className="card" aria-label="What is disclosed">
      <h2>What is disclosed</h2>
      <p className="dim" style={{ marginBottom: 6 }}>
        {formatCount(props.exhibits, 'exhibit')}, {formatBytes(props.exhibitBytes)}.
      </p>
      <table className="plain-table" aria-label="What is disclosed">
        <thead>
          <tr>
            <th style={{ width: '30%' }}>Facts</th>
            <th className="number">Number</th>
            <th>What happens</th>
            <th>Why</th>
          </tr>
        </thead>
        <tbody>
          {props.disclosures.map((each) => (
            <tr key={`${each.category} ${each.action} ${each.reason}`}>
              <td>{each.category}</td>
              <td className="number">{each.count.toLocaleString('en')}</td>
              <td>
                <span className={`pill ${actions[each.action].tone}`}>{actions[each.action].label}</span>
              </td>
              <td className="dim">{each.reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
