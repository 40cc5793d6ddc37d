import { existsSync } from 'node:fs';
import { basename, isAbsolute } from 'node:path';
import { type BrowserWindow, clipboard, dialog, ipcMain, nativeTheme, shell } from 'electron';
import { z } from 'zod';
import { shellChannels as channels } from '../shared/contract/shell.ts';
import { ProfferError } from '../shared/domain/errors.ts';
import type { EngineHost } from './engine-host/engine-host.ts';
import { isTrustedSender } from './security/trusted-sender.ts';
import type { SettingsFile } from './settings.ts';

const filters = z
  .array(
    z.object({
      name: z.string().max(200),
      extensions: z.array(z.string().regex(/^[A-Za-z0-9]{1,20}$|^\*$/)),
    }),
  )
  .max(50)
  .default([]);
const title = z.string().max(200).optional();
const absolutePath = z.string().max(4096).refine(isAbsolute, 'not an absolute path');

const openFilesInput = z.object({ title, filters, multiple: z.boolean().default(true) });
const folderInput = z.object({ title });
const saveFileInput = z.object({
  title,
  filters,
  defaultName: z
    .string()
    .max(255)
    .refine((name) => basename(name) === name, 'not a bare name')
    .optional(),
});

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
  function handle<S extends z.ZodType>(
    channel: string,
    schema: S,
    call: (input: z.output<S>, own: BrowserWindow) => unknown,
  ): void {
    ipcMain.handle(channel, (event, input: unknown) => {
      const own = trusted(event.senderFrame);
      const parsed = schema.safeParse(input);
      if (!parsed.success) throw new ProfferError('invalid-input', z.prettifyError(parsed.error));
      return call(parsed.data, own);
    });
  }

  ipcMain.on(channels.requestPort, (event) => {
    engine.connect(trusted(event.senderFrame).webContents);
  });
  handle(channels.readEngineState, z.undefined(), () => engine.state);

  handle(channels.openFiles, openFilesInput, async (input, own) => {
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
  handle(channels.openFolder, folderInput, (input, own) => chooseFolder(own, input.title, false));
  handle(channels.saveFolder, folderInput, (input, own) => chooseFolder(own, input.title, true));
  handle(channels.saveFile, saveFileInput, async (input, own) => {
    const answer = await dialog.showSaveDialog(own, {
      ...(input.title ? { title: input.title } : {}),
      ...(input.defaultName ? { defaultPath: input.defaultName } : {}),
      filters: input.filters,
      properties: ['createDirectory', 'showOverwriteConfirmation'],
    });
    return answer.canceled || !answer.filePath ? null : answer.filePath;
  });

  handle(channels.showInFolder, absolutePath, (path) => {
    if (!existsSync(path))
      throw new ProfferError('not-found', `There is no longer anything at ${path}.`, { path });
    shell.showItemInFolder(path);
  });
  handle(channels.copyText, z.string().max(1_000_000), (text) => clipboard.writeText(text));
  handle(channels.setColorScheme, z.enum(['light', 'dark', 'auto']), (colorScheme) => {
    nativeTheme.themeSource = colorScheme === 'auto' ? 'system' : colorScheme;
    settings.update({ colorScheme });
  });
  handle(channels.rememberVault, absolutePath, (path) => settings.rememberVault(path));
}
