import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { amountOfWork } from './amount-of-work.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'proffer-amount-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const never = new AbortController().signal;

it('knows the bytes of single files at once, and counts a vanished one as nothing', async () => {
  writeFileSync(join(folder, 'a'), '12345');
  const work = await amountOfWork([join(folder, 'a'), join(folder, 'gone')], never);
  expect(work).toEqual({ unit: 'bytes', total: 5 });
});

it('counts the files of folders while the work goes on', async () => {
  mkdirSync(join(folder, 'deep', 'deeper'), { recursive: true });
  for (const name of ['a', 'deep/b', 'deep/deeper/c']) writeFileSync(join(folder, name), '');
  const single = join(folder, 'a');
  const work = await amountOfWork([folder, single], never);
  expect(work.unit).toBe('files');
  await vi.waitFor(() => expect(work.total).toBe(4));
});

it('tells no number when the intake was cancelled', async () => {
  const controller = new AbortController();
  controller.abort();
  const work = await amountOfWork([folder], controller.signal);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(work).toEqual({ unit: 'files', total: null });
});
