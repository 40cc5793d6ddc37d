import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { electronPackages, ensurePackages } from '../system/debian-packages.ts';
import { say } from '../system/run.ts';
import { cacheFolder } from './cache.ts';
import { fallbackElectron, fallbackFolderName, fallbackSupported } from './fallback.ts';
import { fallbackRelease } from './fallback-release.ts';
import { officialElectron, pinnedVersion } from './official.ts';
import { sqliteAddon } from './sqlite-addon.ts';

export interface ProvisionedElectron {
  executable: string;
  source: 'official' | 'fallback';
  version: string;
  /** Value of PROFFER_SQLITE_BINDING for the engine, where the shipped addon does not load. */
  sqliteBinding?: string;
}

function warnOfFallback(cache: string): void {
  const lines = [
    `THIS IS NOT THE ELECTRON WE SHIP: the official ${pinnedVersion()} could not be downloaded.`,
    `A repackaged ${fallbackRelease.electron} from ${fallbackRelease.package} stands in for it.`,
    'It is old. Use it for development and tests, never for real case work.',
    `PROFFER_ELECTRON=official tries the download again; this one is kept in ${join(cache, fallbackFolderName)}`,
  ];
  const bar = '!'.repeat(78);
  process.stderr.write(`${bar}\n${lines.map((line) => `! ${line}`).join('\n')}\n${bar}\n`);
}

/**
 * An Electron that runs here, with the system libraries it needs: the official one, else the fallback, said
 * loudly. Made once, then found in the cache. PROFFER_ELECTRON=official or =fallback forces one of them.
 * @throws Error saying what is missing and how to get it
 */
export async function provisionElectron(): Promise<ProvisionedElectron> {
  ensurePackages(electronPackages, 'Electron and its windows');
  const wish = process.env.PROFFER_ELECTRON;
  const cache = cacheFolder();
  const keepFallback =
    wish === 'fallback' || (wish !== 'official' && existsSync(join(cache, fallbackFolderName)));

  const official = keepFallback ? undefined : await officialElectron();
  if (official) return { executable: official, source: 'official', version: pinnedVersion() };
  if (wish === 'official' || !fallbackSupported()) {
    throw new Error(
      `Electron ${pinnedVersion()} could not be downloaded. Connect to the internet, or set ELECTRON_MIRROR to a mirror ` +
        'you trust, then run this again.',
    );
  }
  warnOfFallback(cache);
  const executable = await fallbackElectron(cache);
  const sqliteBinding = await sqliteAddon(cache);
  return { executable, source: 'fallback', version: fallbackRelease.electron, sqliteBinding };
}

if (import.meta.main) {
  const electron = await provisionElectron();
  say(`Electron ${electron.version} (${electron.source}) is ready`);
  process.stdout.write(`${JSON.stringify(electron, null, 2)}\n`);
}
