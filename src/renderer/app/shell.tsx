import { Loader } from '@mantine/core';
import { Outlet, useLocation } from '@tanstack/react-router';
import { Suspense, useState } from 'react';
import { useStore } from '../ui/store.ts';
import { VaultGate } from '../vault/vault-gate.tsx';
import { AppCommands } from './app-commands.tsx';
import { ConfirmHost } from './confirm.tsx';
import { EngineBanner } from './engine-banner.tsx';
import { ErrorNotice } from './error-notice.tsx';
import { Help } from './help.tsx';
import { useIdleLock } from './idle-lock.ts';
import { Palette } from './palette.tsx';
import { Rail } from './rail.tsx';
import { recoveryToConfirm, useVaultStatus } from './session.ts';
import { Toasts } from './toasts.tsx';
import { TopBar } from './top-bar.tsx';
import { useShortcutKeys } from './use-commands.ts';

/**
 * A window that was just opened has no vault open behind it, and its doors need not wait for the engine to say so: what is
 * asked of it meanwhile waits. One that was loaded again (its view had crashed) may have.
 */
const isFirstLoad =
  (performance.getEntriesByType('navigation')[0] as PerformanceNavigationTiming | undefined)?.type ===
  'navigate';

/** The frame around every page. Without an open vault only its doors, and Verify, can be seen. */
export function Shell() {
  const status = useVaultStatus();
  const recovery = useStore(recoveryToConfirm);
  const { pathname } = useLocation();
  const [palette, setPalette] = useState(false);
  const [help, setHelp] = useState(false);
  useShortcutKeys();
  const open = status.data?.state === 'unlocked' && recovery === null;
  useIdleLock(open ? (status.data?.autoLockMinutes ?? null) : null);
  return (
    <div className={open ? 'shell' : 'shell closed'}>
      <AppCommands open={open} onPalette={() => setPalette(true)} onHelp={() => setHelp(true)} />
      {open && <TopBar onPalette={() => setPalette(true)} onHelp={() => setHelp(true)} />}
      {open && <Rail />}
      <main className="shell-main">
        <EngineBanner />
        {status.error && (
          <div className="page-body padded">
            <ErrorNotice error={status.error} onRetry={() => void status.refetch()} />
          </div>
        )}
        {status.isLoading && !isFirstLoad && (
          <div className="empty" aria-busy>
            <Loader aria-label="Starting" />
          </div>
        )}
        {(status.data || (status.isLoading && isFirstLoad)) &&
          (open || pathname === '/verify' ? (
            <Suspense fallback={<div className="page" aria-busy />}>
              <Outlet />
            </Suspense>
          ) : (
            <VaultGate folder={status.data?.folder ?? null} />
          ))}
      </main>
      <Palette opened={palette} onClose={() => setPalette(false)} />
      <Help opened={help} onClose={() => setHelp(false)} />
      <ConfirmHost />
      <Toasts />
    </div>
  );
}
