import type { Dirent } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { FindingList } from './finding-list.ts';
import { deepestFolder, mostFiles } from './limits.ts';
import type { PackageSource, SourceFile } from './package-source.ts';
import { foldPath } from './path-safety.ts';

/** Lists a bag folder without following a link. Links, devices and pipes are findings, not files. */
export async function openFolder(path: string, findings: FindingList): Promise<PackageSource> {
  const files = new Map<string, SourceFile>();
  const folders = new Set<string>();
  const folded = new Map<string, string>();

  const visit = async (inBag: string, depth: number): Promise<void> => {
    if (depth > deepestFolder) {
      findings.error('path-unsafe', `The folders are nested deeper than ${deepestFolder}.`, { path: inBag });
      return;
    }
    for (const item of await list(join(path, inBag), inBag, findings)) {
      const itemPath = inBag === '' ? item.name : `${inBag}/${item.name}`;
      const twin = folded.get(foldPath(itemPath));
      if (twin !== undefined) {
        findings.warning(
          'path-collision',
          `On many disks it is the same name as ${twin}; one would replace the other.`,
          {
            path: itemPath,
          },
        );
      }
      folded.set(foldPath(itemPath), itemPath);
      if (item.isDirectory()) {
        folders.add(itemPath);
        await visit(itemPath, depth + 1);
      } else if (item.isFile()) {
        if (files.size >= mostFiles) {
          findings.error('archive-too-many-entries', `The folder holds more than ${mostFiles} files.`);
          return;
        }
        const { size } = await lstat(join(path, itemPath));
        files.set(itemPath, {
          path: itemPath,
          size,
          location: { path: join(path, itemPath), offset: 0, storedLength: size, method: 'stored' },
        });
      } else if (item.isSymbolicLink()) {
        findings.error(
          'link-refused',
          'It is a link, not a file. Links are not followed; ask for a package without.',
          {
            path: itemPath,
          },
        );
      } else {
        findings.error(
          'special-file-refused',
          'It is a device, pipe or socket, not a file, and was not opened.',
          {
            path: itemPath,
          },
        );
      }
    }
  };
  await visit('', 0);
  return { kind: 'folder', name: basename(path), files, folders };
}

async function list(path: string, inBag: string, findings: FindingList): Promise<Dirent[]> {
  try {
    const items = await readdir(path, { withFileTypes: true });
    return items.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    findings.error('read-failed', `The folder cannot be read: ${(error as Error).message}.`, { path: inBag });
    return [];
  }
}
