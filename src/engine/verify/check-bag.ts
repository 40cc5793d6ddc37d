import { checkOxum, type InfoField, parseBagInfo } from './bag-info.ts';
import type { BagVersion } from './bag-version.ts';
import { isRfc } from './bag-version.ts';
import { type Declaration, readDeclaration, type StatedDeclaration } from './bagit-declaration.ts';
import { parseFetchList } from './fetch-list.ts';
import type { FindingList } from './finding-list.ts';
import { largestShortText, largestText } from './limits.ts';
import { type Manifest, manifestNameOf, parseManifest } from './manifest.ts';
import type { PackageSource } from './package-source.ts';
import { readBytes } from './tag-text.ts';

/** A bag read as far as it could be, without having hashed anything. */
export interface Bag {
  stated: StatedDeclaration;
  declaration?: Declaration;
  infoFile?: string;
  info: InfoField[];
  manifests: Manifest[];
  /** Of manifests with algorithms this program cannot compute, too. */
  algorithms: { payload: string[]; tag: string[] };
  fetch: Set<string>;
  hasFetch: boolean;
}

/** Reads declaration, bag info, manifests and fetch list of a bag, and tells what is wrong with each. */
export async function readBag(source: PackageSource, findings: FindingList): Promise<Bag> {
  const bag: Bag = {
    stated: {},
    info: [],
    manifests: [],
    algorithms: { payload: [], tag: [] },
    fetch: new Set(),
    hasFetch: source.files.has('fetch.txt'),
  };
  const bytes = await readBytes(source, 'bagit.txt', findings);
  if (!bytes) {
    if (!source.files.has('bagit.txt')) {
      findings.error(
        'bagit-txt-missing',
        'There is no bagit.txt: this is not a BagIt bag, or not the whole of one.',
        {
          path: 'bagit.txt',
        },
      );
    }
    return bag;
  }
  bag.stated = readDeclaration(bytes, findings);
  if (!bag.stated.known) return bag;
  const declaration = bag.stated.known;
  bag.declaration = declaration;
  if (!source.folders.has('data')) {
    findings.error('payload-folder-missing', 'The bag has no data/ folder, so no payload.', {
      path: 'data/',
    });
  }
  await readInfo(source, bag, declaration, findings);
  await readManifests(source, bag, declaration, findings);
  const fetch = await readText(source, 'fetch.txt', declaration, findings);
  if (fetch !== undefined) bag.fetch = parseFetchList(fetch, declaration.version, findings);
  return bag;
}

async function readInfo(source: PackageSource, bag: Bag, declaration: Declaration, findings: FindingList) {
  // The file was called package-info.txt up to version 0.95.
  const file = ['bag-info.txt', 'package-info.txt'].find((name) => source.files.has(name));
  if (file === undefined) return;
  bag.infoFile = file;
  const text = await readText(source, file, declaration, findings, largestShortText);
  if (text !== undefined) bag.info = parseBagInfo(file, text, declaration.version, findings);
}

async function readManifests(
  source: PackageSource,
  bag: Bag,
  declaration: Declaration,
  findings: FindingList,
) {
  for (const file of [...source.files.keys()].sort()) {
    const name = file.includes('/') ? undefined : manifestNameOf(file);
    if (!name) continue;
    bag.algorithms[name.kind].push(name.algorithm);
    if (name.hash === undefined) {
      findings.error(
        'algorithm-unsupported',
        'This program cannot compute this checksum, so it cannot confirm the manifest. Check it with another tool.',
        { path: file, algorithm: name.algorithm },
      );
      continue;
    }
    const text = await readText(source, file, declaration, findings);
    if (text === undefined) continue;
    bag.manifests.push(parseManifest({ ...name, hash: name.hash }, text, declaration.version, findings));
  }
  if (bag.algorithms.payload.length === 0) {
    findings.error(
      'payload-manifest-missing',
      'The bag has no payload manifest, so nothing vouches for its files.',
    );
  }
  const payloadHashes = bag.manifests.filter((each) => each.kind === 'payload').map((each) => each.hash);
  if (payloadHashes.length > 0 && payloadHashes.every((hash) => hash === 'md5' || hash === 'sha1')) {
    findings.info(
      'algorithm-weak',
      'The payload is covered by MD5 or SHA-1 only: good against accidents, not against forgery.',
      { algorithm: payloadHashes.join(', ') },
    );
  }
}

async function readText(
  source: PackageSource,
  file: string,
  declaration: Declaration,
  findings: FindingList,
  limit = largestText,
) {
  const bytes = await readBytes(source, file, findings, limit);
  if (!bytes) return undefined;
  try {
    return declaration.decode(bytes);
  } catch {
    findings.error('text-malformed', `The file is not valid ${declaration.encoding}.`, { path: file });
    return undefined;
  }
}

/** Sizes first: they cost nothing and show most damage. */
export function checkPayloadSize(source: PackageSource, bag: Bag, findings: FindingList) {
  const total = { bytes: 0, files: 0 };
  for (const file of source.files.values()) {
    if (!file.path.startsWith('data/')) continue;
    total.bytes += file.size;
    total.files += 1;
  }
  if (bag.infoFile !== undefined) checkOxum(bag.info, bag.infoFile, total, findings);
  return total;
}

/** All manifests of a kind list the same files: a rule for payload since RFC 8493, advice otherwise. */
export function compareManifests(bag: Bag, version: BagVersion, findings: FindingList): void {
  for (const kind of ['payload', 'tag'] as const) {
    const manifests = bag.manifests.filter((manifest) => manifest.kind === kind);
    const all = new Set(manifests.flatMap((manifest) => [...manifest.digests.keys()]));
    for (const manifest of manifests) {
      for (const path of all) {
        if (manifest.digests.has(path)) continue;
        const severity = !isRfc(version) ? 'info' : kind === 'payload' ? 'error' : 'warning';
        findings[severity](
          'manifests-differ',
          `${manifest.file} does not list this file, another manifest does.`,
          {
            path,
            algorithm: manifest.algorithm,
          },
        );
      }
    }
  }
}
