import { forgetOnLock } from '../app/session.ts';
import { createStore } from '../ui/store.ts';

/** The intake each case last started here; the strip above the list follows it, also after leaving the page. */
export const intakes = createStore<Record<string, string>>({});

forgetOnLock(() => intakes.set({}));

export function followIntake(caseId: string, jobId: string): void {
  intakes.set((old) => ({ ...old, [caseId]: jobId }));
}

export function forgetIntake(caseId: string): void {
  intakes.set((old) => Object.fromEntries(Object.entries(old).filter(([id]) => id !== caseId)));
}
