import { type Entry, fromRandomAccessReaderPromise } from 'yauzl';
import { ArchiveReader } from './archive-reader.ts';
import type { FindingList } from './finding-list.ts';
import { mostBytes, mostFiles } from './limits.ts';
import type { PackageSource, SourceFile } from './package-source.ts';
import { foldPath } from './path-safety.ts';
import { readZipEnd, type ZipEnd } from './zip-end.ts';
import { checkZipEntry, type ZipEntry } from './zip-entry.ts';

/**
 * Reads the directory of a ZIP and holds it against the local headers and the bytes of the file: what two
 * programs could unpack differently, and what could harm whoever unpacks it, is a finding. Unpacks nothing.
 * Undefined when the archive must not be read further.
 */
export async function openZip(
  path: string,
  findings: FindingList,
  signal?: AbortSignal,
): Promise<PackageSource | undefined> {
  const reader = new ArchiveReader(path);
  try {
    const end = readZipEnd(reader);
    if (!end) {
      findings.error(
        'archive-damaged',
        'The ZIP has no end: it was cut off, or bytes were added behind it. Fetch the package again.',
      );
      return undefined;
    }
    if (end.entryCount > mostFiles) {
      findings.error(
        'archive-too-many-entries',
        `The archive states ${end.entryCount} entries; ${mostFiles} are allowed.`,
      );
      return undefined;
    }
    const entries = await readEntries(reader, end, findings, signal);
    if (!entries) return undefined;
    checkNames(entries, findings);
    checkLayout(entries, end, reader, findings);
    const source = rooted(path, entries, reader.size, findings);
    return findings.hasErrors ? undefined : source;
  } finally {
    reader.dispose();
  }
}

async function readEntries(
  reader: ArchiveReader,
  end: ZipEnd,
  findings: FindingList,
  signal: AbortSignal | undefined,
): Promise<ZipEntry[] | undefined> {
  const entries: ZipEntry[] = [];
  let directorySize = 0;
  let totalSize = 0;
  try {
    const zip = await fromRandomAccessReaderPromise(reader, reader.size, {
      decodeStrings: false,
      validateEntrySizes: true,
    });
    for await (const raw of zip.eachEntry() as AsyncIterable<Entry>) {
      signal?.throwIfAborted();
      directorySize += 46 + raw.fileNameLength + raw.extraFieldLength + raw.fileCommentLength;
      totalSize += raw.uncompressedSize;
      const entry = checkZipEntry(raw, reader, findings);
      if (entry) entries.push(entry);
    }
  } catch (error) {
    if (signal?.aborted) throw error;
    const message = error instanceof Error ? error.message : String(error);
    const code = /encrypt/i.test(message) ? 'archive-encrypted' : 'archive-damaged';
    findings.error(
      code,
      `The archive cannot be read: ${message}. Fetch the package again or ask for another one.`,
    );
    return undefined;
  }
  if (totalSize > mostBytes) {
    findings.error(
      'archive-too-large',
      `The archive would unpack to ${totalSize} bytes; ${mostBytes} are allowed.`,
    );
  }
  if (directorySize !== end.directorySize || end.directoryOffset + directorySize !== end.start) {
    findings.error(
      'archive-foreign-bytes',
      'Bytes that belong to no file lie in or behind the directory of the archive. Ask for a new copy.',
      { expected: String(end.directorySize), found: String(directorySize) },
    );
  }
  if (end.commentLength > 0) {
    findings.warning('archive-foreign-bytes', 'The archive carries a comment, which no manifest covers.', {
      found: `${end.commentLength} bytes`,
    });
  }
  return entries;
}

function checkNames(entries: readonly ZipEntry[], findings: FindingList): void {
  const exact = new Set<string>();
  const folded = new Map<string, ZipEntry>();
  for (const entry of entries) {
    const twin = folded.get(foldPath(entry.path));
    if (exact.has(entry.path)) {
      findings.error(
        'path-duplicate',
        'Two entries of the archive have this name; which one counts is open.',
        {
          path: entry.path,
        },
      );
    } else if (twin) {
      findings.error(
        'path-collision',
        `On many disks it is the same name as ${twin.path}; one would replace the other.`,
        {
          path: entry.path,
        },
      );
    }
    exact.add(entry.path);
    folded.set(foldPath(entry.path), entry);
  }
  // A file that is also the folder of another file.
  const reported = new Set<string>();
  for (const entry of entries) {
    for (let slash = entry.path.indexOf('/'); slash >= 0; slash = entry.path.indexOf('/', slash + 1)) {
      const above = folded.get(foldPath(entry.path.slice(0, slash)));
      if (above && !above.isFolder && !reported.has(above.path)) {
        reported.add(above.path);
        findings.error('path-collision', 'It is a file and a folder at once.', { path: above.path });
      }
    }
  }
}

