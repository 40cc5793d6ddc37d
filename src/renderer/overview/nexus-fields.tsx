import { ActionIcon, Button, Select, Textarea } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import type { Nexus } from '../../shared/domain/nexus.ts';
import { useCall } from '../app/queries.ts';
import { countryName } from '../fields/choices.ts';
import { nexusRecipient } from '../fields/nexus-recipient.ts';

/** Why the agencies of each country have jurisdiction: one text a country, or one for a single agency. */
export function NexusFields(props: { value: Nexus[]; onChange(value: Nexus[]): void }) {
  const { value, onChange } = props;
  const agencies = useCall('referral.agencies', {}).data?.agencies ?? [];
  const countries = [...new Set(agencies.map((agency) => agency.country))];
  const offered = [
    ...countries.map((country) => ({ value: country, label: `All agencies: ${countryName(country)}` })),
    ...agencies.map(({ id, name, unit }) => ({ value: id, label: unit ? `${name}, ${unit}` : name })),
  ];
  const set = (at: number, part: Partial<Nexus>) =>
    onChange(value.map((each, index) => (index === at ? { ...each, ...part } : each)));
  const free = offered.filter((one) => !value.some((each) => each.recipient === one.value));
  return (
    <fieldset style={{ border: 0, margin: 0, padding: 0 }} className="stack" aria-label="Jurisdiction">
      <div className="mantine-InputWrapper-label">Why an agency has jurisdiction</div>
      <p className="dim small" style={{ margin: 0 }}>
        A referral quotes the text for its agency, else the one for its country.
      </p>
      {value.map((each, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows are edited in place and have no other identity
        <div key={at} className="card stack" style={{ padding: 10 }}>
          <div
            className="form-row"
            style={{ gridTemplateColumns: 'minmax(0,1fr) 28px', gridAutoFlow: 'row', alignItems: 'end' }}
          >
            <Select
              label="For"
              required
              searchable
              allowDeselect={false}
              placeholder="Choose a country or an agency"
              data={[
                ...(each.recipient === '' || offered.some((one) => one.value === each.recipient)
                  ? []
                  : [{ value: each.recipient, label: nexusRecipient(each.recipient) }]),
                ...offered.filter((one) => one.value === each.recipient || free.includes(one)),
              ]}
              value={each.recipient || null}
              onChange={(recipient) => recipient && set(at, { recipient })}
            />
            <ActionIcon
              aria-label={`Remove the text for ${nexusRecipient(each.recipient)}`}
              onClick={() => onChange(value.filter((_, index) => index !== at))}
            >
              <IconX size={15} />
            </ActionIcon>
          </div>
          <Textarea
            aria-label={`Jurisdiction: ${nexusRecipient(each.recipient)}`}
            autosize
            minRows={2}
            maxRows={8}
            value={each.text}
            onChange={(event) => set(at, { text: event.currentTarget.value })}
          />
        </div>
      ))}
      <div>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconPlus size={14} />}
          disabled={free.length === 0}
          onClick={() => onChange([...value, { recipient: free[0]?.value ?? '', text: '' }])}
        >
          Add a country or agency
        </Button>
      </div>
    </fieldset>
  );
}
