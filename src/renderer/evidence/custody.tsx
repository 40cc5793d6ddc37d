import type { Output } from '../../shared/contract/index.ts';
import { custodyActions } from '../../shared/domain/kinds.ts';
import { labelOf } from '../fields/choices.ts';
import { formatInstant } from '../ui/format.ts';
import { Section } from '../ui/side-panel.tsx';

/** Who did what to a piece, in order; each entry hashes the one before. */
export function Custody({ entries }: { entries: Output<'evidence.get'>['custody'] }) {
  return (
    <Section title="Custody">
      <table className="plain-table custody" aria-label="Custody">
        <thead>
          <tr>
            <th>No.</th>
            <th>When (UTC)</th>
            <th>What</th>
            <th>Who</th>
            <th>Entry</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.id}>
              <td>{entry.seq}</td>
              <td style={{ whiteSpace: 'nowrap' }}>{formatInstant(entry.at, true)}</td>
              <td>
                {labelOf(custodyActions, entry.action)}
                {entry.purpose && <div className="dim">{entry.purpose}</div>}
              </td>
              <td>
                <bdi>{entry.actor.person}</bdi>
                <div className="dim">
                  <bdi>{entry.actor.organisation}</bdi>
                </div>
              </td>
              <td className="mono dim" title={entry.hash}>
                {entry.hash.slice(0, 8)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