// A data descriptor has 12 or 20 bytes (ZIP64), and 4 more with its optional signature (APPNOTE 4.3.9).
const descriptorLengths = new Set([12, 16, 20, 24]);

/** Every byte before the directory belongs to exactly one entry. */
function checkLayout(
  entries: readonly ZipEntry[],
  end: ZipEnd,
  reader: ArchiveReader,
  findings: FindingList,
): void {
  // With entries already refused the gaps they leave mean nothing.
  if (findings.hasErrors) return;
  const ordered = [...entries].sort((a, b) => a.start - b.start);
  let position = 0;
  let before: ZipEntry | undefined;
  for (const next of [...ordered, undefined]) {
    const start = next?.start ?? end.directoryOffset;
    const gap = start - position;
    if (gap < 0) {
      findings.error(
        'archive-overlap',
        'Entries of the archive lie over each other, as archive bombs and forged archives do.',
        before ? { path: before.path } : {},
      );
      return;
    }
    const isDescriptor = before?.hasDescriptor === true && descriptorLengths.has(gap);
    if (before?.hasDescriptor && gap === 0) {
      findings.error('archive-damaged', 'The sizes announced behind this entry are not there.', {
        path: before.path,
      });
      return;
    }
    if (gap > 0 && !isDescriptor) {
      findings.error(
        'archive-foreign-bytes',
        before
          ? `${gap} bytes behind this entry belong to no file. Something may be hidden there; ask for a new copy.`
          : `${gap} bytes stand before the first entry: the file is also something else than a ZIP.`,
        before ? { path: before.path } : {},
      );
      return;
    }
    if (before && isDescriptor) checkDescriptor(before, gap, reader, findings);
    if (next) {
      position = next.end;
      before = next;
    }
  }
}

function checkDescriptor(
  entry: ZipEntry,
  length: number,
  reader: ArchiveReader,
  findings: FindingList,
): void {
  const descriptor = reader.bytes(entry.end, length);
  const large = length >= 20;
  const at = length % 8 === 4 ? 0 : 4;
  const number = (offset: number) =>
    large ? Number(descriptor.readBigUInt64LE(offset)) : descriptor.readUInt32LE(offset);
  const crc = descriptor.readUInt32LE(at);
  const packed = number(at + 4);
  const unpacked = number(at + (large ? 12 : 8));
  if (crc !== entry.crc32 || packed !== entry.storedLength || unpacked !== entry.size) {
    findings.error(
      'archive-header-mismatch',
      'The numbers behind this entry differ from the directory of the archive.',
      {
        path: entry.path,
        expected: `${entry.crc32} ${entry.storedLength} ${entry.size}`,
        found: `${crc} ${packed} ${unpacked}`,
      },
    );
  }
}

/** Takes the one top folder off (RFC 8493, section 4). */
function rooted(
  path: string,
  entries: readonly ZipEntry[],
  size: number,
  findings: FindingList,
): PackageSource | undefined {
  const roots = new Set(entries.map((entry) => entry.path.split('/')[0]!));
  const [name] = roots;
  if (name === undefined) {
    if (!findings.hasErrors) findings.error('archive-empty', 'The archive is empty.');
    return undefined;
  }
  if (roots.size > 1 || entries.some((entry) => entry.path === name && !entry.isFolder)) {
    findings.error(
      'archive-several-roots',
      'A bag in a ZIP lies in exactly one top folder (RFC 8493, section 4). This archive is laid out differently.',
      { found: [...roots].slice(0, 5).join(', ') },
    );
    return undefined;
  }
  const files = new Map<string, SourceFile>();
  const folders = new Set<string>();
  for (const entry of entries) {
    const inBag = entry.path.slice(name.length + 1);
    for (let slash = inBag.indexOf('/'); slash >= 0; slash = inBag.indexOf('/', slash + 1)) {
      folders.add(inBag.slice(0, slash));
    }
    if (entry.isFolder) {
      if (inBag !== '') folders.add(inBag);
      continue;
    }
    const { dataStart: offset, storedLength, method } = entry;
    files.set(inBag, {
      path: inBag,
      size: entry.size,
      crc32: entry.crc32,
      location: { path, offset, storedLength, method },
    });
  }
  return { kind: 'zip', name, files, folders, size };
}
