import type { WebContents, WebFrameMain } from 'electron';

/** Whether a message came from the main frame of our own window while it shows our own page. */
export function isTrustedSender(
  frame: WebFrameMain | null,
  window: WebContents | undefined,
  origin: string,
): boolean {
  if (!frame || !window || window.isDestroyed()) return false;
  if (frame !== window.mainFrame) return false;
  return URL.canParse(frame.url) && pageOrigin(frame.url) === origin;
}

/** `URL.origin` is "null" for schemes that are not the web's own. */
function pageOrigin(address: string): string {
  const url = new URL(address);
  return `${url.protocol}//${url.host}`;
}
