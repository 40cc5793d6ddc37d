import type { Dirent } from 'node:fs';
import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import { sep } from 'node:path';
import { ProfferError } from '../../shared/domain/errors.ts';
import { refusal, refuseError, refuseKind } from './source-file.ts';
import { cancelled } from './store-failures.ts';
import type { Refusal, Walked, WalkOptions } from './types.ts';

const separator = Buffer.from(sep);

interface Place {
  path: Buffer;
  relative: string;
}

/** Identity of a folder: two paths to the same one have the same. */
async function folderIdentity(path: string | Buffer): Promise<string> {
  const { dev, ino } = await stat(path, { bigint: true });
  return `${dev}:${ino}`;
}

/**
 * The files below `folder`, sorted by the bytes of their names, each folder's entries before the next folder's.
 * Links are never followed; what is no regular file is told and skipped. Throws `invalid-input` when `folder` itself is none.
 */
export async function* walkFolder(
  folder: string,
  options: WalkOptions = {},
): AsyncGenerator<Walked, void, void> {
  const within = await checkedFolder(folder);
  const excluded = new Set<string>();
  for (const path of options.exclude ?? []) {
    await folderIdentity(path).then(
      (identity) => excluded.add(identity),
      () => undefined,
    );
  }
  const places: Place[] = [{ path: Buffer.from(within), relative: '' }];
  for (let place = places.pop(); place; place = places.pop()) {
    if (options.signal?.aborted) throw cancelled();
    const listed = await listFolder(place, excluded);
    if ('reason' in listed) {
      yield refusedEntry(place.path, place.relative, listed);
      continue;
    }
    const below: Place[] = [];
    for (const entry of listed) {
      const path = Buffer.concat([place.path, separator, entry.name]);
      const name = entry.name.toString('utf8');
      const relative = place.relative === '' ? name : `${place.relative}/${name}`;
      if (entry.isDirectory()) {
        below.push({ path, relative });
        continue;
      }
      const refused = await refuseEntry(entry, path);
      if (refused) yield refusedEntry(path, relative, refused);
      else yield { kind: 'file', path: plainPath(path), relativePath: relative, name, within };
    }
    places.push(...below.reverse());
  }
}

async function checkedFolder(folder: string): Promise<string> {
  try {
    if ((await lstat(folder)).isSymbolicLink() || !(await stat(folder)).isDirectory()) {
      throw new ProfferError(
        'invalid-input',
        'This is not a folder. Choose a folder, and not a link to one.',
        {
          folder,
        },
      );
    }
    return await realpath(folder);
  } catch (error) {
    if (error instanceof ProfferError) throw error;
    const refused = refuseError(error);
    throw new ProfferError('invalid-input', `The folder cannot be read: ${refused.message}`, {
      folder,
      ...refused.details,
    });
  }
}

async function listFolder(place: Place, excluded: Set<string>): Promise<Dirent<Buffer>[] | Refusal> {
  try {
    if (excluded.size > 0 && excluded.has(await folderIdentity(place.path))) {
      return refusal('inside-vault', 'This folder belongs to the vault itself and was skipped.');
    }
    const entries = await readdir(place.path, { encoding: 'buffer', withFileTypes: true });
    return entries.sort((one, other) => Buffer.compare(one.name, other.name));
  } catch (error) {
    return refuseError(error);
  }
}

/** Some file systems do not say the kind in the listing; then the entry itself is asked. */
async function refuseEntry(entry: Dirent<Buffer>, path: Buffer): Promise<Refusal | null> {
  if (entry.isFile()) return null;
  try {
    return refuseKind(await lstat(path));
  } catch (error) {
    return refuseError(error);
  }
}

function refusedEntry(path: Buffer, relativePath: string, refused: Refusal): Walked {
  const name = relativePath.slice(relativePath.lastIndexOf('/') + 1);
  return { kind: 'refused', path: plainPath(path), relativePath, name, refusal: refused };
}

/** A string where it stands for the same bytes, else the bytes themselves. */
function plainPath(path: Buffer): string | Buffer {
  const text = path.toString('utf8');
  return Buffer.from(text, 'utf8').equals(path) ? text : path;
}
