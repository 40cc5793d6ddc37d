import { Facts } from '../ui/facts.tsx';
import type { Agency } from './agency-choice.tsx';

/** What the profile says of an agency: how it takes referrals and what its courts ask for. */
export function AgencyFacts({ agency }: { agency: Agency }) {
  return (
    <section className="card" aria-label="About the agency">
      <h2>About the agency</h2>
      <Facts
        rows={[
          ['Unit', agency.unit],
          ['Takes referrals', agency.channels.join(', ').replaceAll('_', ' ')],
          ['Language', agency.locale],
          ['Paper', agency.paper],
          ['Certificate', agency.certificate],
          ['Notes', agency.notes],
          ['Profile as of', agency.asOf],
        ]}
      />
    </section>
  );
}
