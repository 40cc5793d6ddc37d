import { Button, TextInput } from '@mantine/core';
import { IconCopy, IconPrinter } from '@tabler/icons-react';
import { useState } from 'react';
import { call } from '../app/client.ts';
import { confirm } from '../app/confirm.tsx';
import { ErrorNotice } from '../app/error-notice.tsx';
import { recoveryToConfirm, refreshSession } from '../app/session.ts';
import { toast, toastError } from '../app/toasts.tsx';
import { Notice } from '../ui/notice.tsx';
import { GateFrame } from './gate-frame.tsx';

/** The key in groups a person can copy by hand; its own groups where it has some. */
export function groupsOf(key: string): string[] {
  const written = key.split(/[\s-]+/).filter(Boolean);
  if (written.length > 1) return written;
  return key.match(/.{1,4}/g) ?? [];
}

/** Told once; then typed back, so that a copy is known to exist and to be right. */
export function RecoveryKey({ recoveryKey }: { recoveryKey: string }) {
  const [step, setStep] = useState<'show' | 'check'>('show');
  const [typed, setTyped] = useState('');
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);

  const copy = async () => {
    const yes = await confirm({
      title: 'Copy the recovery key?',
      body: 'Other programs can read the clipboard, and some keep what passes through it. Writing it down on paper is safer.',
      confirm: 'Copy it',
    });
    if (yes === null) return;
    await window.proffer
      .copyText(recoveryKey)
      .then(() => toast('Copied. Clear the clipboard after use.'), toastError);
  };
  const check = async () => {
    setBusy(true);
    setError(null);
    try {
      await call('vault.confirmRecoveryKey', { recoveryKey: typed });
      await refreshSession();
      recoveryToConfirm.set(null);
      toast('The recovery key is checked. The vault is ready.');
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  };
  const later = async () => {
    const yes = await confirm({
      title: 'Go on without checking?',
      body: 'If the passphrase is lost and this key was copied wrongly, the vault cannot be opened by anyone. Proffer will remind you.',
      confirm: 'Go on without checking',
      danger: true,
    });
    if (yes !== null) recoveryToConfirm.set(null);
  };

  if (step === 'show') {
    return (
      <GateFrame
        title="Your recovery key"
        lead="It opens the vault when the passphrase is lost. It is shown this once and is kept nowhere else."
      >
        <section className="recovery-key" aria-label="Recovery key" data-testid="recovery-key">
          {groupsOf(recoveryKey).map((group, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: groups may repeat and never move
            <span key={index}>{group}</span>
          ))}
        </section>
        <Notice tone="warn">
          Write it on paper and keep it away from this machine. Whoever has it can open the vault.
        </Notice>
        <div className="form-actions">
          <Button variant="default" leftSection={<IconPrinter size={15} />} onClick={() => window.print()}>
            Print
          </Button>
          <Button variant="default" leftSection={<IconCopy size={15} />} onClick={() => void copy()}>
            Copy
          </Button>
          <Button onClick={() => setStep('check')}>I have written it down</Button>
        </div>
      </GateFrame>
    );
  }
  return (
    <GateFrame
      title="Check the recovery key"
      lead="Type it from your copy. Spaces and dashes do not matter."
      onBack={() => setStep('show')}
    >
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (typed.trim()) void check();
        }}
      >
        <TextInput
          label="Recovery key"
          required
          autoFocus
          autoComplete="off"
          spellCheck={false}
          classNames={{ input: 'mono' }}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <ErrorNotice error={error} />
        <div className="form-actions">
          <Button variant="default" onClick={() => void later()}>
            Later
          </Button>
          <Button type="submit" disabled={!typed.trim()} loading={busy}>
            Check key
          </Button>
        </div>
      </form>
    </GateFrame>
  );
}
