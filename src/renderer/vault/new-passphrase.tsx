import { PasswordInput } from '@mantine/core';
import { minimumLength, passphraseStrength } from './strength.ts';

export interface NewPassphrase {
  first: string;
  again: string;
}

export const noPassphrase: NewPassphrase = { first: '', again: '' };

export function isPassphraseReady(value: NewPassphrase): boolean {
  return [...value.first].length >= minimumLength && value.first === value.again;
}

/** A new passphrase, typed twice. */
export function NewPassphraseFields(props: {
  value: NewPassphrase;
  onChange(value: NewPassphrase): void;
  label?: string;
}) {
  const { value, onChange } = props;
  const label = props.label ?? 'Passphrase';
  const strength = passphraseStrength(value.first);
  return (
    <>
      <div>
        <PasswordInput
          label={label}
          required
          autoComplete="new-password"
          value={value.first}
          visibilityToggleButtonProps={{ 'aria-label': `Show ${label.toLowerCase()}` }}
          onChange={(event) => onChange({ ...value, first: event.currentTarget.value })}
        />
        {value.first && (
          <div role="status">
            <div className="strength" aria-hidden>
              {[1, 2, 3, 4].map((step) => (
                <i
                  key={step}
                  className={strength.level >= step ? (strength.level === 1 ? 'weak' : 'on') : undefined}
                />
              ))}
            </div>
            <p className="small dim">{strength.note}</p>
          </div>
        )}
      </div>
      <PasswordInput
        label={`${label} again`}
        required
        autoComplete="new-password"
        value={value.again}
        visibilityToggleButtonProps={{ 'aria-label': `Show ${label.toLowerCase()} again` }}
        error={value.again && value.again !== value.first ? 'The two are not the same.' : undefined}
        onChange={(event) => onChange({ ...value, again: event.currentTarget.value })}
      />
    </>
  );
}
