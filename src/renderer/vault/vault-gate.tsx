import { useState } from 'react';
import { askedVault } from '../app/engine-state.ts';
import { recoveryToConfirm } from '../app/session.ts';
import { useStore } from '../ui/store.ts';
import { CreateVault } from './create-vault.tsx';
import { RecoveryKey } from './recovery-key.tsx';
import { RestoreBackup } from './restore-backup.tsx';
import { UnlockVault } from './unlock-vault.tsx';
import { Welcome } from './welcome.tsx';

type Step = { at: 'welcome' } | { at: 'create' } | { at: 'restore' } | { at: 'unlock'; folder: string };

/** What is shown while no vault is open. `folder`: the vault that was open last, where there is one. */
export function VaultGate({ folder }: { folder: string | null }) {
  const asked = useStore(askedVault);
  const recovery = useStore(recoveryToConfirm);
  const [step, setStep] = useState<Step | null>(null);
  const known = folder ?? asked;
  const at: Step = step ?? (known ? { at: 'unlock', folder: known } : { at: 'welcome' });
  const welcome = () => setStep({ at: 'welcome' });
  const unlock = (folder: string) => setStep({ at: 'unlock', folder });
  if (recovery !== null) return <RecoveryKey recoveryKey={recovery} />;
  switch (at.at) {
    case 'create':
      return <CreateVault onBack={welcome} onOpenInstead={unlock} />;
    case 'restore':
      return <RestoreBackup onBack={welcome} onOpen={unlock} />;
    case 'unlock':
      return <UnlockVault key={at.folder} folder={at.folder} onBack={welcome} />;
    case 'welcome':
      return (
        <Welcome
          onFolder={unlock}
          onCreate={() => setStep({ at: 'create' })}
          onRestore={() => setStep({ at: 'restore' })}
        />
      );
  }
}
