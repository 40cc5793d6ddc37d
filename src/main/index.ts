import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  app,
  type BrowserWindow,
  dialog,
  Menu,
  nativeTheme,
  powerMonitor,
  protocol,
  session,
} from 'electron';
import {
  applicationOrigin,
  evidenceScheme,
  type StartupInfo,
  shellChannels,
} from '../shared/contract/shell.ts';
import { parseStartArguments } from './command-line.ts';
import { EngineHost } from './engine-host/engine-host.ts';
import { engineEnvironment } from './engine-host/environment.ts';
import { RestartPolicy } from './engine-host/restart-policy.ts';
import { installMenu } from './menu.ts';
import { applicationHandler } from './protocols/application.ts';
import { evidenceHandler } from './protocols/evidence.ts';
import { schemes } from './protocols/schemes.ts';
import { applyNetworkSwitches } from './security/command-line.ts';
import { guardAllContents } from './security/contents.ts';
import { guardSession } from './security/session.ts';
import { SettingsFile } from './settings.ts';
import { registerShellCalls } from './shell-calls.ts';
import { openMainWindow } from './window/main-window.ts';

// The sandbox for every process, before anything else can start one.
app.enableSandbox();

/** The one exception to "no network": the page comes from the development server, and only from a checkout. */
const developmentServer = app.isPackaged ? undefined : process.env.ELECTRON_RENDERER_URL;
const origin = developmentServer ? new URL(developmentServer).origin : applicationOrigin;
const given = parseStartArguments(process.argv, process.cwd());
const built = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

let window: BrowserWindow | undefined;

function startupInfo(settings: SettingsFile): StartupInfo {
  const { recentVaults, colorScheme } = settings.current;
  return { recentVaults, colorScheme, ...(given.vault ? { vault: given.vault } : {}) };
}

/** A view that crashed is loaded again, a few times; then the person is told. */
function recoverView(view: BrowserWindow): void {
  const reloads = new RestartPolicy();
  view.webContents.on('render-process-gone', (_event, details) => {
    if (details.reason === 'clean-exit') return;
    if (reloads.allow(performance.now())) {
      view.webContents.reload();
    } else {
      dialog.showErrorBox(
        'Proffer',
        `The window stopped working again (${details.reason}). What was saved is safe.`,
      );
      app.quit();
    }
  });
}

async function start(): Promise<void> {
  const settings = new SettingsFile(join(app.getPath('userData'), 'settings.json'));
  nativeTheme.themeSource = settings.current.colorScheme === 'auto' ? 'system' : settings.current.colorScheme;

  const engine = new EngineHost({
    modulePath: built('./engine.js'),
    environment: engineEnvironment(process.env, join(app.getAppPath(), 'resources')),
    onState: (state) => {
      if (window && !window.isDestroyed()) window.webContents.send(shellChannels.engineState, state);
    },
  });

  // Kept in memory only: nothing a view shows may reach the disk outside the vault.
  const viewSession = session.fromPartition('proffer');
  viewSession.protocol.handle('app', applicationHandler(built('../renderer')));
  viewSession.protocol.handle(
    evidenceScheme,
    evidenceHandler((...request) => engine.openBytes(...request), origin),
  );
  // All but the proxy holds as soon as these are called; the proxy is on the command line as well.
  const guarded = Promise.all([
    guardSession(viewSession, developmentServer),
    guardSession(session.defaultSession, developmentServer),
  ]);

  registerShellCalls({ window: () => window, origin, engine, settings });
  window = openMainWindow({
    session: viewSession,
    preload: built('../preload/index.cjs'),
    address: developmentServer ?? `${applicationOrigin}/`,
    origin,
    version: app.getVersion(),
    startup: startupInfo(settings),
    settings,
    developerTools: developmentServer !== undefined,
  });
  recoverView(window);
  // Then the engine, which reads a megabyte of program: the doors on the first page can be used without it.
  window.webContents.once('did-stop-loading', () => engine.start());
  window.once('show', () => installMenu(developmentServer !== undefined));
  await guarded;

  powerMonitor.on('lock-screen', () => engine.lock('lock-screen'));
  powerMonitor.on('suspend', () => engine.lock('suspend'));
  let closed = false;
  app.on('before-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    void engine.stop().then(() => {
      closed = true;
      app.quit();
    });
  });
}

function reveal(vault: string | undefined): void {
  if (!window || window.isDestroyed()) return;
  if (window.isMinimized()) window.restore();
  window.focus();
  if (vault) window.webContents.send(shellChannels.openVault, vault);
}

if (given.userData) app.setPath('userData', given.userData);
if (app.requestSingleInstanceLock()) {
  applyNetworkSwitches(app.commandLine, developmentServer);
  protocol.registerSchemesAsPrivileged(schemes);
  // Else Electron would build its own menu first, before the window.
  Menu.setApplicationMenu(null);
  guardAllContents(app);
  app.on('second-instance', (_event, args, workingFolder) =>
    reveal(parseStartArguments(args, workingFolder).vault),
  );
  app.on('window-all-closed', () => app.quit());
  // While the browser's own threads start, this one has time for what answers the view's first request.
  setImmediate(() => void new Response(null));
  app
    .whenReady()
    .then(start)
    .catch((error: unknown) => {
      dialog.showErrorBox('Proffer could not start', error instanceof Error ? error.message : String(error));
      app.exit(1);
    });
} else {
  console.warn(
    `Proffer is running already with the settings in ${app.getPath('userData')}; its window comes forward.`,
  );
  app.exit(0);
}
