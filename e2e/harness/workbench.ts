import { chownSync, cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { _electron, test as base, type ElectronApplication, type Page } from '@playwright/test';
import { temporaryFolder } from '../../scripts/system/ordinary-user.ts';
import { readLaunchPlan } from './launch-plan.ts';

export interface Workbench {
  app: ElectronApplication;
  window: Page;
  /** Milliseconds from the start of the process to the window's first page. */
  launchMilliseconds: number;
}

export interface WorkbenchFixtures {
  /** A folder the application and the test may both write to; gone after the test. */
  sandbox: string;
  /** Starts the application with more arguments, which go before its own; closed after the test. */
  launch: (...args: string[]) => Promise<Workbench>;
  /** The application, started plainly. */
  workbench: Workbench;
  /** Copies a file or folder into the sandbox so that the application can read it; answers the copy's path. */
  provide: (path: string) => string;
  /** Keeps a picture of the window under test-artifacts/screenshots. */
  picture: (window: Page, name: string) => Promise<void>;
}

const plan = readLaunchPlan();
const screenshots = join(import.meta.dirname, '..', '..', 'test-artifacts', 'screenshots');

function giveToApplication(path: string): void {
  if (!plan.user) return;
  chownSync(path, plan.user.uid, plan.user.gid);
  for (const entry of readdirSync(path, { withFileTypes: true, recursive: true })) {
    chownSync(join(entry.parentPath, entry.name), plan.user.uid, plan.user.gid);
  }
}

const startMilliseconds = 30_000;

/** Keeps the last of what the application writes, for when it does not come up. */
function listenTo(app: ElectronApplication): () => string {
  let text = '';
  const keep = (chunk: Buffer): void => {
    text = (text + chunk.toString()).slice(-4000);
  };
  app.process().stdout?.on('data', keep);
  app.process().stderr?.on('data', keep);
  return () => text;
}

/** Playwright's test with the real application in the real Electron, sandbox on, as an ordinary user. */
export const test = base.extend<WorkbenchFixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures wanted from the pattern
  sandbox: async ({}, use) => {
    const folder = temporaryFolder('proffer-e2e', plan.user);
    await use(folder);
    rmSync(folder, { recursive: true, force: true });
  },
  launch: async ({ sandbox }, use) => {
    const started: ElectronApplication[] = [];
    await use(async (...args) => {
      const before = performance.now();
      const app = await _electron.launch({
        executablePath: plan.executable,
        args: [plan.application, '--disable-gpu', ...args, `--user-data-dir=${join(sandbox, 'settings')}`],
        env: plan.environment,
        cwd: plan.application,
        chromiumSandbox: true,
        timeout: startMilliseconds,
      });
      started.push(app);
      const said = listenTo(app);
      try {
        const window = await app.firstWindow({ timeout: startMilliseconds });
        await window.waitForLoadState('load', { timeout: startMilliseconds });
        return { app, window, launchMilliseconds: performance.now() - before };
      } catch (error) {
        const addresses = app.windows().map((window) => window.url());
        const words = `windows: ${JSON.stringify(addresses)}\nthe application said:\n${said()}`;
        throw new Error(`The application did not come up. ${words}`, { cause: error });
      }
    });
    for (const app of started) await app.close();
  },
  workbench: async ({ launch }, use) => use(await launch()),
  provide: async ({ sandbox }, use) => {
    await use((path) => {
      const folder = join(sandbox, 'provided');
      mkdirSync(folder, { recursive: true });
      cpSync(path, join(folder, basename(path)), { recursive: true });
      giveToApplication(folder);
      return join(folder, basename(path));
    });
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures wanted from the pattern
  picture: async ({}, use) => {
    mkdirSync(screenshots, { recursive: true });
    await use(async (window, name) => {
      await window.screenshot({ path: join(screenshots, `${name}.png`) });
    });
  },
});

export { expect } from '@playwright/test';
