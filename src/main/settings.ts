import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { ColorScheme } from '../shared/contract/shell.ts';
import type { Bounds } from './window/bounds.ts';

export interface Settings {
  bounds?: Bounds;
  maximized: boolean;
  colorScheme: ColorScheme;
  /** Absolute paths, latest first, ten at most. */
  recentVaults: string[];
}

const defaults: Settings = { maximized: false, colorScheme: 'auto', recentVaults: [] };

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function readBounds(value: unknown): Bounds | undefined {
  if (!isRecord(value)) return undefined;
  const { x, y, width, height } = value;
  const numbers = [x, y, width, height];
  if (!numbers.every((number) => Number.isSafeInteger(number) && Math.abs(number as number) < 100_000))
    return undefined;
  return { x, y, width, height } as Bounds;
}

/**
 * Reads settings out of parsed JSON, by hand: this is on the way to the first window, which a schema library
 * would delay by more than all else here. Undefined for what is no settings file at all.
 */
export function readSettings(value: unknown): Settings | undefined {
  if (!isRecord(value)) return undefined;
  const { maximized = false, colorScheme = 'auto', recentVaults = [] } = value;
  if (typeof maximized !== 'boolean' || !Array.isArray(recentVaults)) return undefined;
  if (colorScheme !== 'light' && colorScheme !== 'dark' && colorScheme !== 'auto') return undefined;
  if (!recentVaults.every((path) => typeof path === 'string' && path.length <= 4096)) return undefined;
  const bounds = readBounds(value.bounds);
  return { maximized, colorScheme, recentVaults: recentVaults.slice(0, 10), ...(bounds ? { bounds } : {}) };
}

/** What this machine remembers between starts: the window, the theme, where vaults lie. Never anything of a case. */
export class SettingsFile {
  readonly #path: string;
  #settings: Settings;

  constructor(path: string) {
    this.#path = path;
    this.#settings = this.#read();
  }

  get current(): Settings {
    return this.#settings;
  }

  update(change: Partial<Settings>): void {
    this.#settings = { ...this.#settings, ...change };
    mkdirSync(dirname(this.#path), { recursive: true });
    const temporary = `${this.#path}.${process.pid}.tmp`;
    writeFileSync(temporary, `${JSON.stringify(this.#settings, null, 2)}\n`, { mode: 0o600 });
    renameSync(temporary, this.#path);
  }

  rememberVault(path: string): void {
    const others = this.#settings.recentVaults.filter((known) => known !== path);
    this.update({ recentVaults: [path, ...others].slice(0, 10) });
  }

  #read(): Settings {
    let text: string;
    try {
      text = readFileSync(this.#path, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return defaults;
      throw error;
    }
    const settings = readSettings(parseJson(text));
    if (settings) return settings;
    const aside = `${this.#path}.damaged`;
    renameSync(this.#path, aside);
    console.warn(
      `The window settings were unreadable; they were moved to ${aside} and the defaults are used.`,
    );
    return defaults;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
