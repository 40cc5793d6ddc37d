import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { parseStartArguments } from './command-line.ts';
import { readSettings, SettingsFile } from './settings.ts';
import { parseShellInput } from './shell-inputs.ts';
import { minimumSize, usableBounds } from './window/bounds.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'proffer-settings-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('settings of this machine', () => {
  it('start from defaults and are kept, readable by their owner alone', () => {
    const path = join(folder, 'new', 'settings.json');
    const settings = new SettingsFile(path);
    expect(settings.current).toEqual({ maximized: false, colorScheme: 'auto', recentVaults: [] });
    settings.update({ colorScheme: 'dark' });
    expect(new SettingsFile(path).current.colorScheme).toBe('dark');
    expect(statSync(path).mode & 0o077).toBe(0);
  });

  it('are read back as they were written', () => {
    const bounds = fc.record({ x: fc.nat(9999), y: fc.nat(9999), width: fc.nat(9999), height: fc.nat(9999) });
    const settings = fc.record(
      {
        bounds,
        maximized: fc.boolean(),
        colorScheme: fc.constantFrom('light', 'dark', 'auto'),
        recentVaults: fc.array(fc.string(), { maxLength: 10 }),
      },
      { requiredKeys: ['maximized', 'colorScheme', 'recentVaults'] },
    );
    fc.assert(
      fc.property(settings, (value) => {
        expect(readSettings(JSON.parse(JSON.stringify(value)))).toEqual(value);
      }),
    );
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(() => readSettings(value)).not.toThrow();
      }),
    );
  });

  it('remember ten vaults, the latest first, each once', () => {
    const settings = new SettingsFile(join(folder, 'settings.json'));
    for (let index = 0; index < 12; index += 1) settings.rememberVault(`/v${index}`);
    settings.rememberVault('/v5');
    expect(settings.current.recentVaults).toHaveLength(10);
    expect(settings.current.recentVaults.slice(0, 2)).toEqual(['/v5', '/v11']);
  });

  it.each(['', '{', '[]', '{"colorScheme":"pink"}'])(
    'that are damaged (%j) are moved aside and told',
    (text) => {
      const path = join(folder, 'settings.json');
      writeFileSync(path, text);
      const warning = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
      expect(new SettingsFile(path).current.colorScheme).toBe('auto');
      expect(readFileSync(`${path}.damaged`, 'utf8')).toBe(text);
      expect(existsSync(path)).toBe(false);
      expect(warning).toHaveBeenCalledOnce();
      warning.mockRestore();
    },
  );
});

describe('what a view may ask of the shell', () => {
  it.each([
    ['showInFolder', '../relative'],
    ['rememberVault', 'vault'],
    ['saveFile', { defaultName: '../../etc/passwd' }],
    ['openFiles', { filters: [{ name: 'x', extensions: ['a b'] }] }],
    ['setColorScheme', 'pink'],
    ['copyText', 5],
  ] as const)('%s refuses %j', (call, input) => {
    expect(() => parseShellInput(call, input)).toThrow(expect.objectContaining({ code: 'invalid-input' }));
  });

  it('fills in what was left out', () => {
    expect(parseShellInput('openFiles', {})).toEqual({ filters: [], multiple: true });
  });
});

describe('arguments of a start', () => {
  it('name folders, made absolute from where the person stood', () => {
    const args = ['electron', '/app', '--disable-gpu', '--vault=cases/one', '--user-data-dir=/settings'];
    expect(parseStartArguments(args, '/home/a')).toEqual({
      vault: '/home/a/cases/one',
      userData: '/settings',
    });
    expect(parseStartArguments(['electron', '/app', '--vault='], '/home/a')).toEqual({});
  });
});

describe('bounds of the window', () => {
  const screen = { x: 0, y: 0, width: 1920, height: 1080 };

  it('are forgotten when the screen they were on is gone', () => {
    expect(usableBounds({ x: 2500, y: 100, width: 1280, height: 800 }, [screen])).toBeUndefined();
    expect(usableBounds(undefined, [screen])).toBeUndefined();
  });

  it('are never smaller than the least size, and always partly in sight', () => {
    const side = fc.integer({ min: -5000, max: 5000 });
    const length = fc.integer({ min: 1, max: 5000 });
    fc.assert(
      fc.property(side, side, length, length, (x, y, width, height) => {
        const found = usableBounds({ x, y, width, height }, [screen]);
        if (!found) return;
        expect(found.width).toBeGreaterThanOrEqual(minimumSize.width);
        expect(found.height).toBeGreaterThanOrEqual(minimumSize.height);
        expect(found.x).toBeLessThan(screen.width);
        expect(found.y).toBeLessThan(screen.height);
      }),
    );
  });
});
