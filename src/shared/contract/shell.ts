import type { ErrorData } from '../domain/errors.ts';

/**
 * What the Electron shell offers around the engine: `window.proffer` in a view, and the frames between
 * main and engine. Cases travel on none of these; they travel on the engine port (see `index.ts`).
 */

/** The view's own origin, served by main from the built files. */
export const applicationOrigin = 'app://proffer';

/** Where a view reads bytes of evidence: `evidence://<kind>/<reference>`, ranges allowed. */
export const evidenceScheme = 'evidence';
export type BytesKind = 'evidence' | 'preview';
/** References of evidence and of previews: ids only, never a path. */
export const bytesReferencePattern = /^[A-Za-z0-9][A-Za-z0-9._~-]{0,199}$/;

/** Address of evidence bytes for `<img src>` or `fetch`. */
export function evidenceAddress(kind: BytesKind, reference: string): string {
  if (!bytesReferencePattern.test(reference)) throw new Error('not a reference of evidence');
  return `${evidenceScheme}://${kind}/${reference}`;
}

export type EngineStatus = 'starting' | 'ready' | 'lost' | 'stopped';

export interface EngineState {
  status: EngineStatus;
  /** Words for the person, where there is something to say: why it was lost, what to do. */
  reason?: string;
}

export type ColorScheme = 'light' | 'dark' | 'auto';

/** Known before the first frame is drawn. */
export interface StartupInfo {
  /** `--vault=DIR`: absolute path of the vault to unlock first. */
  vault?: string;
  /** Vaults opened on this machine, latest first; absolute paths. */
  recentVaults: string[];
  colorScheme: ColorScheme;
}

export interface FileFilter {
  name: string;
  /** Without dot: `['zip']`. */
  extensions: string[];
}

export interface OpenFilesOptions {
  title?: string;
  filters?: FileFilter[];
  /** Default: several. */
  multiple?: boolean;
}

export interface FolderOptions {
  title?: string;
}

export interface SaveFileOptions {
  title?: string;
  /** A bare name, no path. */
  defaultName?: string;
  filters?: FileFilter[];
}

/** `window.proffer`. Paths are absolute. A dialog that was cancelled gives an empty list or null. */
export interface Shell {
  version: string;
  /** `process.platform` */
  platform: string;
  startup: StartupInfo;
  /**
   * Asks for the port to the engine. It arrives as a `message` event of the window whose `data` is
   * `{ type: enginePortMessage }` and whose `ports[0]` is the port: add the listener first, ask once per load.
   * After an engine restart a new port arrives the same way, unasked; the one before is dead.
   */
  requestPort(): void;
  /** Tells the present state at once, then each change. Returns a function that ends it. */
  onEngineState(listener: (state: EngineState) => void): () => void;
  /** A second start of the application with `--vault=DIR` ends here. Returns a function that ends it. */
  onOpenVault(listener: (vault: string) => void): () => void;
  openFiles(options?: OpenFilesOptions): Promise<string[]>;
  openFolder(options?: FolderOptions): Promise<string | null>;
  /** A folder to put new things into; the dialog can make one. */
  saveFolder(options?: FolderOptions): Promise<string | null>;
  saveFile(options?: SaveFileOptions): Promise<string | null>;
  /** Paths behind dropped files and folders, in their order; what has no path (text, a blob) is left out. */
  pathsForDrop(files: readonly unknown[]): string[];
  /** Shows a file or folder in the system's file manager. */
  showInFolder(path: string): Promise<void>;
  copyText(text: string): Promise<void>;
  setColorScheme(scheme: ColorScheme): Promise<void>;
  rememberVault(path: string): Promise<void>;
  /** Whether this view runs in Chromium's sandbox; false is a defect. */
  sandboxed: boolean;
}

export const enginePortMessage = 'proffer:engine-port';

/** Names of the channels between preload and main; nothing else may use them. */
export const shellChannels = {
  requestPort: 'proffer:request-port',
  engineState: 'proffer:engine-state',
  openVault: 'proffer:open-vault',
  readEngineState: 'proffer:read-engine-state',
  openFiles: 'proffer:open-files',
  openFolder: 'proffer:open-folder',
  saveFolder: 'proffer:save-folder',
  saveFile: 'proffer:save-file',
  showInFolder: 'proffer:show-in-folder',
  copyText: 'proffer:copy-text',
  setColorScheme: 'proffer:set-color-scheme',
  rememberVault: 'proffer:remember-vault',
} as const;

/** The switch that carries `StartupInfo` and the version into the preload script, as base64 of JSON. */
export const startupSwitch = '--proffer-startup=';

/** Main to engine, over the process's own port. Ports ride along as transferred ports. */
export type EngineControl =
  | { type: 'renderer-port' }
  | { type: 'bytes-port' }
  | { type: 'system-lock'; cause: 'lock-screen' | 'suspend' }
  | { type: 'shutdown' };

/** Engine to main. `ready` once it listens for ports, before that main sends none; `closed` answers `shutdown`. */
export type EngineNotice = { type: 'ready' } | { type: 'closed' };

/** Main to engine on the bytes port. One `pull` asks for one chunk. Ids are main's, never used twice. */
export type BytesRequest =
  | { id: number; open: { kind: BytesKind; ref: string; start?: number; end?: number } }
  | { id: number; pull: true }
  | { id: number; cancel: true };

/** `size` is that of the whole content in bytes, whatever part was asked for. */
export interface BytesHead {
  size: number;
  mediaType: string;
  name: string;
}

/** Engine to main on the bytes port. `start` is the first byte, `end` the one after the last, as in `slice`. */
export type BytesReply =
  | { id: number; head: BytesHead }
  | { id: number; chunk: Uint8Array }
  | { id: number; end: true }
  | { id: number; error: ErrorData };
