import type { HashTask } from '../hashing/hash-protocol.ts';

/** A file of the package, wherever it lies. */
export interface SourceFile {
  /** Relative to the bag's own folder, forward slashes. */
  path: string;
  /** Unpacked bytes. */
  size: number;
  /** What a hashing thread needs to read it. */
  location: Pick<HashTask, 'path' | 'offset' | 'storedLength' | 'method'>;
  /** CRC-32 stated by the archive; absent in a folder. */
  crc32?: number;
}

/** An opened package: a ZIP or a folder, read only. */
export interface PackageSource {
  kind: 'zip' | 'folder';
  /** The bag's own folder. */
  name: string;
  files: Map<string, SourceFile>;
  /** Folders, also those only implied by files; without trailing slash. */
  folders: Set<string>;
  /** Bytes of the ZIP. */
  size?: number;
}
