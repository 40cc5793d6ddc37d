import { MultiSelect, Select, Textarea, TextInput } from '@mantine/core';
import { referralKinds } from '../../shared/domain/kinds.ts';
import { Choice } from '../fields/choice.tsx';
import { choicesOf } from '../fields/choices.ts';
import type { Agency } from './agency-choice.tsx';
import { JurisdictionForm } from './jurisdiction-form.tsx';
import { changeDraft, type ReferralDraft, type Signatory } from './referral-request.ts';

const deviceKinds = {
  computer: 'Computer',
  dvr: 'DVR',
  mobile: 'Mobile phone',
  'flash-drive': 'Flash drive',
  'optical-disc': 'CD or DVD',
  server: 'Server',
  cloud: 'Cloud',
  other: 'Other',
};
const controls = { owned: 'Owned', maintained: 'Maintained', managed: 'Managed', operated: 'Operated' };

type LineKey = Exclude<keyof Signatory, 'deviceKind' | 'control'>;

/** What is asked of the agency, and what the signatory states. Nothing is filled in that was not said. */
export function RequestForm(props: { caseId: string; draft: ReferralDraft; agency: Agency }) {
  const { caseId, draft } = props;
  const { signatory } = draft;
  const set = (part: Partial<Signatory>) => changeDraft(caseId, { signatory: { ...signatory, ...part } });
  const line = (key: LineKey, label: string) => (
    <TextInput
      label={label}
      value={signatory[key] ?? ''}
      onChange={(event) => set({ [key]: event.currentTarget.value })}
    />
  );
  return (
    <>
      <section className="card form" aria-label="What is asked">
        <h2 style={{ margin: 0 }}>What is asked</h2>
        <Choice
          label="Kind of referral"
          words={referralKinds}
          value={draft.kind}
          onChange={(kind) => changeDraft(caseId, { kind })}
        />
        <Textarea
          label="Requests to the agency"
          description="One per line; the summary numbers them."
          autosize
          minRows={3}
          maxRows={10}
          value={draft.requests.join('\n')}
          onChange={(event) => changeDraft(caseId, { requests: event.currentTarget.value.split('\n') })}
        />
      </section>
      <JurisdictionForm key={props.agency.id} caseId={caseId} agency={props.agency} />
      <section className="card form" aria-label="Signatory">
        <h2 style={{ margin: 0 }}>Signatory</h2>
        <p className="dim small">
          These go on the forms word for word. What is left empty stays a blank line to fill by hand.
        </p>
        <div className="form-row">
          {line('name', 'Name')}
          {line('role', 'Role')}
        </div>
        <div className="form-row">
          {line('relation', 'Son, daughter or spouse of')}
          {line('place', 'Place of signing')}
        </div>
        {line('address', 'Address')}
        {props.agency.certificate && (
          <>
            <div className="form-row">
              <Select
                label="Device the records came from"
                clearable
                data={choicesOf(deviceKinds)}
                value={signatory.deviceKind ?? null}
                onChange={(kind) => set({ deviceKind: (kind ?? undefined) as Signatory['deviceKind'] })}
                clearButtonProps={{ 'aria-label': 'Clear device' }}
              />
              {signatory.deviceKind === 'other' && line('deviceOther', 'Which device')}
              <MultiSelect
                label="How it was in your control"
                placeholder={signatory.control?.length ? '' : 'Choose'}
                data={choicesOf(controls)}
                value={signatory.control ?? []}
                onChange={(control) => set({ control: control as Signatory['control'] })}
              />
            </div>
            <div className="form-row">
              {line('deviceMake', 'Make and model')}
              {line('deviceColour', 'Colour')}
            </div>
            <div className="form-row">
              {line('deviceSerial', 'Serial number')}
              {line('deviceIdentifier', 'IMEI, UIN, UID, MAC or cloud id')}
            </div>
            {line('deviceNote', 'Anything else about the device')}
          </>
        )}
      </section>
    </>
  );
}
