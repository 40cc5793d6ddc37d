import { z } from 'zod';
import type { InfoField } from './bag-info.ts';
import { valuesOfLabel } from './bag-info.ts';
import type { FindingList } from './finding-list.ts';

/** Conformance to a BagIt profile, by the BagIt Profiles Specification 1.4. */

const names = z.array(z.string()).optional();
const profileSchema = z.object({
  'BagIt-Profile-Info': z.object({ 'BagIt-Profile-Identifier': z.string() }),
  'Bag-Info': z
    .record(
      z.string(),
      z.object({
        required: z.boolean().optional(),
        values: z.array(z.string()).optional(),
        repeatable: z.boolean().optional(),
      }),
    )
    .optional(),
  'Manifests-Required': names,
  'Manifests-Allowed': names,
  'Tag-Manifests-Required': names,
  'Tag-Manifests-Allowed': names,
  'Tag-Files-Required': names,
  'Tag-Files-Allowed': names,
  'Payload-Files-Required': names,
  'Payload-Files-Allowed': names,
  'Allow-Fetch.txt': z.boolean().optional(),
  'Fetch.txt-Required': z.boolean().optional(),
  'Data-Empty': z.boolean().optional(),
  Serialization: z.enum(['forbidden', 'required', 'optional']).optional(),
  'Accept-Serialization': names,
  'Accept-BagIt-Version': names,
});
export type BagProfile = z.infer<typeof profileSchema>;

export function parseProfile(bytes: Uint8Array): BagProfile | undefined {
  try {
    const result = profileSchema.safeParse(
      JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)),
    );
    return result.success ? result.data : undefined;
  } catch {
    return undefined;
  }
}

export interface ProfiledBag {
  kind: 'zip' | 'folder';
  version: string;
  info: readonly InfoField[];
  algorithms: { payload: readonly string[]; tag: readonly string[] };
  hasFetch: boolean;
  /** Every file with its size. */
  files: ReadonlyMap<string, { size: number }>;
}

export function checkProfile(profile: BagProfile, bag: ProfiledBag, findings: FindingList): void {
  const fail = (message: string, facts: { path?: string; expected?: string; found?: string } = {}) =>
    findings.error('profile-mismatch', message, facts);
  checkInfo(profile, bag, fail);
  checkAlgorithms(profile, bag, fail);
  checkFiles(profile, bag, fail);
  if (profile['Allow-Fetch.txt'] === false && bag.hasFetch)
    fail('The profile forbids fetch.txt.', { path: 'fetch.txt' });
  if (profile['Fetch.txt-Required'] && !bag.hasFetch)
    fail('The profile requires fetch.txt.', { path: 'fetch.txt' });
  const versions = profile['Accept-BagIt-Version'];
  if (versions && !versions.includes(bag.version)) {
    fail('The profile does not accept this version of BagIt.', {
      expected: versions.join(', '),
      found: bag.version,
    });
  }
  if (profile.Serialization === 'required' && bag.kind === 'folder')
    fail('The profile wants the bag as one archive file.');
  if (profile.Serialization === 'forbidden' && bag.kind === 'zip')
    fail('The profile wants the bag as a folder.');
  const formats = profile['Accept-Serialization'];
  if (
    bag.kind === 'zip' &&
    formats &&
    !formats.some((format) => /^application\/(x-)?zip(-compressed)?$/.test(format))
  ) {
    fail('The profile does not accept a ZIP.', { expected: formats.join(', ') });
  }
}

type Fail = (message: string, facts?: { path?: string; expected?: string; found?: string }) => void;

function checkInfo(profile: BagProfile, bag: ProfiledBag, fail: Fail): void {
  for (const [label, rule] of Object.entries(profile['Bag-Info'] ?? {})) {
    const found = valuesOfLabel(bag.info, label);
    if (rule.required && found.length === 0)
      fail(`The profile requires ${label} in bag-info.txt.`, { expected: label });
    if (rule.repeatable === false && found.length > 1)
      fail(`The profile allows ${label} only once.`, { found: label });
    const allowed = rule.values ?? [];
    for (const value of allowed.length > 0 ? found : []) {
      if (!allowed.includes(value)) {
        fail(`The profile does not allow this value of ${label}.`, {
          expected: allowed.join(' | '),
          found: value,
        });
      }
    }
  }
}

function checkAlgorithms(profile: BagProfile, bag: ProfiledBag, fail: Fail): void {
  const kinds = [
    ['payload', 'Manifests-Required', 'Manifests-Allowed'],
    ['tag', 'Tag-Manifests-Required', 'Tag-Manifests-Allowed'],
  ] as const;
  for (const [kind, requiredKey, allowedKey] of kinds) {
    const present = bag.algorithms[kind];
    for (const algorithm of profile[requiredKey] ?? []) {
      if (!present.includes(algorithm))
        fail(`The profile requires a ${kind} manifest with ${algorithm}.`, { expected: algorithm });
    }
    const allowed = profile[allowedKey];
    for (const algorithm of present) {
      if (allowed && !allowed.includes(algorithm)) {
        fail(`The profile does not allow a ${kind} manifest with ${algorithm}.`, { found: algorithm });
      }
    }
  }
}

function checkFiles(profile: BagProfile, bag: ProfiledBag, fail: Fail): void {
  const paths = [...bag.files.keys()];
  const payload = paths.filter((path) => path.startsWith('data/'));
  const required = [...(profile['Tag-Files-Required'] ?? []), ...(profile['Payload-Files-Required'] ?? [])];
  for (const path of required) {
    const present = path.endsWith('/') ? paths.some((each) => each.startsWith(path)) : bag.files.has(path);
    if (!present) fail('The profile requires this file.', { path });
  }
  const tagFilesAllowed = profile['Tag-Files-Allowed'];
  for (const path of tagFilesAllowed ? paths : []) {
    // What BagIt itself defines is not for the list to forbid; other keys of the profile rule it.
    if (path.startsWith('data/') || /^(bagit|bag-info|fetch|(tag)?manifest-[^/]+)\.txt$/.test(path)) continue;
    if (!matchesAny(path, tagFilesAllowed!)) fail('The profile does not allow this tag file.', { path });
  }
  const payloadAllowed = profile['Payload-Files-Allowed'];
  for (const path of payloadAllowed ? payload : []) {
    if (!matchesAny(path, payloadAllowed!)) fail('The profile does not allow this payload file.', { path });
  }
  if (profile['Data-Empty']) {
    const bytes = payload.reduce((sum, path) => sum + bag.files.get(path)!.size, 0);
    if (payload.length > 1 || bytes > 0) fail('The profile wants an empty payload.');
  }
}

/** Patterns in which `*` stands for any characters, without backtracking: the profile is hostile input too. */
function matchesAny(path: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => {
    const parts = pattern.split('*');
    if (parts.length === 1) return path === pattern;
    const first = parts[0]!;
    const last = parts.at(-1)!;
    if (path.length < first.length + last.length || !path.startsWith(first) || !path.endsWith(last))
      return false;
    let at = first.length;
    for (const part of parts.slice(1, -1)) {
      const found = path.indexOf(part, at);
      if (found < 0) return false;
      at = found + part.length;
    }
    return at <= path.length - last.length;
  });
}
