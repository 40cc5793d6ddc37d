/** One thing a person can do. The menu, the palette, the shortcuts and the help all read the same list. */
export interface Command {
  id: string;
  title: string;
  group: string;
  /** `Mod+K`: Mod is Ctrl, or Command on a Mac. A single printable key works outside of text fields only. */
  shortcut?: string;
  /** Further words the palette finds it by. */
  keywords?: string;
  /** Left out of the palette (the palette itself, for one). */
  quiet?: boolean;
  run(): void;
}

export interface KeyPress {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

/** Commands that stand now. The latest registration of an id, or of a shortcut, is the one that runs. */
export class CommandRegistry {
  private sets: { key: symbol; commands: readonly Command[] }[] = [];
  private readonly listeners = new Set<() => void>();
  private snapshot: readonly Command[] = [];

  register(commands: readonly Command[]): () => void {
    const key = Symbol('commands');
    this.sets = [...this.sets, { key, commands }];
    this.refresh();
    return () => {
      this.sets = this.sets.filter((set) => set.key !== key);
      this.refresh();
    };
  }

  list = (): readonly Command[] => this.snapshot;

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  forKey(press: KeyPress, typing: boolean): Command | null {
    for (let at = this.snapshot.length - 1; at >= 0; at--) {
      const command = this.snapshot[at]!;
      if (!command.shortcut || !matches(command.shortcut, press)) continue;
      if (typing && !needsModifier(command.shortcut)) continue;
      return command;
    }
    return null;
  }

  private refresh(): void {
    const byId = new Map<string, Command>();
    for (const set of this.sets) {
      for (const command of set.commands) {
        byId.delete(command.id);
        byId.set(command.id, command);
      }
    }
    this.snapshot = [...byId.values()];
    for (const listener of this.listeners) listener();
  }
}

export function matches(shortcut: string, press: KeyPress): boolean {
  const parts = shortcut.split('+');
  const key = parts.at(-1)!;
  const wants = new Set(parts.slice(0, -1));
  if ((press.ctrlKey || press.metaKey) !== wants.has('Mod')) return false;
  if (press.altKey !== wants.has('Alt')) return false;
  // Shift is part of writing a character such as "?"; it counts only beside letters and named keys.
  const shiftCounts = key.length > 1 || /[a-z]/i.test(key);
  if (shiftCounts && press.shiftKey !== wants.has('Shift')) return false;
  return press.key.toLowerCase() === key.toLowerCase();
}

/** `Ctrl+K` as printed on keycaps. */
export function keycaps(shortcut: string, mac = false): string[] {
  return shortcut.split('+').map((part) => (part === 'Mod' ? (mac ? '⌘' : 'Ctrl') : part));
}

/** Commands whose words hold every word asked for; those whose title begins with it first. */
export function searchCommands(commands: readonly Command[], query: string): Command[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const offered = commands.filter((command) => !command.quiet);
  if (!words.length) return offered;
  const hits = offered.filter((command) => {
    const hay = `${command.title} ${command.group} ${command.keywords ?? ''}`.toLowerCase();
    return words.every((word) => hay.includes(word));
  });
  const begins = (command: Command) => (command.title.toLowerCase().startsWith(words[0]!) ? 0 : 1);
  return hits.sort((a, b) => begins(a) - begins(b));
}

function needsModifier(shortcut: string): boolean {
  return /^(Mod|Alt)\+/.test(shortcut) || /^F\d+$/.test(shortcut);
}
