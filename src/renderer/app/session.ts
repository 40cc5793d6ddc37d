import type { Output } from '../../shared/contract/index.ts';
import { createStore } from '../ui/store.ts';
import { asProfferError, call } from './client.ts';
import { dropQuestion } from './confirm.tsx';
import { askedVault } from './engine-state.ts';
import { jobs } from './jobs.ts';
import { lastCase } from './places.ts';
import { queryClient, useCall } from './queries.ts';
import { clearToasts, toastError } from './toasts.tsx';

export type VaultStatus = Output<'vault.status'>;

/** A recovery key that was told and not yet checked back: nothing else is shown until it is. */
export const recoveryToConfirm = createStore<string | null>(null);
/** Why the vault closed, for the unlock screen. */
export const lockReason = createStore<string | null>(null);

const forgetters = new Set<() => void>();

/** Has something that holds a part of a case forgotten when the vault shuts. */
export function forgetOnLock(forget: () => void): void {
  forgetters.add(forget);
}

const statusKey = ['vault.status', {}];

export function useVaultStatus() {
  return useCall('vault.status', {});
}

export function takeStatus(status: VaultStatus): void {
  queryClient.setQueryData(statusKey, status);
}

/** The engine is gone, and the open vault with it: the way back leads to the same vault, and says why. */
export function loseVault(): void {
  const status = queryClient.getQueryData<VaultStatus>(statusKey);
  if (status?.state !== 'unlocked' || status.folder === null) return;
  askedVault.set(status.folder);
  takeStatus({ ...status, state: 'locked', owner: null, notices: [] });
  dropCaseData(
    'The engine stopped and was started again. What was reported as saved is safe; a running intake can go on where it stopped.',
  );
}

/** Reads the state of the vault anew. A lost engine is told by its own banner, and asked again when it is back. */
export async function refreshSession(): Promise<void> {
  try {
    takeStatus(await call('vault.status', {}));
  } catch (error) {
    if (asProfferError(error).code !== 'engine-lost') toastError(error);
  }
}

/** The vault is shut: nothing of a case stays in this window's memory. */
export function dropCaseData(reason: string): void {
  lockReason.set(reason);
  recoveryToConfirm.set(null);
  jobs.clear();
  lastCase.set(null);
  clearToasts();
  dropQuestion();
  for (const forget of forgetters) forget();
  window.location.hash = '#/';
  void refreshSession().then(() => {
    queryClient.removeQueries({ predicate: (query) => query.queryKey[0] !== 'vault.status' });
    queryClient.getMutationCache().clear();
  });
}

export async function lockVault(why: 'asked' | 'idle' = 'asked'): Promise<void> {
  takeStatus(await call('vault.lock', {}));
  lockReason.set(why);
}
