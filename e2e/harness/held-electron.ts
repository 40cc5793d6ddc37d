import { chmodSync, copyFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

/** What Playwright loads into Electron to hold it back until it is attached; it does so only where it finds Electron itself. */
function playwrightLoader(): string {
  const playwright = createRequire(require.resolve('@playwright/test/package.json'));
  const path = join(
    dirname(playwright.resolve('playwright-core/package.json')),
    'lib/server/electron/loader.js',
  );
  if (!existsSync(path)) throw new Error(`Playwright no longer keeps its Electron loader at ${path}.`);
  return path;
}

export interface HeldElectron {
  executable: string;
  dispose(): void;
}

/**
 * A program like `executable` that waits for Playwright before the application opens its window. Without it the
 * two race, and once in some ten starts Playwright attaches in the middle of the first navigation and waits for ever.
 */
export function heldElectron(executable: string): HeldElectron {
  if (process.platform === 'win32') return { executable, dispose: () => undefined };
  const folder = mkdtempSync(join(tmpdir(), 'proffer-held-'));
  chmodSync(folder, 0o755);
  const loader = join(folder, 'loader.cjs');
  copyFileSync(playwrightLoader(), loader);
  chmodSync(loader, 0o644);
  const script = join(folder, 'electron');
  writeFileSync(script, `#!/bin/sh\nexec '${executable}' -r '${loader}' "$@"\n`);
  chmodSync(script, 0o755);
  return { executable: script, dispose: () => rmSync(folder, { recursive: true, force: true }) };
}
