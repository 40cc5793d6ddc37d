import type { WebPreferences } from 'electron';

/** The one set of preferences every window has; nothing varies them but the session and the build. */
export function webPreferences(options: {
  preload: string;
  developerTools: boolean;
  arguments: string[];
}): WebPreferences {
  return {
    preload: options.preload,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    plugins: false,
    navigateOnDragDrop: false,
    safeDialogs: true,
    // Dictionaries would come from a server.
    spellcheck: false,
    enableWebSQL: false,
    devTools: options.developerTools,
    additionalArguments: options.arguments,
  };
}
