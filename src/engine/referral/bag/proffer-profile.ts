/** The BagIt profile every referral package embeds (BagIt Profiles Specification 1.4). */

/** A name, not an address: nothing is ever fetched from it. */
export const profileIdentifier = 'urn:proffer:bagit-profile:referral:1';
export const profilePath = 'bagit-profile.json';

export const profferProfile = {
  'BagIt-Profile-Info': {
    'BagIt-Profile-Identifier': profileIdentifier,
    'BagIt-Profile-Version': '1.4.0',
    'Source-Organization': 'Proffer',
    'External-Description': 'A sealed referral of a case with its evidence to an agency',
    'Contact-Name': 'See Contact-Name in bag-info.txt',
    Version: '1',
  },
  'Bag-Info': {
    'Source-Organization': { required: true },
    'External-Identifier': { required: true, repeatable: false },
    'Bagging-Date': { required: true, repeatable: false },
    'Bag-Size': { required: true, repeatable: false },
    'Payload-Oxum': { required: true, repeatable: false },
  },
  'Manifests-Required': ['sha256', 'sha512'],
  'Manifests-Allowed': ['sha256', 'sha512'],
  'Tag-Manifests-Required': ['sha256', 'sha512'],
  'Tag-Manifests-Allowed': ['sha256', 'sha512'],
  'Tag-Files-Required': ['bagit-profile.json'],
  'Tag-Files-Allowed': [
    'bagit.txt',
    'bag-info.txt',
    'bagit-profile.json',
    'manifest-*.txt',
    'tagmanifest-*.txt',
    'seal/*',
  ],
  'Allow-Fetch.txt': false,
  'Data-Empty': false,
  Serialization: 'optional',
  'Accept-Serialization': ['application/zip'],
  'Accept-BagIt-Version': ['1.0'],
};

/** The embedded tag file, to be given to `writeBag` in `tagFiles`. */
export function profileTagFile(): { path: string; bytes: Uint8Array } {
  return { path: profilePath, bytes: Buffer.from(`${JSON.stringify(profferProfile, null, 2)}\n`, 'utf8') };
}
