import { ProfferError } from '../../../shared/domain/errors.ts';

/** The text files of a BagIt 1.0 bag (RFC 8493), UTF-8, lines ended by LF. */

export const bagitTxt = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n';

/** `checksum  path` per line, sorted by path; two spaces, as `sha256sum -c` reads them. */
export function manifestText(lines: readonly { path: string; digest: string }[]): string {
  return [...lines]
    .sort(byPath)
    .map((line) => `${line.digest}  ${line.path}\n`)
    .join('');
}

/** Order of paths by bytes, the same everywhere (the paths are ASCII). */
export function byPath(a: { path: string }, b: { path: string }): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}

/** `bag-info.txt`; RFC 8493, section 2.2.2. Values of several lines become one, as folding is read differently by tools. */
export function bagInfoText(fields: readonly (readonly [label: string, value: string])[]): string {
  return fields.map(([label, value]) => `${checkedLabel(label)}: ${oneLine(value)}\n`).join('');
}

export function payloadOxum(files: readonly { size: number }[]): string {
  return `${files.reduce((sum, file) => sum + file.size, 0)}.${files.length}`;
}

/** Human-readable size for `Bag-Size`: decimal units, one digit after the point. */
export function sizeText(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB', 'PB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit]!}`;
}

function checkedLabel(label: string): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9-]*$/.test(label)) {
    throw new ProfferError('invalid-input', 'A label of bag-info.txt has letters, digits and hyphens only.', {
      label,
    });
  }
  return label;
}

function oneLine(value: string): string {
  const line = value.replace(/\s+/gu, ' ').trim();
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (line === '' || /[\u0000-\u001f\u007f]/u.test(line)) {
    throw new ProfferError(
      'invalid-input',
      'A value of bag-info.txt is text, not empty, without control characters.',
      {
        value,
      },
    );
  }
  return line;
}
