import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: '.',
  outputDir: '../test-artifacts/e2e',
  globalSetup: './harness/global-setup.ts',
  // One window at a time: they share a display and a machine that may have two cores.
  workers: 1,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  use: { actionTimeout: 10_000 },
  reporter: [['list']],
});
