import type { HashName } from '../hashing/hash-protocol.ts';
import { allowsTagFilesInManifest, type BagVersion, isRfc } from './bag-version.ts';
import type { FindingList } from './finding-list.ts';
import { mostFiles } from './limits.ts';
import { hashOfManifestName, hexLengthOf } from './manifest-hash.ts';
import { foldPath, pathFault } from './path-safety.ts';
import { linesOf } from './tag-text.ts';

export interface ManifestName {
  /** File name in the bag. */
  file: string;
  kind: 'payload' | 'tag';
  /** As in the file name. */
  algorithm: string;
  hash?: HashName;
}

export interface Manifest extends ManifestName {
  hash: HashName;
  /** Path to digest, lower case hexadecimal. */
  digests: Map<string, string>;
}

export function manifestNameOf(file: string): ManifestName | undefined {
  const match = /^(tag)?manifest-([^/]+)\.txt$/i.exec(file);
  if (!match) return undefined;
  const hash = hashOfManifestName(match[2]!);
  return {
    file,
    kind: match[1] ? 'tag' : 'payload',
    algorithm: match[2]!.toLowerCase(),
    ...(hash === undefined ? {} : { hash }),
  };
}

/** Reads a manifest (RFC 8493, sections 2.1.3 and 2.2.1). What cannot stand is told and left out. */
export function parseManifest(
  name: ManifestName & { hash: HashName },
  text: string,
  version: BagVersion,
  findings: FindingList,
): Manifest {
  const digests = new Map<string, string>();
  const folded = new Map<string, string>();
  const digestLength = hexLengthOf(name.hash);
  const unread = new Set<string>();
  for (const line of linesOf(text.replace(/^\ufeff/, ''))) {
    if (line.trim() === '') continue;
    const match = /^([0-9A-Fa-f]+)[ \t]+\*?(.+)$/s.exec(line);
    if (!match || match[1]!.length !== digestLength) {
      // A thousand bad lines are one broken file.
      if (!unread.has(name.file)) {
        findings.error(
          'manifest-malformed',
          `A line of the manifest is not a ${name.algorithm} checksum and a path: ${JSON.stringify(line.slice(0, 120))}.`,
          { path: name.file, algorithm: name.algorithm },
        );
      }
      unread.add(name.file);
      continue;
    }
    const path = listedPath(name, match[2]!, version, findings);
    if (path === undefined) continue;
    const digest = match[1]!.toLowerCase();
    const before = digests.get(path);
    if (before !== undefined) {
      reportRepetition(name, path, before, digest, version, findings);
      continue;
    }
    const twin = folded.get(foldPath(path));
    if (twin !== undefined) {
      findings.warning(
        'manifest-name-clash',
        `The manifest also lists ${twin}; on disks that ignore case or Unicode form both are one file.`,
        { path, algorithm: name.algorithm },
      );
    }
    if (digests.size === mostFiles) {
      findings.error('manifest-malformed', `The manifest lists more than ${mostFiles} files.`, {
        path: name.file,
        algorithm: name.algorithm,
      });
      break;
    }
    folded.set(foldPath(path), path);
    digests.set(path, digest);
  }
  return { ...name, digests };
}

function listedPath(
  name: ManifestName,
  written: string,
  version: BagVersion,
  findings: FindingList,
): string | undefined {
  let path = decodePath(written, version);
  if (/^(\.\/)+/.test(path)) {
    findings.warning('manifest-path-prefixed', 'The manifest writes the path with a "./" in front of it.', {
      path,
      algorithm: name.algorithm,
    });
    path = path.replace(/^(\.\/)+/, '');
  }
  const fault = pathFault(path);
  if (fault) {
    findings.error(
      'manifest-path-unsafe',
      `The manifest names a path that could lead out of the bag (${fault}). It was not opened.`,
      { path, algorithm: name.algorithm },
    );
    return undefined;
  }
  const inPayload = path.startsWith('data/');
  if (name.kind === 'payload' && !inPayload) {
    const severity = allowsTagFilesInManifest(version) ? 'info' : 'error';
    findings[severity](
      'manifest-path-outside-payload',
      'A payload manifest lists a file that is not under data/.',
      {
        path,
        algorithm: name.algorithm,
      },
    );
  }
  if (name.kind === 'tag' && inPayload) {
    findings[isRfc(version) ? 'error' : 'warning'](
      'manifest-path-in-payload',
      'A tag manifest lists a file under data/.',
      { path, algorithm: name.algorithm },
    );
  }
  return path;
}

/** Line ends, and since RFC 8493 the percent sign itself, are written as percent codes. */
export function decodePath(written: string, version: BagVersion): string {
  const codes = isRfc(version) ? /%(0[aA]|0[dD]|25)/g : /%(0[aA]|0[dD])/g;
  return written.replace(codes, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

function reportRepetition(
  name: ManifestName,
  path: string,
  before: string,
  digest: string,
  version: BagVersion,
  findings: FindingList,
): void {
  const facts = { path, algorithm: name.algorithm };
  if (before !== digest) {
    findings.error('manifest-entry-conflict', 'The manifest gives this file two different checksums.', {
      ...facts,
      expected: before,
      found: digest,
    });
  } else {
    findings[isRfc(version) ? 'error' : 'warning'](
      'manifest-entry-repeated',
      'The manifest lists this file more than once.',
      facts,
    );
  }
}
