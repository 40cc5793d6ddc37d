import type { Output } from '../../shared/contract/index.ts';
import { countryName } from '../fields/choices.ts';

export type Agency = Output<'referral.agencies'>['agencies'][number];

/** Agencies by country, as cards. Arrow keys go from one to the next, as in any group of radio buttons. */
export function AgencyChoice(props: {
  agencies: readonly Agency[];
  value: string | null;
  onChange(agencyId: string): void;
}) {
  const { agencies, value } = props;
  const countries = [...new Set(agencies.map((agency) => agency.country))];
  const inOrder = countries.flatMap((country) => agencies.filter((agency) => agency.country === country));
  return (
    <div
      role="radiogroup"
      aria-label="Agency"
      className="stack"
      onKeyDown={(event) => {
        const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
        if (!step) return;
        event.preventDefault();
        const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="radio"]')];
        const at = buttons.indexOf(document.activeElement as HTMLElement);
        const next = (at + step + buttons.length) % buttons.length;
        buttons[next]?.focus();
        const agency = inOrder[next];
        if (agency) props.onChange(agency.id);
      }}
    >
      {countries.map((country) => (
        <div key={country} className="stack" style={{ gap: 6 }}>
          <div className="mantine-InputWrapper-label" style={{ margin: 0 }}>
            {countryName(country)}
          </div>
          {inOrder
            .filter((agency) => agency.country === country)
            .map((agency) => (
              <AgencyCard
                key={agency.id}
                agency={agency}
                chosen={agency.id === value}
                reachable={agency.id === value || (value === null && agency === inOrder[0])}
                onChoose={() => props.onChange(agency.id)}
              />
            ))}
        </div>
      ))}
    </div>
  );
}

function AgencyCard(props: { agency: Agency; chosen: boolean; reachable: boolean; onChoose(): void }) {
  const { agency } = props;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a card with several lines in it
    <button
      type="button"
      role="radio"
      aria-checked={props.chosen}
      aria-label={`${agency.name}, ${agency.unit}`}
      tabIndex={props.reachable ? 0 : -1}
      className="agency"
      onClick={props.onChoose}
    >
      <strong>{agency.name}</strong>
      <span className="small">{agency.unit}</span>
      <span className="small">
        {agency.locale}, {agency.paper}, by {agency.channels.join(', ').replaceAll('_', ' ')}
      </span>
    </button>
  );
}
