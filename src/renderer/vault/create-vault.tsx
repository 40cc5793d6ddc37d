import { Button } from '@mantine/core';
import { useState } from 'react';
import { call } from '../app/client.ts';
import { ErrorNotice } from '../app/error-notice.tsx';
import { useCall } from '../app/queries.ts';
import { recoveryToConfirm, takeStatus } from '../app/session.ts';
import { Notice } from '../ui/notice.tsx';
import { FolderChoice } from './folder-choice.tsx';
import { GateFrame } from './gate-frame.tsx';
import { isPassphraseReady, NewPassphraseFields, noPassphrase } from './new-passphrase.tsx';
import { noOwner, OwnerFields } from './owner-fields.tsx';

/** A new vault: where, whose, and the passphrase. The recovery key comes next, once. */
export function CreateVault(props: { onBack(): void; onOpenInstead(folder: string): void }) {
  const [folder, setFolder] = useState<string | null>(null);
  const [passphrase, setPassphrase] = useState(noPassphrase);
  const [owner, setOwner] = useState(noOwner);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const inspected = useCall('vault.inspect', { folder: folder ?? '/' }, { enabled: folder !== null });
  const kind = inspected.data?.kind;
  const ready =
    folder !== null &&
    (kind === 'absent' || kind === 'empty') &&
    isPassphraseReady(passphrase) &&
    owner.person.trim() !== '' &&
    owner.organisation.trim() !== '';

  const create = async () => {
    if (!ready || folder === null || busy) return;
    setBusy(true);
    setError(null);
    try {
      const made = await call('vault.create', { folder, passphrase: passphrase.first, owner });
      recoveryToConfirm.set(made.recoveryKey);
      void window.proffer.rememberVault(folder);
      takeStatus(made.status);
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  };
  return (
    <GateFrame
      title="Create a vault"
      lead="Cases and evidence live in one encrypted folder. Only the passphrase or the recovery key opens it."
      onBack={props.onBack}
    >
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          void create();
        }}
      >
        <FolderChoice label="Folder of the vault" kind="save" value={folder} onChange={setFolder} />
        {folder && <ErrorNotice error={inspected.error} />}
        {kind === 'vault' && (
          <Notice
            tone="warn"
            action={
              <Button variant="default" size="compact-xs" onClick={() => props.onOpenInstead(folder!)}>
                Open it
              </Button>
            }
          >
            There is a vault in this folder already.
          </Notice>
        )}
        {kind === 'other' && (
          <Notice tone="warn">
            This folder holds other files. Choose an empty one, or make a new one in it.
          </Notice>
        )}
        <NewPassphraseFields value={passphrase} onChange={setPassphrase} />
        <OwnerFields value={owner} onChange={setOwner} />
        <ErrorNotice error={error} />
        <div className="form-actions">
          <Button type="submit" size="sm" disabled={!ready} loading={busy}>
            Create vault
          </Button>
        </div>
      </form>
    </GateFrame>
  );
}
