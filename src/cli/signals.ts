import { constants } from 'node:os';

/** The terminal signals the whole group and the wrapper hands the signal on: two within this time are one Ctrl-C. */
const sameKeyPressMs = 400;

/**
 * The first signal asks the running work to stop: a job is cancelled, what it acknowledged stays, the vault is locked.
 * A second one ends the process at once; the vault is built to be killed.
 */
export function watchSignals(): { signal: AbortSignal; stoppedBy: () => number | null } {
  const controller = new AbortController();
  let stopped: { code: number; at: number } | null = null;
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    const code = 128 + constants.signals[name];
    process.on(name, () => {
      if (stopped === null) {
        stopped = { code, at: performance.now() };
        controller.abort();
      } else if (performance.now() - stopped.at > sameKeyPressMs) process.exit(code);
    });
  }
  return { signal: controller.signal, stoppedBy: () => stopped?.code ?? null };
}
