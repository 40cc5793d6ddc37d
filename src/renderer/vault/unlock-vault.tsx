import { Button, Loader, PasswordInput, SegmentedControl, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { call } from '../app/client.ts';
import { ErrorNotice } from '../app/error-notice.tsx';
import { useCall } from '../app/queries.ts';
import { lockReason, takeStatus } from '../app/session.ts';
import { toast } from '../app/toasts.tsx';
import { formatLocal } from '../ui/format.ts';
import { Notice } from '../ui/notice.tsx';
import { useStore } from '../ui/store.ts';
import { GateFrame } from './gate-frame.tsx';
import { isPassphraseReady, NewPassphraseFields, noPassphrase } from './new-passphrase.tsx';

/** Why the vault was shut, in words; what a person asked for needs none. */
function lockWords(reason: string): string {
  switch (reason) {
    case 'lock-screen':
      return 'Locked together with the screen.';
    case 'suspend':
      return 'Locked when the machine went to sleep.';
    case 'idle':
      return 'Locked because nobody had touched it for a while.';
    default:
      return reason;
  }
}

/** Opens a vault by its passphrase, or by its recovery key, which sets a new passphrase in the same step. */
export function UnlockVault(props: { folder: string; onBack(): void }) {
  const { folder } = props;
  const [way, setWay] = useState<'passphrase' | 'recovery'>('passphrase');
  const [passphrase, setPassphrase] = useState('');
  const [recoveryKey, setRecoveryKey] = useState('');
  const [next, setNext] = useState(noPassphrase);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const reason = useStore(lockReason);
  const inspected = useCall(
    'vault.inspect',
    { folder },
    { fresh: true, again: (found) => (found.holder ? 2000 : false) },
  );
  const look = inspected.data;

  const open = async () => {
    setBusy(true);
    setError(null);
    try {
      const status =
        way === 'passphrase'
          ? await call('vault.unlock', { folder, passphrase })
          : await call('vault.resetPassphrase', { folder, recoveryKey, next: next.first });
      void window.proffer.rememberVault(folder);
      for (const notice of status.notices) toast(notice, 'warn');
      if (way === 'recovery') toast('The vault is open and has its new passphrase.');
      lockReason.set(null);
      takeStatus(status);
    } catch (failure) {
      setError(failure);
      setPassphrase('');
      setBusy(false);
      void inspected.refetch();
      setTimeout(() => field.current?.focus(), 0);
    }
  };
  const ready =
    way === 'passphrase' ? passphrase !== '' : recoveryKey.trim() !== '' && isPassphraseReady(next);
  return (
    <GateFrame title="Unlock the vault" lead={<bdi>{folder}</bdi>} onBack={props.onBack}>
      {reason && reason !== 'asked' && <Notice>{lockWords(reason)}</Notice>}
      <ErrorNotice error={inspected.error} onRetry={() => void inspected.refetch()} />
      {inspected.isLoading && <Loader aria-label="Looking at the folder" />}
      {look?.problem && <Notice tone="bad">{look.problem}</Notice>}
      {(look?.kind === 'absent' || look?.kind === 'empty' || look?.kind === 'other') && (
        <Notice tone="warn" title="No vault here">
          {look.kind === 'absent'
            ? 'The folder is not there. Is a drive missing?'
            : 'This folder holds no vault. Go back and choose another.'}
        </Notice>
      )}
      {look?.holder && (
        <Notice tone="warn" title="It is open elsewhere">
          <p>
            {look.holder.user} on {look.holder.host} opened it in {look.holder.program} (process{' '}
            {look.holder.processId}) at {formatLocal(look.holder.since)}. One program at a time can write to
            it: close it there first.
          </p>
          <Button variant="default" size="compact-xs" mt={6} onClick={() => void inspected.refetch()}>
            Look again
          </Button>
        </Notice>
      )}
      {look?.kind === 'vault' && (
        <form
          className="form"
          onSubmit={(event) => {
            event.preventDefault();
            if (ready && !busy) void open();
          }}
        >
          <SegmentedControl
            aria-label="How to unlock"
            value={way}
            onChange={(value) => {
              setWay(value as typeof way);
              setError(null);
            }}
            data={[
              { value: 'passphrase', label: 'With passphrase' },
              { value: 'recovery', label: 'With recovery key' },
            ]}
          />
          {way === 'passphrase' ? (
            <PasswordInput
              ref={field}
              label="Passphrase"
              required
              autoFocus
              size="sm"
              autoComplete="current-password"
              visibilityToggleButtonProps={{ 'aria-label': 'Show passphrase' }}
              value={passphrase}
              onChange={(event) => setPassphrase(event.currentTarget.value)}
            />
          ) : (
            <>
              <TextInput
                ref={field}
                label="Recovery key"
                required
                autoComplete="off"
                spellCheck={false}
                classNames={{ input: 'mono' }}
                value={recoveryKey}
                onChange={(event) => setRecoveryKey(event.currentTarget.value)}
              />
              <NewPassphraseFields label="New passphrase" value={next} onChange={setNext} />
            </>
          )}
          <ErrorNotice error={error} />
          <div className="form-actions">
            <Button type="submit" size="sm" disabled={!ready} loading={busy}>
              Unlock
            </Button>
          </div>
        </form>
      )}
    </GateFrame>
  );
}
