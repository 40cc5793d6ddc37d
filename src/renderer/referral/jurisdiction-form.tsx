import { Button, Checkbox, Textarea } from '@mantine/core';
import { useState } from 'react';
import { type Nexus, nexusFor } from '../../shared/domain/nexus.ts';
import { ErrorNotice } from '../app/error-notice.tsx';
import { useCall, useMutationCall } from '../app/queries.ts';
import { countryName } from '../fields/choices.ts';
import type { Agency } from './agency-choice.tsx';

/** Why the chosen agency has jurisdiction: what this referral quotes, and kept in the case for the next one. */
export function JurisdictionForm({ caseId, agency }: { caseId: string; agency: Agency }) {
  const record = useCall('case.get', { id: caseId });
  const update = useMutationCall('case.update');
  const stated = record.data?.nexus ?? [];
  const ownText = stated.find((one) => one.recipient === agency.id)?.text ?? '';
  const [typed, setTyped] = useState<string | null>(null);
  const [alone, setAlone] = useState<boolean | null>(null);
  if (!record.data) return <ErrorNotice error={record.error} />;
  const current = nexusFor(stated, agency);
  const onlyAgency = alone ?? ownText !== '';
  const text = typed ?? current;
  const changed = text !== current || onlyAgency !== (ownText !== '');
  const save = () => {
    const recipient = onlyAgency ? agency.id : agency.country;
    // A text for the whole country takes the place of the agency's own, which would go before it.
    const kept = stated.filter((one) => one.recipient !== recipient && one.recipient !== agency.id);
    const nexus: Nexus[] = text.trim() === '' ? kept : [...kept, { recipient, text }];
    update.mutate(
      { id: caseId, fields: { nexus } },
      {
        onSuccess: () => {
          setTyped(null);
          setAlone(null);
        },
      },
    );
  };
  return (
    <section className="card form" aria-label="Jurisdiction">
      <h2 style={{ margin: 0 }}>Jurisdiction: {countryName(agency.country)}</h2>
      <Textarea
        aria-label={`Jurisdiction: ${countryName(agency.country)}`}
        placeholder={`Victims, suspects, money or infrastructure in ${countryName(agency.country)}`}
        autosize
        minRows={2}
        maxRows={10}
        value={text}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Checkbox
        label={`Only for this agency, ${agency.id}`}
        checked={onlyAgency}
        onChange={(event) => setAlone(event.currentTarget.checked)}
      />
      <ErrorNotice error={update.error} />
      <div className="form-actions">
        <Button variant="default" disabled={!changed} loading={update.isPending} onClick={save}>
          Save in the case
        </Button>
      </div>
    </section>
  );
}
