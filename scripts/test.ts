import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot } from './project.ts';
import { ensurePackages, testToolPackages } from './system/debian-packages.ts';
import { say } from './system/run.ts';

const require = createRequire(import.meta.url);

const usage = `usage: npm test [-- --unit | --e2e] [-- filters…]
  --unit  vitest only
  --e2e   Playwright against the real Electron only
  filters are passed to the runners`;

function runner(title: string, packageName: string, entry: string, args: string[]): number {
  say(title);
  const command = join(dirname(require.resolve(`${packageName}/package.json`)), entry);
  const result = spawnSync(process.execPath, [command, ...args], { cwd: projectRoot, stdio: 'inherit' });
  return result.status ?? 1;
}

function main(): number {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { unit: { type: 'boolean' }, e2e: { type: 'boolean' }, help: { type: 'boolean' } },
  });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  ensurePackages(testToolPackages, 'The tests');
  const results: [title: string, code: number][] = [];
  if (!values.e2e) {
    results.push(['unit tests', runner('unit tests', 'vitest', 'vitest.mjs', ['run', ...positionals])]);
  }
  if (!values.unit) {
    const args = ['test', '--config', 'e2e/playwright.config.ts', ...positionals];
    results.push(['end-to-end tests', runner('end-to-end tests', '@playwright/test', 'cli.js', args)]);
  }
  for (const [title, code] of results)
    say(`${title}: ${code === 0 ? 'passed' : `FAILED (exit code ${code})`}`);
  return results.some(([, code]) => code !== 0) ? 1 : 0;
}

try {
  process.exitCode = main();
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
