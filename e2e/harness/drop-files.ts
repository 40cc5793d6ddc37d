import type { Page } from '@playwright/test';

/**
 * Drops files and folders on the window as the operating system would: through the browser's own drag input, so that
 * the files that arrive have a real path behind them.
 */
export async function dropFiles(window: Page, paths: string[], at = { x: 640, y: 420 }): Promise<void> {
  const session = await window.context().newCDPSession(window);
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, ...at, data });
  }
  await session.detach();
}
