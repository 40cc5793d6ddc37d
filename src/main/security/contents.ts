import type { App, WebContents } from 'electron';

function guardContents(contents: WebContents): void {
  // A click, a script or a redirect leads nowhere: the view is one page and stays it.
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  // WebRTC sends UDP past proxy and request filter alike; the switch of the same name is not read by every Electron.
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
}

/** Holds for every web contents there will ever be. */
export function guardAllContents(app: App): void {
  app.on('web-contents-created', (_event, contents) => guardContents(contents));
  app.on('login', (event) => event.preventDefault());
  app.on('select-client-certificate', (event) => event.preventDefault());
}
