import { TextInput } from '@mantine/core';
import type { Input } from '../../shared/contract/index.ts';

export type Owner = Required<Input<'vault.updateOwner'>['owner']>;

export const noOwner: Owner = { person: '', organisation: '', role: '', email: '', phone: '', address: '' };

/** Who signs: goes on every log entry, custody entry and seal. */
export function OwnerFields(props: { value: Owner; onChange(value: Owner): void; more?: boolean }) {
  const field = (key: keyof Owner, label: string, required = false) => (
    <TextInput
      label={label}
      required={required}
      value={props.value[key]}
      onChange={(event) => props.onChange({ ...props.value, [key]: event.currentTarget.value })}
    />
  );
  return (
    <>
      <div className="form-row">
        {field('person', 'Your name', true)}
        {field('organisation', 'Organisation', true)}
      </div>
      {props.more && (
        <>
          <div className="form-row">
            {field('role', 'Role or title')}
            {field('email', 'E-mail')}
          </div>
          <div className="form-row">
            {field('phone', 'Telephone')}
            {field('address', 'Address')}
          </div>
        </>
      )}
    </>
  );
}
