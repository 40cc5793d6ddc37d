import { useEffect } from 'react';
import { jobs } from './jobs.ts';
import { lockVault } from './session.ts';
import { toastError } from './toasts.tsx';

const signs = ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const;
const look = 5_000;

/**
 * Locks the vault when nobody has touched the window for so long. Work in hand holds the lock off: it was
 * asked for, and would be cut short; the time runs anew from its end.
 */
export function useIdleLock(minutes: number | null): void {
  useEffect(() => {
    if (!minutes) return;
    let touched = Date.now();
    const touch = () => {
      touched = Date.now();
    };
    for (const sign of signs) window.addEventListener(sign, touch, { passive: true, capture: true });
    const timer = setInterval(() => {
      if (jobs.all().some((job) => job.state === 'running')) touch();
      else if (Date.now() - touched > minutes * 60_000) {
        touch();
        lockVault('idle').catch(toastError);
      }
    }, look);
    return () => {
      clearInterval(timer);
      for (const sign of signs) window.removeEventListener(sign, touch, { capture: true });
    };
  }, [minutes]);
}
