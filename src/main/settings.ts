import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

const settingsSchema = z.object({
  bounds: z
    .object({ x: z.int(), y: z.int(), width: z.int().min(1).max(20_000), height: z.int().min(1).max(20_000) })
    .optional(),
  maximized: z.boolean().default(false),
  colorScheme: z.enum(['light', 'dark', 'auto']).default('auto'),
  recentVaults: z.array(z.string().max(4096)).max(10).default([]),
});

export type Settings = z.output<typeof settingsSchema>;

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
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return settingsSchema.parse({});
      throw error;
    }
    try {
      return settingsSchema.parse(JSON.parse(text));
    } catch {
      const aside = `${this.#path}.damaged`;
      renameSync(this.#path, aside);
      console.warn(
        `The window settings were unreadable; they were moved to ${aside} and the defaults are used.`,
      );
      return settingsSchema.parse({});
    }
  }
}
