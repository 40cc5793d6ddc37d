import { open, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { ProfferError } from '../../shared/domain/errors.ts';
import {
  profferProfile,
  profileIdentifier,
  profilePath,
  profileTagFile,
} from '../referral/bag/proffer-profile.ts';
import { valuesOfLabel } from './bag-info.ts';
import { type Bag, checkPayloadSize, compareManifests, readBag } from './check-bag.ts';
import { checkCustody } from './check-custody.ts';
import { checkHashes } from './check-hashes.ts';
import { type BagProfile, checkProfile, parseProfile } from './check-profile.ts';
import { checkSeal } from './check-seal.ts';
import { checkCompleteness } from './completeness.ts';
import { FindingList } from './finding-list.ts';
import { verdictOf } from './findings.ts';
import { openFolder } from './folder-source.ts';
import type { PackageSource } from './package-source.ts';
import { formatOf } from './serialization.ts';
import { readBytes } from './tag-text.ts';
import type { Verification, VerifyOptions, VerifyProgress } from './verification.ts';
import { openZip } from './zip-source.ts';

/**
 * Verifies a package: a ZIP with one bag in it, or a bag folder, of BagIt 0.93 to 1.0 (RFC 8493); seal and custody
 * of our own packages too. Writes nothing, unpacks nothing to disk, follows no link, opens no network connection.
 * What is wrong is a finding; it fails only with `not-found`, `permission` or `cancelled`.
 */
export async function verifyPackage(path: string, options: VerifyOptions = {}): Promise<Verification> {
  const absolute = resolve(path);
  const findings = new FindingList();
  const tell = progress(options);
  tell('structure');
  const result: Verification = {
    verdict: 'invalid',
    path: absolute,
    kind: 'unknown',
    bag: emptyFacts(basename(absolute)),
    signature: { present: false, valid: false },
    custody: { present: false, valid: false, exhibits: 0, entries: 0 },
    findings: [],
    stoppedEarly: true,
  };
  try {
    const source = await openSource(absolute, result, findings, options);
    if (source) await verifySource(source, result, findings, options, tell);
  } catch (error) {
    if (options.signal?.aborted) throw new ProfferError('cancelled', 'The verification was cancelled.');
    throw error;
  }
  if (options.signal?.aborted) throw new ProfferError('cancelled', 'The verification was cancelled.');
  result.findings = findings.all();
  result.verdict = verdictOf(result.findings);
  return result;
}

async function openSource(path: string, result: Verification, findings: FindingList, options: VerifyOptions) {
  const status = await statusOf(path);
  if (status.isDirectory()) {
    result.kind = 'folder';
    return openFolder(path, findings);
  }
  result.size = status.size;
  const format = await formatOf(path, status);
  if (format !== 'zip') {
    findings.error(
      'serialization-unsupported',
      `This is ${format}. A package is a ZIP, or a bag folder: unpack a bag in another archive first, then verify its folder.`,
    );
    return undefined;
  }
  result.kind = 'zip';
  return openZip(path, findings, options.signal);
}

async function statusOf(path: string) {
  try {
    const status = await stat(path);
    if (status.isFile()) await (await open(path, 'r')).close();
    return status;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      throw new ProfferError('not-found', 'There is no package at this place.', { path });
    }
    if (code === 'EACCES' || code === 'EPERM') {
      throw new ProfferError('permission', 'The package may not be read by you.', { path });
    }
    throw error;
  }
}

type Tell = (step: VerifyProgress['step'], doneBytes?: number, totalBytes?: number) => void;

async function verifySource(
  source: PackageSource,
  result: Verification,
  findings: FindingList,
  options: VerifyOptions,
  tell: Tell,
): Promise<void> {
  const bag = await readBag(source, findings);
  describe(source, bag, result);
  if (!bag.declaration) return;
  const payload = checkPayloadSize(source, bag, findings);
  result.bag.foundOxum = `${payload.bytes}.${payload.files}`;
  result.bag.payloadFiles = payload.files;
  result.bag.payloadBytes = payload.bytes;
  result.bag.tagFiles = source.files.size - payload.files;

  tell('completeness');
  compareManifests(bag, bag.declaration.version, findings);
  const expected = checkCompleteness(source, bag, findings);
  const isOurs = await checkProfiles(source, bag, result, findings);

  tell('hashes');
  const sha256 = await checkHashes(source, expected, findings, {
    onBytes: (doneBytes, totalBytes) => tell('hashes', doneBytes, totalBytes),
    ...(options.signal ? { signal: options.signal } : {}),
    ...(options.workers === undefined ? {} : { workers: options.workers }),
    ...(options.fileHash && source.size !== undefined
      ? { wholeFile: { path: result.path, size: source.size } }
      : {}),
  });
  if (sha256 !== undefined) result.sha256 = sha256;
  result.stoppedEarly = false;

  tell('signature');
  const seal = await checkSeal(source, isOurs, options.allowedSigner, findings);
  result.signature = seal.facts;
  tell('custody');
  const names = [source.name, ...valuesOfLabel(bag.info, 'External-Identifier')];
  result.custody = await checkCustody(source, isOurs, seal.record?.custody ?? [], expected, findings, names);
}

