import { BrowserWindow, nativeTheme, type Session, screen } from 'electron';
import { type StartupInfo, startupSwitch } from '../../shared/contract/shell.ts';
import { webPreferences } from '../security/web-preferences.ts';
import type { SettingsFile } from '../settings.ts';
import { defaultSize, minimumSize, usableBounds } from './bounds.ts';

export interface MainWindowOptions {
  session: Session;
  preload: string;
  /** Address of the page, and the origin messages from it must have. */
  address: string;
  origin: string;
  version: string;
  startup: StartupInfo;
  settings: SettingsFile;
  developerTools: boolean;
}

/** The colour behind the first frame, so that a dark room gets no white flash. */
function backgroundColor(dark: boolean): string {
  return dark ? '#1a1b1e' : '#ffffff';
}

function rememberBounds(window: BrowserWindow, settings: SettingsFile): void {
  window.on('close', () => {
    settings.update({ bounds: window.getNormalBounds(), maximized: window.isMaximized() });
  });
}

/** Opens the one window; it is shown when its first frame is ready. */
export function openMainWindow(options: MainWindowOptions): BrowserWindow {
  const { settings } = options;
  const workAreas = screen.getAllDisplays().map((display) => display.workArea);
  const startup = { ...options.startup, version: options.version, origin: options.origin };
  const window = new BrowserWindow({
    ...defaultSize,
    ...usableBounds(settings.current.bounds, workAreas),
    minWidth: minimumSize.width,
    minHeight: minimumSize.height,
    show: false,
    title: 'Proffer',
    backgroundColor: backgroundColor(nativeTheme.shouldUseDarkColors),
    autoHideMenuBar: process.platform !== 'darwin',
    webPreferences: {
      ...webPreferences({
        preload: options.preload,
        developerTools: options.developerTools,
        arguments: [startupSwitch + Buffer.from(JSON.stringify(startup)).toString('base64')],
      }),
      session: options.session,
    },
  });
  window.once('ready-to-show', () => {
    if (settings.current.maximized) window.maximize();
    window.show();
  });
  nativeTheme.on('updated', () => {
    if (!window.isDestroyed()) window.setBackgroundColor(backgroundColor(nativeTheme.shouldUseDarkColors));
  });
  rememberBounds(window, settings);
  void window.loadURL(options.address);
  return window;
}
