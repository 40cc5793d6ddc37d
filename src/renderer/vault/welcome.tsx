import { type Icon, IconFolderOpen, IconFolderPlus, IconRestore, IconShieldCheck } from '@tabler/icons-react';
import { go } from '../app/places.ts';
import { toastError } from '../app/toasts.tsx';
import { GateFrame } from './gate-frame.tsx';

function Door(props: { icon: Icon; title: string; text: string; onClick(): void }) {
  const Glyph = props.icon;
  return (
    <button type="button" className="door" aria-label={props.title} onClick={props.onClick}>
      <Glyph size={24} stroke={1.5} aria-hidden />
      <div>
        <strong>{props.title}</strong>
        <span>{props.text}</span>
      </div>
    </button>
  );
}

/** The first page: three doors, and the vaults this machine knows. */
export function Welcome(props: { onFolder(folder: string): void; onCreate(): void; onRestore(): void }) {
  const open = () => {
    window.proffer
      .openFolder({ title: 'Open a vault' })
      .then((folder) => {
        if (folder) props.onFolder(folder);
      })
      .catch(toastError);
  };
  const recent = window.proffer.startup.recentVaults;
  return (
    <GateFrame title="Welcome">
      <Door
        icon={IconFolderOpen}
        title="Open a vault"
        text="Choose its folder and give its passphrase."
        onClick={open}
      />
      <Door
        icon={IconFolderPlus}
        title="Create a vault"
        text="A new encrypted folder for cases and evidence."
        onClick={props.onCreate}
      />
      <Door
        icon={IconShieldCheck}
        title="Verify a package"
        text="Check a sealed referral. Needs no vault and writes nothing."
        onClick={() => go('/verify')}
      />
      <Door
        icon={IconRestore}
        title="Restore a backup"
        text="Put a verified backup into a new folder."
        onClick={props.onRestore}
      />
      {recent.length > 0 && (
        <section className="section" aria-label="Opened on this machine">
          <h3>Opened on this machine</h3>
          <div className="stack" style={{ gap: 2 }}>
            {recent.slice(0, 5).map((folder) => (
              <button
                key={folder}
                type="button"
                className="link-button truncate"
                onClick={() => props.onFolder(folder)}
              >
                <bdi>{folder}</bdi>
              </button>
            ))}
          </div>
        </section>
      )}
    </GateFrame>
  );
}
