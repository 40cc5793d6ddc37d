import { mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { listenForComplaints, nameless, sidewaysScroll } from './harness/complaints.ts';
import { go, lock, unlock } from './harness/desk.ts';
import { makeSampleVault } from './harness/sample-vault.ts';
import { expect, test } from './harness/workbench.ts';

const pictures = join(import.meta.dirname, '..', 'test-artifacts', 'screenshots', 'looks');
const sizes = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
];
const reference = 'NH-MR-2025-0417';

async function resize(app: ElectronApplication, window: Page, size: { width: number; height: number }) {
  await app.evaluate(({ BrowserWindow }, { width, height }) => {
    BrowserWindow.getAllWindows()[0]!.setContentSize(width, height);
  }, size);
  // A display without a window manager may take a pixel for the frame.
  await expect
    .poll(async () => {
      const [width, height] = await window.evaluate(() => [innerWidth, innerHeight] as const);
      return Math.max(Math.abs(width - size.width), Math.abs(height - size.height));
    })
    .toBeLessThanOrEqual(1);
}

/** A dialog or menu is put away, and nothing is in the way of the next screen. */
async function putAway(window: Page): Promise<void> {
  for (const role of ['dialog', 'menu'] as const) {
    while ((await window.getByRole(role).count()) > 0) {
      await window.keyboard.press('Escape');
      await window.waitForTimeout(150);
    }
  }
}

