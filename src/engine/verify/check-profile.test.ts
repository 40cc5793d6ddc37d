import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { profferProfile, profileIdentifier, profileTagFile } from '../referral/bag/proffer-profile.ts';
import { readBag } from './check-bag.ts';
import { checkProfile, type ProfiledBag, parseProfile } from './check-profile.ts';
import { FindingList } from './finding-list.ts';
import { openFolder } from './folder-source.ts';
import { samplesFolder } from './testing/packages.ts';

const base: ProfiledBag = {
  kind: 'zip',
  version: '1.0',
  info: [{ label: 'Source-Organization', value: 'Desk' }],
  algorithms: { payload: ['sha256'], tag: ['sha256'] },
  hasFetch: false,
  files: new Map([
    ['bagit.txt', { size: 1 }],
    ['data/a.txt', { size: 5 }],
    ['extra/note.txt', { size: 5 }],
  ]),
};

function messages(rules: object, bag: Partial<ProfiledBag> = {}): string[] {
  const bytes = Buffer.from(
    JSON.stringify({ 'BagIt-Profile-Info': { 'BagIt-Profile-Identifier': 'urn:x' }, ...rules }),
  );
  const profile = parseProfile(bytes);
  if (!profile) throw new Error('the profile is malformed');
  const findings = new FindingList();
  checkProfile(profile, { ...base, ...bag }, findings);
  return findings.all().map((finding) => finding.message);
}

describe('checkProfile', () => {
  it.each([
    [{ 'Bag-Info': { 'Contact-Name': { required: true } } }, 'requires Contact-Name'],
    [{ 'Bag-Info': { 'source-organization': { values: ['Other'] } } }, 'does not allow this value'],
    [{ 'Manifests-Required': ['md5'] }, 'requires a payload manifest with md5'],
    [{ 'Manifests-Allowed': ['md5'] }, 'does not allow a payload manifest with sha256'],
    [{ 'Tag-Manifests-Required': ['sha512'] }, 'requires a tag manifest with sha512'],
    [{ 'Tag-Manifests-Allowed': ['sha512'] }, 'does not allow a tag manifest with sha256'],
    [{ 'Tag-Files-Required': ['DPN/x'] }, 'requires this file'],
    [{ 'Tag-Files-Allowed': ['other/*'] }, 'does not allow this tag file'],
    [{ 'Payload-Files-Required': ['data/src/'] }, 'requires this file'],
    [{ 'Payload-Files-Allowed': ['data/*.csv'] }, 'does not allow this payload file'],
    [{ 'Fetch.txt-Required': true }, 'requires fetch.txt'],
    [{ 'Data-Empty': true }, 'empty payload'],
    [{ Serialization: 'forbidden' }, 'as a folder'],
    [{ 'Accept-Serialization': ['application/tar'] }, 'does not accept a ZIP'],
    [{ 'Accept-BagIt-Version': ['0.97'] }, 'does not accept this version'],
  ])('%j is held', (rules, message) => {
    const found = messages(rules);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(message);
  });

  it('is content with what the rules allow', () => {
    expect(
      messages({
        'Bag-Info': { 'SOURCE-Organization': { required: true, values: ['Desk'], repeatable: false } },
        'Manifests-Required': ['sha256'],
        'Tag-Files-Allowed': ['ext*/n*e.txt'],
        'Payload-Files-Allowed': ['data/*'],
        'Payload-Files-Required': ['data/'],
        'Allow-Fetch.txt': false,
        'Accept-Serialization': ['application/zip'],
      }),
    ).toEqual([]);
  });

  it('holds the rules that need another bag', () => {
    expect(messages({ 'Allow-Fetch.txt': false }, { hasFetch: true })).toHaveLength(1);
    expect(messages({ Serialization: 'required' }, { kind: 'folder' })).toHaveLength(1);
    const twice = [...base.info, ...base.info];
    expect(
      messages({ 'Bag-Info': { 'Source-Organization': { repeatable: false } } }, { info: twice }),
    ).toHaveLength(1);
  });

  it('reads only what follows the specification', () => {
    expect(parseProfile(Buffer.from('{}'))).toBeUndefined();
    expect(parseProfile(Buffer.from([0xff]))).toBeUndefined();
    expect(parseProfile(profileTagFile().bytes)).toEqual(
      expect.objectContaining({ 'Manifests-Required': profferProfile['Manifests-Required'] }),
    );
    expect(profferProfile['BagIt-Profile-Info']['BagIt-Profile-Identifier']).toBe(profileIdentifier);
  });
});

const java = samplesFolder('01-bagit/bagit-java-testbags');
describe.skipIf(!java)('a bag made to break the profile of another tool', () => {
  it('has the wrong contact name, and is otherwise in order', async () => {
    const profile = parseProfile(readFileSync(join(java!, 'bagitProfiles/exampleProfile.json')));
    const findings = new FindingList();
    const source = await openFolder(
      join(java!, 'bagitProfileTestBags/wrongValueForContactNameBag'),
      findings,
    );
    const bag = await readBag(source, findings);
    checkProfile(
      profile!,
      {
        kind: 'folder',
        version: bag.stated.version!,
        info: bag.info,
        algorithms: bag.algorithms,
        hasFetch: bag.hasFetch,
        files: source.files,
      },
      findings,
    );
    const mismatches = findings.all().filter((finding) => finding.code === 'profile-mismatch');
    expect(mismatches).toEqual([expect.objectContaining({ found: 'john scancella' })]);
  });
});
