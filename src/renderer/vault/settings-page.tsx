import './vault.css';
import { SegmentedControl, useMantineColorScheme } from '@mantine/core';
import { recoveryToConfirm, useVaultStatus } from '../app/session.ts';
import { CopyValue } from '../fields/copy-value.tsx';
import { Facts } from '../ui/facts.tsx';
import { formatLocal } from '../ui/format.ts';
import { Notice } from '../ui/notice.tsx';
import { AutoLockCard, BackupCard, CheckCard, OwnerCard } from './settings-cards.tsx';
import { PassphraseCard, RecoveryKeyCard } from './settings-keys.tsx';

/** Everything about the vault itself. */
export function SettingsPage() {
  const status = useVaultStatus().data;
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  if (!status) return null;
  return (
    <div className="page">
      <header className="page-head">
        <h1>Vault settings</h1>
      </header>
      <div className="page-body padded">
        <div className="stack" style={{ maxWidth: 1500, marginBottom: 14 }}>
          {status.recoveryConfirmed === false && (
            <Notice tone="warn" title="The recovery key was never confirmed">
              Nobody knows whether the copy of it is right. Replace it below and type the new one back.
            </Notice>
          )}
          {status.notices.map((notice) => (
            <Notice key={notice} tone="warn">
              {notice}
            </Notice>
          ))}
        </div>
        <div className="settings">
          <section className="card" aria-label="This vault">
            <h2>This vault</h2>
            <Facts
              rows={[
                ['Folder', status.folder && <CopyValue value={status.folder} what="folder" mono={false} />],
                ['Made', status.createdAt && formatLocal(status.createdAt)],
                ['Id', status.vaultId && <span className="mono">{status.vaultId}</span>],
                [
                  'Fingerprint',
                  status.fingerprint && <CopyValue value={status.fingerprint} what="fingerprint" />,
                ],
                ['Public key', status.publicKey && <CopyValue value={status.publicKey} what="public key" />],
              ]}
            />
            <p className="small dim" style={{ marginTop: 8 }}>
              Give recipients the fingerprint through another channel than the package: by telephone, on
              paper, in person.
            </p>
          </section>
          <OwnerCard key={JSON.stringify(status.owner)} status={status} />
          <PassphraseCard />
          <RecoveryKeyCard onReplaced={(key) => recoveryToConfirm.set(key)} />
          <AutoLockCard key={status.autoLockMinutes} status={status} />
          <section className="card" aria-label="Theme">
            <h2>Theme</h2>
            <SegmentedControl
              aria-label="Theme"
              value={colorScheme}
              onChange={(value) => setColorScheme(value as 'light' | 'dark' | 'auto')}
              data={[
                { value: 'light', label: 'Light' },
                { value: 'dark', label: 'Dark' },
                { value: 'auto', label: 'As the system' },
              ]}
            />
          </section>
          <BackupCard />
          <CheckCard />
        </div>
      </div>
    </div>
  );
}