/** Each screen with the sample case on it, as a person comes to see it. */
const screens: readonly { name: string; show: (window: Page) => Promise<void> }[] = [
  {
    name: 'cases',
    show: async (window) => {
      await go(window, 'Cases');
      await expect(window.getByRole('row').filter({ hasText: reference })).toBeVisible();
    },
  },
  {
    name: 'overview',
    show: async (window) => {
      await window.getByRole('row').filter({ hasText: reference }).dblclick();
      await expect(window.getByRole('heading', { level: 1 })).toBeVisible();
      await expect(window.getByRole('button', { name: 'Edit case' })).toBeVisible();
    },
  },
  {
    name: 'overview-edit',
    show: async (window) => {
      await window.getByRole('button', { name: 'Edit case' }).click();
      await expect(window.getByRole('dialog')).toBeVisible();
    },
  },
  {
    name: 'evidence',
    show: async (window) => {
      await go(window, 'Evidence');
      await expect(window.getByRole('row').nth(8)).toBeVisible();
    },
  },
  {
    name: 'evidence-mail',
    show: async (window) => {
      await window.getByRole('row').filter({ hasText: '.eml' }).first().click();
      await window.getByRole('button', { name: 'Show content' }).click();
      await expect(window.getByRole('document', { name: /^Content of/ })).toContainText('Subject:');
    },
  },
  {
    name: 'evidence-picture',
    show: async (window) => {
      await window.getByRole('searchbox', { name: 'Search evidence' }).fill('.png');
      await window.getByRole('row').filter({ hasText: 'locked-computer.png' }).click();
      await window.getByRole('button', { name: 'Show content' }).click();
      const image = window.getByRole('img', { name: /^Content of/ });
      await expect(image).toBeVisible();
      await image.scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'evidence-pdf',
    show: async (window) => {
      await window.getByRole('searchbox', { name: 'Search evidence' }).fill('.pdf');
      await window.getByRole('row').filter({ hasText: '.pdf' }).first().click();
      await window.getByRole('button', { name: 'Show content' }).click();
      await window.getByRole('img', { name: /page 1 of/ }).scrollIntoViewIfNeeded();
      await window.waitForTimeout(400);
    },
  },
  {
    name: 'events',
    show: async (window) => {
      await go(window, 'Events');
      await expect(window.getByRole('row').nth(5)).toBeVisible();
    },
  },
  {
    name: 'event-detail',
    show: async (window) => {
      await window.getByRole('row').nth(4).click();
      await expect(window.getByRole('complementary')).toContainText('Taking part');
    },
  },
  {
    name: 'event-new',
    show: async (window) => {
      await window.getByRole('button', { name: 'New event' }).first().click();
      await expect(window.getByRole('dialog')).toBeVisible();
    },
  },
  {
    name: 'entities',
    show: async (window) => {
      await go(window, 'Entities');
      await expect(window.getByRole('row').nth(8)).toBeVisible();
    },
  },
  {
    name: 'entity-detail',
    show: async (window) => {
      await window.getByRole('row').nth(5).click();
      await expect(window.getByRole('complementary')).toContainText('Links');
    },
  },
  {
    name: 'entity-new',
    show: async (window) => {
      await window.getByRole('button', { name: 'New entity' }).first().click();
      await window.getByRole('dialog').getByRole('textbox', { name: /^Name/ }).fill('A name');
      await expect(window.getByRole('dialog')).toContainText('Kept as');
    },
  },
  {
    name: 'losses',
    show: async (window) => {
      await go(window, 'Losses');
      await expect(window.getByRole('row').nth(3)).toBeVisible();
    },
  },
  {
    name: 'loss-edit',
    show: async (window) => {
      await window.getByRole('row').nth(2).dblclick();
      await expect(window.getByRole('dialog')).toContainText('Transaction reference');
    },
  },
  {
    name: 'referral',
    show: async (window) => {
      await go(window, 'Referral');
      await window.getByRole('radio', { name: /^Central Bureau of Investigation/ }).click();
      await expect(window.getByRole('region', { name: 'What is missing' })).toBeVisible();
    },
  },
  {
    name: 'referral-preview',
    show: async (window) => {
      await window.getByRole('button', { name: 'Preview' }).click();
      await expect(window.getByRole('img', { name: /page 1 of/ })).toBeVisible({ timeout: 60_000 });
      await window.waitForTimeout(600);
    },
  },
  {
    name: 'log',
    show: async (window) => {
      await go(window, 'Log');
      await expect(window.getByRole('row').nth(8)).toBeVisible();
    },
  },
  {
    name: 'log-entry',
    show: async (window) => {
      await window.getByRole('row').nth(6).click();
      await expect(window.getByRole('complementary')).toContainText('Hash before');
    },
  },
  {
    name: 'settings',
    show: async (window) => {
      await go(window, 'Vault settings');
      await expect(window.getByRole('heading', { name: 'Vault settings' })).toBeVisible();
    },
  },
  {
    name: 'verify',
    show: async (window) => {
      await go(window, 'Verify');
      await expect(window.getByRole('button', { name: 'Choose package' }).first()).toBeVisible();
    },
  },
  {
    name: 'palette',
    show: async (window) => {
      await window.keyboard.press('Control+k');
      await expect(window.getByRole('dialog')).toBeVisible();
    },
  },
  {
    name: 'shortcuts',
    show: async (window) => {
      await window.keyboard.press('Shift+?');
      await expect(window.getByRole('dialog')).toBeVisible();
    },
  },
];

test('every screen of the sample case, light and dark, on a small and a large window', async ({
  launch,
  provide,
}) => {
  test.setTimeout(300_000);
  mkdirSync(pictures, { recursive: true });
  const sample = makeSampleVault();
  const vault = join(provide(sample.folder), basename(sample.vault));
  const { app, window } = await launch(`--vault=${vault}`);
  const complaints = await listenForComplaints(window);
  const look = async (name: string) => {
    for (const size of sizes) {
      await resize(app, window, size);
      for (const scheme of ['light', 'dark'] as const) {
        await window.emulateMedia({ colorScheme: scheme });
        await expect(window.locator('html')).toHaveAttribute('data-mantine-color-scheme', scheme);
        await window.screenshot({
          path: join(pictures, `${name}-${size.width}-${scheme}.png`),
          animations: 'disabled',
        });
      }
      expect.soft(await sidewaysScroll(window), `${name} at ${size.width} scrolls sideways`).toEqual([]);
      expect.soft(await nameless(window), `${name} at ${size.width} has elements without a name`).toEqual([]);
    }
  };
  await look('unlock');
  await unlock(window, sample.passphrase);
  for (const { name, show } of screens) {
    await resize(app, window, sizes[0]!);
    await test.step(name, async () => {
      await show(window);
      await look(name);
      await putAway(window);
    });
  }
  await test.step('the picture of the README', async () => {
    await go(window, 'Cases');
    await window.getByRole('row').filter({ hasText: reference }).dblclick();
    await resize(app, window, { width: 1600, height: 1000 });
    await window.emulateMedia({ colorScheme: 'light' });
    await go(window, 'Events');
    await window.getByRole('row').filter({ hasText: '9900.00 USD paid' }).click();
    await expect(window.getByRole('complementary')).toContainText('Rests on');
    await window.mouse.move(1500, 900);
    await window.waitForTimeout(600);
    await window.screenshot({ path: join(pictures, 'workbench.png'), animations: 'disabled' });
  });
  await lock(window);
  await window.getByRole('button', { name: 'Back', exact: true }).click();
  for (const [door, name] of [
    ['Create a vault', 'create'],
    ['Restore a backup', 'restore'],
  ] as const) {
    if (name === 'create') await look('welcome');
    await window.getByRole('button', { name: door }).click();
    await look(name);
    await window.getByRole('button', { name: 'Back', exact: true }).click();
  }
  expect(complaints).toEqual([]);
  sample.dispose();
});

test('an element without a name is found, one with a name is not', async ({ workbench: { window } }) => {
  await expect(window.getByRole('button', { name: 'Create a vault' })).toBeVisible();
  expect(await nameless(window)).toEqual([]);
  await window.evaluate(() =>
    document.body.insertAdjacentHTML(
      'beforeend',
      '<button></button><button>a: "b"</button><a href="#"><svg></svg></a><input value="x"><input aria-label="n" value="y">',
    ),
  );
  expect(await nameless(window)).toEqual(['button', 'link', 'textbox']);
});
