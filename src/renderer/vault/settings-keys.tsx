import { Button, PasswordInput } from '@mantine/core';
import { useState } from 'react';
import { ErrorNotice } from '../app/error-notice.tsx';
import { useMutationCall } from '../app/queries.ts';
import { toast } from '../app/toasts.tsx';
import { isPassphraseReady, NewPassphraseFields, noPassphrase } from './new-passphrase.tsx';

export function PassphraseCard() {
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState(noPassphrase);
  const change = useMutationCall('vault.changePassphrase');
  return (
    <form
      className="card form"
      aria-label="Change passphrase"
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate(
          { current, next: next.first },
          {
            onSuccess: () => {
              toast('The passphrase is changed. The old one no longer opens the vault.');
              setCurrent('');
              setNext(noPassphrase);
            },
          },
        );
      }}
    >
      <h2 style={{ margin: 0 }}>Change passphrase</h2>
      <PasswordInput
        label="Current passphrase"
        required
        autoComplete="current-password"
        visibilityToggleButtonProps={{ 'aria-label': 'Show current passphrase' }}
        value={current}
        onChange={(event) => setCurrent(event.currentTarget.value)}
      />
      <NewPassphraseFields label="New passphrase" value={next} onChange={setNext} />
      <ErrorNotice error={change.error} />
      <div className="form-actions">
        <Button
          type="submit"
          variant="default"
          disabled={!current || !isPassphraseReady(next)}
          loading={change.isPending}
        >
          Change passphrase
        </Button>
      </div>
    </form>
  );
}

export function RecoveryKeyCard(props: { onReplaced(key: string): void }) {
  const [passphrase, setPassphrase] = useState('');
  const replace = useMutationCall('vault.replaceRecoveryKey');
  return (
    <form
      className="card form"
      aria-label="Recovery key"
      onSubmit={(event) => {
        event.preventDefault();
        replace.mutate({ passphrase }, { onSuccess: (answer) => props.onReplaced(answer.recoveryKey) });
      }}
    >
      <h2 style={{ margin: 0 }}>Recovery key</h2>
      <p className="dim">
        Makes a new key, shown once. The old one stops working at once; copies of it can be destroyed.
      </p>
      <PasswordInput
        label="Passphrase"
        required
        autoComplete="current-password"
        visibilityToggleButtonProps={{ 'aria-label': 'Show passphrase' }}
        value={passphrase}
        onChange={(event) => setPassphrase(event.currentTarget.value)}
      />
      <ErrorNotice error={replace.error} />
      <div className="form-actions">
        <Button type="submit" variant="default" disabled={!passphrase} loading={replace.isPending}>
          Replace recovery key
        </Button>
      </div>
    </form>
  );
}
