import { contextBridge, ipcRenderer, webUtils } from 'electron';
import {
  shellChannels as channels,
  type EngineState,
  enginePortMessage,
  type Shell,
  type StartupInfo,
  startupSwitch,
} from '../shared/contract/shell.ts';

interface Startup extends StartupInfo {
  version: string;
  /** The view's origin: our own, or the development server's. */
  origin: string;
}

function readStartup(): Startup {
  const argument = process.argv.find((text) => text.startsWith(startupSwitch));
  if (!argument) throw new Error('The window was opened without its startup information.');
  const bytes = Uint8Array.from(atob(argument.slice(startupSwitch.length)), (letter) => letter.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(bytes)) as Startup;
}

function listen<T>(channel: string, listener: (value: T) => void): () => void {
  const handler = (_event: unknown, value: T): void => listener(value);
  ipcRenderer.on(channel, handler);
  return () => ipcRenderer.off(channel, handler);
}

/** The page's window; this file is checked without the DOM's types, for it needs nothing else of them. */
declare const window: { postMessage(message: unknown, targetOrigin: string, transfer: unknown[]): void };

const { version, origin, ...startup } = readStartup();

// A port cannot pass the context bridge, only a window message; the target origin keeps it in our own page.
ipcRenderer.on(channels.requestPort, (event) => {
  window.postMessage({ type: enginePortMessage }, origin, [...event.ports]);
});

const shell: Shell = {
  version,
  platform: process.platform,
  startup,
  sandboxed: process.sandboxed === true,
  requestPort: () => ipcRenderer.send(channels.requestPort),
  onEngineState: (listener) => {
    const stop = listen<EngineState>(channels.engineState, listener);
    void ipcRenderer.invoke(channels.readEngineState).then((state) => listener(state as EngineState));
    return stop;
  },
  onOpenVault: (listener) => listen<string>(channels.openVault, listener),
  openFiles: (options) => ipcRenderer.invoke(channels.openFiles, options ?? {}),
  openFolder: (options) => ipcRenderer.invoke(channels.openFolder, options ?? {}),
  saveFolder: (options) => ipcRenderer.invoke(channels.saveFolder, options ?? {}),
  saveFile: (options) => ipcRenderer.invoke(channels.saveFile, options ?? {}),
  pathsForDrop: (files) =>
    files.map((file) => webUtils.getPathForFile(file as File)).filter((path) => path !== ''),
  showInFolder: (path) => ipcRenderer.invoke(channels.showInFolder, path),
  copyText: (text) => ipcRenderer.invoke(channels.copyText, text),
  setColorScheme: (scheme) => ipcRenderer.invoke(channels.setColorScheme, scheme),
  rememberVault: (path) => ipcRenderer.invoke(channels.rememberVault, path),
};

contextBridge.exposeInMainWorld('proffer', shell);
