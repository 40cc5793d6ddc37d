import { deepestFolder, longestName } from './limits.ts';

/**
 * Why a path could lead out of the folder it is meant for, on any system; undefined when it cannot. Both slashes
 * count as separators, because the receiver's system may take either.
 */
export function pathFault(path: string): string | undefined {
  if (path === '') return 'it is empty';
  if (path.length > longestName) return `it is longer than ${longestName} characters`;
  if (path.includes('\0')) return 'it holds a zero byte';
  if (/^[\\/]/.test(path)) return 'it is an absolute path';
  if (/^[A-Za-z]:/.test(path)) return 'it starts with a drive letter';
  if (/^~/.test(path)) return 'it starts with ~, which may mean a home folder';
  const parts = path.split(/[\\/]/);
  if (parts.includes('..')) return 'it climbs out of its folder with ".."';
  if (parts.includes('.')) return 'it has a part "."';
  if (parts.includes('')) return 'it has an empty part';
  return undefined;
}

/** As `pathFault`, for names inside an archive, where more is suspect. */
export function archivePathFault(path: string): string | undefined {
  const fault = pathFault(path);
  if (fault) return fault;
  // Each part is looked at with all before it: a thousand parts in each of a thousand names would take minutes.
  if (path.split('/', deepestFolder + 2).length > deepestFolder + 1)
    return `it is nested deeper than ${deepestFolder} folders`;
  if (path.includes('\\')) return 'it holds a backslash, a separator on Windows';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (/[\u0000-\u001f\u007f]/u.test(path)) return 'it holds a control character';
  return undefined;
}

/** Paths that are one file on a disk that ignores case or Unicode form have the same folded path. */
export function foldPath(path: string): string {
  return path.normalize('NFC').toLowerCase().normalize('NFC');
}
