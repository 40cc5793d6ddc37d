import type { HashName } from '../hashing/hash-protocol.ts';
import type { Bag } from './check-bag.ts';
import type { FindingList } from './finding-list.ts';
import type { PackageSource } from './package-source.ts';
import { foldPath } from './path-safety.ts';

/** Which digests each file must have; the files are those of the source. */
export type ExpectedDigests = Map<string, { hash: HashName; algorithm: string; digest: string }[]>;

/** Holds the files there are against the files listed, both ways. */
export function checkCompleteness(source: PackageSource, bag: Bag, findings: FindingList): ExpectedDigests {
  const expected: ExpectedDigests = new Map();
  const normalForms = new Map([...source.files.keys()].map((path) => [path.normalize('NFC'), path]));
  const listed = { payload: new Set<string>(), tag: new Set<string>() };
  const missing = new Set<string>();
  for (const manifest of bag.manifests) {
    const present = new Map<string, string>();
    for (const path of manifest.digests.keys()) if (source.files.has(path)) present.set(foldPath(path), path);
    for (const [path, digest] of manifest.digests) {
      let found: string | undefined = source.files.has(path) ? path : undefined;
      // Another line of this manifest may differ in case or Unicode form only, and its file be there: the two
      // became one on the way over a disk that does not tell them apart. That clash is told already.
      found ??= present.get(foldPath(path));
      if (found === undefined) {
        found = normalForms.get(path.normalize('NFC'));
        if (found !== undefined) {
          findings.warning(
            'manifest-name-clash',
            'The manifest writes the name in another Unicode form than the disk does.',
            { path, algorithm: manifest.algorithm },
          );
        }
      }
      if (found === undefined) {
        missing.add(`${manifest.kind} ${path}`);
        continue;
      }
      listed[manifest.kind].add(found);
      const digests = expected.get(found) ?? [];
      digests.push({ hash: manifest.hash, algorithm: manifest.algorithm, digest });
      expected.set(found, digests);
    }
  }
  for (const key of missing) reportMissing(key, bag, findings);
  for (const path of bag.fetch) reportFetch(path, source, bag, findings);
  const listedAnywhere = new Set([...listed.payload, ...listed.tag]);
  for (const path of source.files.keys()) {
    if (path.startsWith('data/')) {
      if (!listed.payload.has(path) && bag.algorithms.payload.length > 0) {
        findings.error(
          'payload-unlisted',
          'The file is in data/ but in no manifest: nobody vouches for it.',
          { path },
        );
      }
    } else if (!listedAnywhere.has(path) && isOrdinaryTagFile(path)) {
      findings.info(
        'tag-file-unlisted',
        'No tag manifest covers this file. BagIt allows that; its content is unchecked.',
        {
          path,
        },
      );
    }
  }
  return expected;
}

/** Tag manifests cannot be covered by themselves, and the seal lies outside them on purpose. */
function isOrdinaryTagFile(path: string): boolean {
  return !/^tagmanifest-[^/]+\.txt$/i.test(path) && !path.startsWith('seal/');
}

function reportMissing(key: string, bag: Bag, findings: FindingList): void {
  const space = key.indexOf(' ');
  const path = key.slice(space + 1);
  if (key.slice(0, space) === 'tag') {
    findings.error('tag-file-missing', 'A tag manifest lists this file, but it is not there.', { path });
    return;
  }
  findings.error(
    'payload-missing',
    bag.fetch.has(path)
      ? 'The file is to be fetched from elsewhere (fetch.txt) and is not here. This program fetches nothing; ask for the complete bag.'
      : 'A manifest lists this file, but it is not there. Ask the sender for a complete package.',
    { path },
  );
}

function reportFetch(path: string, source: PackageSource, bag: Bag, findings: FindingList): void {
  const manifests = bag.manifests.filter((manifest) => manifest.kind === 'payload');
  if (manifests.some((manifest) => !manifest.digests.has(path))) {
    findings.error('fetch-unlisted', 'fetch.txt names this file, but not every payload manifest lists it.', {
      path,
    });
  } else if (source.files.has(path)) {
    findings.info('fetch-present', 'fetch.txt names this file as one to fetch; it is here already.', {
      path,
    });
  }
}
