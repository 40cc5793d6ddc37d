import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { nameless, sidewaysScroll } from './complaints.ts';

/** Has a picture taken in light and in dark; what scrolls sideways or has no name fails the test, which goes on. */
export async function inBothSchemes(
  window: Page,
  name: string,
  take: (nameWithScheme: string) => Promise<unknown>,
): Promise<void> {
  for (const scheme of ['light', 'dark'] as const) {
    await window.emulateMedia({ colorScheme: scheme });
    await expect(window.locator('html')).toHaveAttribute('data-mantine-color-scheme', scheme);
    await window.waitForTimeout(300);
    await take(`${name}-${scheme}`);
  }
  expect.soft(await sidewaysScroll(window), `${name} scrolls sideways`).toEqual([]);
  expect.soft(await nameless(window), `${name} has elements without a name`).toEqual([]);
}
