import { describe, expect, it } from 'vitest';
import { type Command, CommandRegistry, type KeyPress, keycaps, searchCommands } from './commands.ts';

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
});
const command = (id: string, more: Partial<Command> = {}): Command => ({
  id,
  title: id,
  group: 'Test',
  run: () => {},
  ...more,
});

describe('CommandRegistry', () => {
  it('drops a set when its view goes, and tells who listens', () => {
    const registry = new CommandRegistry();
    let told = 0;
    registry.subscribe(() => told++);
    const drop = registry.register([command('a'), command('b')]);
    expect(registry.list().map((each) => each.id)).toEqual(['a', 'b']);
    drop();
    expect(registry.list()).toEqual([]);
    expect(told).toBe(2);
  });

  it('gives a shortcut to the latest view that claims it, and back when that goes', () => {
    const registry = new CommandRegistry();
    registry.register([command('outer', { shortcut: 'Mod+N' })]);
    const drop = registry.register([command('inner', { shortcut: 'Mod+N' })]);
    expect(registry.forKey(press('n', { ctrlKey: true }), false)?.id).toBe('inner');
    drop();
    expect(registry.forKey(press('n', { ctrlKey: true }), false)?.id).toBe('outer');
  });

  it('keeps single keys out of text fields, but not keys with a modifier', () => {
    const registry = new CommandRegistry();
    registry.register([
      command('help', { shortcut: '?' }),
      command('palette', { shortcut: 'Mod+K' }),
      command('area', { shortcut: 'Alt+1' }),
    ]);
    expect(registry.forKey(press('?', { shiftKey: true }), false)?.id).toBe('help');
    expect(registry.forKey(press('?', { shiftKey: true }), true)).toBeNull();
    expect(registry.forKey(press('k', { metaKey: true }), true)?.id).toBe('palette');
    expect(registry.forKey(press('1', { altKey: true }), true)?.id).toBe('area');
  });

  it('tells Ctrl+Z from Ctrl+Shift+Z', () => {
    const registry = new CommandRegistry();
    registry.register([command('undo', { shortcut: 'Mod+Z' })]);
    expect(registry.forKey(press('z', { ctrlKey: true }), false)?.id).toBe('undo');
    expect(registry.forKey(press('Z', { ctrlKey: true, shiftKey: true }), false)).toBeNull();
  });
});

describe('searchCommands', () => {
  const all = [
    command('1', { title: 'Go to evidence' }),
    command('2', { title: 'Evidence: take in files', keywords: 'intake add drop' }),
    command('3', { title: 'Lock the vault', quiet: true }),
  ];
  it('finds by title, group and keyword, titles that begin so first, quiet ones never', () => {
    expect(searchCommands(all, 'evidence').map((each) => each.id)).toEqual(['2', '1']);
    expect(searchCommands(all, 'drop').map((each) => each.id)).toEqual(['2']);
    expect(searchCommands(all, 'lock')).toEqual([]);
    expect(searchCommands(all, '')).toHaveLength(2);
  });
  it('prints keycaps', () => {
    expect(keycaps('Mod+Shift+K')).toEqual(['Ctrl', 'Shift', 'K']);
    expect(keycaps('Mod+K', true)).toEqual(['⌘', 'K']);
  });
});