function describe(source: PackageSource, bag: Bag, result: Verification): void {
  result.bag = {
    ...emptyFacts(source.name),
    ...(bag.stated.version === undefined ? {} : { version: bag.stated.version }),
    ...(bag.stated.encoding === undefined ? {} : { encoding: bag.stated.encoding }),
    payloadAlgorithms: bag.algorithms.payload,
    tagAlgorithms: bag.algorithms.tag,
    info: bag.info,
  };
  const [oxum] = valuesOfLabel(bag.info, 'Payload-Oxum');
  if (oxum !== undefined) result.bag.statedOxum = oxum;
}

/**
 * Checks the profile the bag names, when it is embedded; nothing is fetched. Our own packages are held against the
 * profile of this program, not against whatever file they carry. Answers whether it is one of ours.
 */
async function checkProfiles(
  source: PackageSource,
  bag: Bag,
  result: Verification,
  findings: FindingList,
): Promise<boolean> {
  const identifiers = valuesOfLabel(bag.info, 'BagIt-Profile-Identifier');
  const isOurs = identifiers.includes(profileIdentifier);
  const profiled = {
    kind: source.kind,
    version: bag.stated.version ?? '',
    info: bag.info,
    algorithms: bag.algorithms,
    hasFetch: bag.hasFetch,
    files: source.files,
  };
  const named = new Set(identifiers);
  const foreign = new Set(isOurs ? identifiers.filter((one) => one !== profileIdentifier) : identifiers);
  const embedded = await embeddedProfiles(source, foreign, findings);
  for (const identifier of named) {
    const profile =
      isOurs && identifier === profileIdentifier ? (profferProfile as BagProfile) : embedded.get(identifier);
    result.bag.profile ??= { identifier, checked: profile !== undefined };
    if (profile) checkProfile(profile, profiled, findings);
    else {
      findings.info(
        'profile-absent',
        'The profile this bag names is not inside it; conformance to it was not checked.',
        {
          expected: identifier,
        },
      );
    }
  }
  if (isOurs) {
    const carried = await readBytes(source, profilePath, findings);
    if (carried && !carried.equals(profileTagFile().bytes)) {
      findings.error('profile-malformed', 'The embedded profile is not the one its name stands for.', {
        path: profilePath,
      });
    }
    for (const path of source.files.keys()) {
      if (path.startsWith('data/') || path.startsWith('seal/') || /^tagmanifest-[^/]+\.txt$/.test(path))
        continue;
      if (bag.manifests.some((manifest) => manifest.kind === 'tag' && manifest.digests.has(path))) continue;
      findings.error('tag-file-unlisted', 'The file was added to the package: no tag manifest covers it.', {
        path,
      });
    }
  }
  return isOurs;
}

/** Those of the wanted profiles that lie in the bag, by identifier. Every candidate is read once, however many are wanted. */
async function embeddedProfiles(
  source: PackageSource,
  wanted: ReadonlySet<string>,
  findings: FindingList,
): Promise<Map<string, BagProfile>> {
  const found = new Map<string, BagProfile>();
  if (wanted.size === 0) return found;
  for (const path of source.files.keys()) {
    if (path.startsWith('data/') || !path.endsWith('.json') || path.startsWith('seal/')) continue;
    const bytes = await readBytes(source, path, findings);
    if (!bytes?.includes('BagIt-Profile-Info')) continue;
    const profile = parseProfile(bytes);
    if (!profile) {
      findings.warning(
        'profile-malformed',
        'It looks like a BagIt profile but does not follow the specification.',
        { path },
      );
      continue;
    }
    const identifier = profile['BagIt-Profile-Info']['BagIt-Profile-Identifier'];
    if (identifier !== undefined && wanted.has(identifier) && !found.has(identifier))
      found.set(identifier, profile);
  }
  return found;
}

function emptyFacts(name: string): Verification['bag'] {
  return {
    name,
    foundOxum: '0.0',
    payloadAlgorithms: [],
    tagAlgorithms: [],
    payloadFiles: 0,
    payloadBytes: 0,
    tagFiles: 0,
    info: [],
  };
}

function progress(options: VerifyOptions): Tell {
  return (step, doneBytes = 0, totalBytes = 0) => options.onProgress?.({ step, doneBytes, totalBytes });
}
