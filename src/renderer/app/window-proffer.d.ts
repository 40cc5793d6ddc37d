import type { Shell } from '../../shared/contract/shell.ts';

declare global {
  interface Window {
    /** Put there by the preload script; see `src/shared/contract/shell.ts`. */
    readonly proffer: Shell;
  }
}
