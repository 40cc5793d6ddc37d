import type { Page } from '@playwright/test';

/** Collects what a page complains of: errors on its console, exceptions, refusals of its policy. */
export async function listenForComplaints(window: Page): Promise<string[]> {
  const complaints: string[] = [];
  window.on('console', (message) => {
    if (message.type() === 'error' || message.text().includes('Content Security Policy'))
      complaints.push(`${message.type()}: ${message.text()}`);
  });
  window.on('pageerror', (error) => complaints.push(`exception: ${error.message}`));
  await window.exposeFunction('profferComplaint', (text: string) => complaints.push(text));
  await window.evaluate(() =>
    document.addEventListener('securitypolicyviolation', (event) =>
      (globalThis as unknown as { profferComplaint(text: string): void }).profferComplaint(
        `policy: ${event.effectiveDirective} refused ${event.blockedURI} at ${event.sourceFile}:${event.lineNumber}`,
      ),
    ),
  );
  return complaints;
}

/** What of the page in sight is wider than the window and so would scroll sideways. */
export function sidewaysScroll(window: Page): Promise<string[]> {
  return window.evaluate(() => {
    const found: string[] = [];
    const root = document.documentElement;
    if (root.scrollWidth > root.clientWidth) found.push(`page: ${root.scrollWidth} in ${root.clientWidth}`);
    for (const element of document.querySelectorAll<HTMLElement>('body *')) {
      const style = getComputedStyle(element);
      const scrolls = style.overflowX === 'auto' || style.overflowX === 'scroll';
      // Drawn pages may be enlarged beyond their frame; nothing else may.
      if (!scrolls || element.closest('.pdf-page')) continue;
      if (element.scrollWidth > element.clientWidth + 1)
        found.push(`${element.className}: ${element.scrollWidth} in ${element.clientWidth}`);
    }
    return found;
  });
}

const interactive = new Set([
  'button',
  'link',
  'textbox',
  'searchbox',
  'combobox',
  'checkbox',
  'radio',
  'spinbutton',
  'slider',
  'menuitem',
  'tab',
  'option',
  'switch',
  'grid',
  'table',
  'dialog',
]);

/**
 * Interactive elements in sight that a screen reader could only call "button" or "field".
 *
 * Roles and names are computed in the page by Playwright. Asking the browser for its own tree over the DevTools
 * protocol makes Chromium 130 abort now and then when that tree is let go (`AXObjectCacheImpl::Remove`).
 */
export async function nameless(window: Page): Promise<string[]> {
  const snapshot = await window.locator('body').ariaSnapshot();
  return snapshot
    .split('\n')
    .map((line) => /^\s*- '?(?<role>[a-z]+)(?<name> ")?/.exec(line)?.groups)
    .filter((found) => found && interactive.has(found.role ?? '') && found.name === undefined)
    .map((found) => found?.role ?? '');
}
