/** Versions of BagIt this program knows: the Internet drafts from 0.93 on, and RFC 8493. */
const knownVersions = ['0.93', '0.94', '0.95', '0.96', '0.97', '1.0'] as const;
export type BagVersion = (typeof knownVersions)[number];

export function asBagVersion(text: string): BagVersion | undefined {
  return knownVersions.find((version) => version === text);
}

/** RFC 8493 made rules out of what older versions only advised. */
export function isRfc(version: BagVersion): boolean {
  return version === '1.0';
}

/** Up to 0.96 a payload manifest might also list tag files. */
export function allowsTagFilesInManifest(version: BagVersion): boolean {
  return version !== '1.0' && version !== '0.97';
}
