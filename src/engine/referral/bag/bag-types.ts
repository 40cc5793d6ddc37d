/** One payload file of a bag, read when its turn comes. */
export interface BagEntry {
  /** Under `data/`, forward slashes, ASCII: letters, digits, `.`, `_`, `-`; e.g. `data/exhibits/PRF-0001/mail.eml`. */
  path: string;
  /** Bytes; the source must yield exactly that many. */
  size: number;
  /** Hexadecimal; when given, what is written must have it, else `integrity-failed`. */
  sha256?: string;
  open(): AsyncIterable<Uint8Array>;
}

/** A small file outside `data/`, held in memory. */
export interface TagFile {
  path: string;
  bytes: Uint8Array;
}

/** The bytes of `tagmanifest-sha256.txt` and `tagmanifest-sha512.txt`. */
export interface TagManifests {
  sha256: Uint8Array;
  sha512: Uint8Array;
}

export interface BagProgress {
  doneBytes: number;
  totalBytes: number;
  /** The payload file being written. */
  path: string;
}

export interface WriteBagOptions {
  /** The ZIP to make. Its folder exists; the file must not. */
  outputPath: string;
  /** Name of the one top folder: ASCII letters, digits, `.`, `_`, `-`. */
  bagName: string;
  entries: Iterable<BagEntry> | AsyncIterable<BagEntry>;
  /** Further tag files, listed in the tag manifests: e.g. an embedded BagIt profile. */
  tagFiles?: readonly TagFile[];
  /** Label and value in order; `Payload-Oxum` and `Bag-Size` are added after them. */
  bagInfo: readonly (readonly [label: string, value: string])[];
  /**
   * Called with the tag manifests once all else is written; the files it answers lie outside them, directly
   * under `seal/`. `sealPackage` in ../seal/seal-package.ts makes such a function.
   */
  seal?: (tagManifests: TagManifests) => Promise<readonly TagFile[]>;
  /**
   * Called when the package is whole and on disk, before it has its name: what it throws ends the writing, and nothing
   * is left behind.
   */
  beforeNaming?: (written: WrittenBag) => void | Promise<void>;
  /** One modification time for every entry, so that the same input gives the same bytes. */
  modified: Date;
  onProgress?: (progress: BagProgress) => void;
  signal?: AbortSignal;
}

export interface WrittenEntry {
  path: string;
  size: number;
  sha256: string;
  sha512: string;
}

export interface WrittenBag {
  path: string;
  /** Bytes of the ZIP. */
  size: number;
  /** SHA-256 of the ZIP, hexadecimal. */
  sha256: string;
  tagManifestSha256: string;
  /** Payload files as written, in archive order. */
  entries: WrittenEntry[];
}
