import { existsSync } from 'node:fs';
import { type BrowserWindow, clipboard, dialog, ipcMain, nativeTheme, shell } from 'electron';
import type { z } from 'zod';
import { shellChannels as channels } from '../shared/contract/shell.ts';
import { ProfferError } from '../shared/domain/errors.ts';
import type { EngineHost } from './engine-host/engine-host.ts';
import { isTrustedSender } from './security/trusted-sender.ts';
import type { SettingsFile } from './settings.ts';
import type { shellInputs } from './shell-inputs.ts';

type Inputs = typeof shellInputs;

export interface ShellCallsOptions {
  window(): BrowserWindow | undefined;
  origin: string;
  engine: EngineHost;
  settings: SettingsFile;
}

/** Registers every call a view may make to main. Each checks who asks, then what is asked. */
export function registerShellCalls({ window, origin, engine, settings }: ShellCallsOptions): void {
  function trusted(frame: Electron.WebFrameMain | null): BrowserWindow {
    const own = window();
    if (!own || !isTrustedSender(frame, own.webContents, origin)) {
      throw new ProfferError('permission', 'This page may not call the shell.');
    }
    return own;
  }
  function handle<C extends keyof Inputs>(
    name: C,
    call: (input: z.output<Inputs[C]>, own: BrowserWindow) => unknown,
  ): void {
    ipcMain.handle(channels[name], async (event, input: unknown) => {
      const own = trusted(event.senderFrame);
      // Loaded with the first call: the first window does not wait for it.
      const { parseShellInput } = await import('./shell-inputs.ts');
      return call(parseShellInput(name, input), own);
    });
  }

  ipcMain.on(channels.requestPort, (event) => {
    engine.connect(trusted(event.senderFrame).webContents);
  });
  ipcMain.handle(channels.readEngineState, (event) => {
    trusted(event.senderFrame);
    return engine.state;
  });

  handle('openFiles', async (input, own) => {
    const answer = await dialog.showOpenDialog(own, {
      ...(input.title ? { title: input.title } : {}),
      filters: input.filters,
      properties: ['openFile', 'showHiddenFiles', ...(input.multiple ? (['multiSelections'] as const) : [])],
    });
    return answer.canceled ? [] : answer.filePaths;
  });
  const chooseFolder = async (own: BrowserWindow, text: string | undefined, create: boolean) => {
    const answer = await dialog.showOpenDialog(own, {
      ...(text ? { title: text } : {}),
      properties: ['openDirectory', ...(create ? (['createDirectory', 'promptToCreate'] as const) : [])],
    });
    return answer.canceled ? null : (answer.filePaths[0] ?? null);
  };
  handle('openFolder', (input, own) => chooseFolder(own, input.title, false));
  handle('saveFolder', (input, own) => chooseFolder(own, input.title, true));
  handle('saveFile', async (input, own) => {
    const answer = await dialog.showSaveDialog(own, {
      ...(input.title ? { title: input.title } : {}),
      ...(input.defaultName ? { defaultPath: input.defaultName } : {}),
      filters: input.filters,
      properties: ['createDirectory', 'showOverwriteConfirmation'],
    });
    return answer.canceled || !answer.filePath ? null : answer.filePath;
  });

  handle('showInFolder', (path) => {
    if (!existsSync(path))
      throw new ProfferError('not-found', `There is no longer anything at ${path}.`, { path });
    shell.showItemInFolder(path);
  });
  handle('copyText', (text) => clipboard.writeText(text));
  handle('setColorScheme', (colorScheme) => {
    nativeTheme.themeSource = colorScheme === 'auto' ? 'system' : colorScheme;
    settings.update({ colorScheme });
  });
  handle('rememberVault', (path) => settings.rememberVault(path));
}
